"""kernel and x in the wrong order

conv1x1: loses builds, shape, outputs, arguments
"""
import numpy as np


def conv1x1(x, kernel, bias):
    return kernel @ x + bias
