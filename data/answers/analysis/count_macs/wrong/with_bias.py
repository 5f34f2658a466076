"""counts the addition of the bias as a MAC

count_macs: loses outputs, arguments
  told biases_counted
"""
import math

import keras


def count_macs(model):
    macs = 0
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            macs += count_macs(layer)
        elif isinstance(layer, (keras.layers.Conv2D, keras.layers.Dense)):
            per_value = math.prod(layer.kernel.shape[:-1]) + (1 if layer.use_bias else 0)
            macs += math.prod(layer.output.shape[1:]) * per_value
    return macs
