"""never gives the pixels their axes back

conv1x1: loses shape, outputs, arguments
  told pixels_flattened
"""
import numpy as np


def conv1x1(x, kernel, bias):
    pixels = x.reshape(-1, x.shape[-1])
    return pixels @ kernel + bias
