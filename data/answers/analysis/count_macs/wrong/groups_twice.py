"""divides by the groups, though the kernel's shape has done so already

count_macs: loses arguments
  told groups_twice
"""
import math

import keras


def count_macs(model):
    macs = 0
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            macs += count_macs(layer)
        elif isinstance(layer, keras.layers.Conv2D):
            macs += math.prod(layer.output.shape[1:]) * math.prod(layer.kernel.shape[:-1]) // layer.groups
        elif isinstance(layer, keras.layers.Dense):
            macs += math.prod(layer.output.shape[1:]) * layer.kernel.shape[0]
    return macs
