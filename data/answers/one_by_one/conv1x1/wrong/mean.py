"""mean over the channels instead of the sum

conv1x1: loses outputs, arguments
  told mean_over_channels
"""
import numpy as np


def conv1x1(x, kernel, bias):
    products = x[..., :, None] * kernel
    return products.mean(axis=-2) + bias
