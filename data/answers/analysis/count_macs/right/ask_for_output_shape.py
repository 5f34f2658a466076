"""asks each layer to compute its output shape from its input

count_macs: full marks
activation_memory: full marks
"""
import math

import keras


def count_macs(model):
    macs = 0
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            macs += count_macs(layer)
            continue
        if not isinstance(layer, (keras.layers.Conv2D, keras.layers.Dense)):
            continue
        out = layer.compute_output_shape(layer.input.shape)
        macs += math.prod(out[1:]) * math.prod(tuple(layer.kernel.shape)[:-1])
    return int(macs)


def activation_memory(model, batch_size, bytes_per_value=4):
    total = 0
    if isinstance(model, keras.Sequential):
        total += math.prod(model.input_shape[1:])
    for layer in model.layers:
        total += math.prod(layer.output.shape[1:])
    return total * bytes_per_value * batch_size
