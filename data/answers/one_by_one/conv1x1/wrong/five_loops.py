"""right, and a Python loop over every number: too slow for large images

conv1x1: loses arguments
"""
import numpy as np


def conv1x1(x, kernel, bias):
    n, h, w, c_in = x.shape
    c_out = kernel.shape[1]
    y = np.zeros((n, h, w, c_out))
    for b in range(n):
        for i in range(h):
            for j in range(w):
                for f in range(c_out):
                    s = bias[f]
                    for c in range(c_in):
                        s += x[b, i, j, c] * kernel[c, f]
                    y[b, i, j, f] = s
    return y
