"""the bias is an argument that nobody reads

conv1x1: loses outputs, arguments
  told bias_forgotten
"""
import numpy as np


def conv1x1(x, kernel, bias):
    return np.einsum("nhwc,cf->nhwf", x, kernel)
