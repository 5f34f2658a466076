"""a ReLU on top, from habit

conv1x1: loses outputs, arguments
  told relu_added
"""
import numpy as np


def conv1x1(x, kernel, bias):
    z = x @ kernel + bias
    return np.where(z > 0, z, 0)
