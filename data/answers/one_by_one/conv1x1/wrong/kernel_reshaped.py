"""reshapes the kernel where it means to transpose

conv1x1: loses outputs, arguments
  told kernel_read_by_rows
"""
import numpy as np


def conv1x1(x, kernel, bias):
    c_in, c_out = kernel.shape
    filters = kernel.reshape(c_out, c_in)   # one filter a row
    return np.stack([np.sum(x * f, axis=-1) for f in filters], axis=-1) + bias
