"""right, with a loop over pixels

conv1x1: loses arguments
"""
import numpy as np


def conv1x1(x, kernel, bias):
    y = np.empty((*x.shape[:3], kernel.shape[1]), dtype=x.dtype)
    for index in np.ndindex(*x.shape[:3]):
        y[index] = np.dot(x[index], kernel) + bias
    return y
