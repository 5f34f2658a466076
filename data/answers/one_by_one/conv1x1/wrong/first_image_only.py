"""forgets the batch

conv1x1: loses shape, outputs, arguments
  told first_image_only
"""
import numpy as np


def conv1x1(x, kernel, bias):
    image = x[0]
    return np.dot(image, kernel) + bias
