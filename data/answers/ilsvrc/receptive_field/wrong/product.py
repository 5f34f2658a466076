"""the product of the windows

receptive_field: loses outputs, arguments
  told windows_multiplied
"""
import numpy as np

def receptive_field(layers):
    return int(np.prod([kernel for kernel, stride in layers]))
