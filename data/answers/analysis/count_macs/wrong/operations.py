"""two operations a MAC

count_macs: loses outputs, arguments
  told operations
"""
import math

import keras


def count_macs(model):
    ops = 0
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            ops += count_macs(layer)
        elif isinstance(layer, (keras.layers.Conv2D, keras.layers.Dense)):
            ops += 2 * math.prod(layer.output.shape[1:]) * math.prod(layer.kernel.shape[:-1])
    return ops
