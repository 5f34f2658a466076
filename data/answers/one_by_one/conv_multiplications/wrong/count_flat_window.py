"""a window one channel deep

conv_multiplications: loses outputs, arguments
  told channels_forgotten
"""
import numpy as np


def conv_multiplications(height, width, in_channels, filters, kernel_size):
    return int(np.prod([height, width, filters, kernel_size, kernel_size]))
