"""multiplies the batch's None as well

count_macs: loses builds, outputs, arguments
  told none_in_a_sum
"""
import math

import keras


def count_macs(model):
    macs = 0
    for layer in model.layers:
        if isinstance(layer, (keras.layers.Conv2D, keras.layers.Dense)):
            macs += math.prod(layer.output.shape) * math.prod(layer.kernel.shape[:-1])
    return macs
