"""adds the bias inside the loop over channels

conv1x1: loses outputs, arguments
  told bias_for_every_channel
"""
import numpy as np


def conv1x1(x, kernel, bias):
    y = 0
    for c in range(kernel.shape[0]):
        y = y + x[..., c, None] * kernel[c] + bias
    return y
