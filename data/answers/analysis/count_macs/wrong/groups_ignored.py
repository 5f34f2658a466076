"""takes the channels of the input, whatever the groups

count_macs: loses arguments
  told groups_ignored
"""
import math

import keras


def count_macs(model):
    macs = 0
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            macs += count_macs(layer)
        elif isinstance(layer, keras.layers.Conv2D):
            kh, kw = layer.kernel_size
            macs += math.prod(layer.output.shape[1:]) * kh * kw * layer.input.shape[-1]
        elif isinstance(layer, keras.layers.Dense):
            macs += math.prod(layer.output.shape[1:]) * layer.input.shape[-1]
    return macs
