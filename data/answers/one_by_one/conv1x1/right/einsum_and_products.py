"""einsum, math.prod, names of the formula

conv1x1: full marks
conv_multiplications: full marks
bottleneck_multiplications: full marks
"""
import math

import numpy as np


def conv1x1(x, kernel, bias):
    return np.einsum("nhwc,cf->nhwf", x, kernel) + bias


def conv_multiplications(H, W, C, F, k):
    return math.prod([H, W, C, F, k, k])


def bottleneck_multiplications(H, W, C, R, F, k):
    return conv_multiplications(H, W, C, R, 1) + conv_multiplications(H, W, R, F, k)
