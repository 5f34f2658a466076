"""does not look into models inside the model

count_macs: loses arguments
  told nested_left_out
"""
import math

import keras


def count_macs(model):
    macs = 0
    for layer in model.layers:
        if isinstance(layer, (keras.layers.Conv2D, keras.layers.Dense)):
            macs += math.prod(layer.output.shape[1:]) * math.prod(layer.kernel.shape[:-1])
    return macs
