"""forgets the dense layers

count_macs: loses outputs, arguments
  told dense_left_out
"""
import math

import keras


def count_macs(model):
    macs = 0
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            macs += count_macs(layer)
        elif isinstance(layer, keras.layers.Conv2D):
            macs += math.prod(layer.output.shape[1:]) * math.prod(layer.kernel.shape[:-1])
    return macs
