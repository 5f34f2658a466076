"""right, with four loops down to the single filter: too slow for large images

conv1x1: loses arguments
"""
import numpy as np


def conv1x1(x, kernel, bias):
    n, height, width, _ = x.shape
    y = np.zeros((n, height, width, len(bias)))
    for image in range(n):
        for row in range(height):
            for column in range(width):
                for f in range(len(bias)):
                    y[image, row, column, f] = np.sum(x[image, row, column] * kernel[:, f]) + bias[f]
    return y
