"""the sides of the input instead of the output's

count_macs: loses arguments
  told input_size
"""
import keras
import numpy as np


def count_macs(model):
    total = 0
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            total += count_macs(layer)
        if isinstance(layer, keras.layers.Conv2D):
            h, w = layer.input.shape[1:3]
            total += h * w * np.prod(layer.kernel.shape)
        if isinstance(layer, keras.layers.Dense):
            total += np.prod(layer.output.shape[1:-1]) * np.prod(layer.kernel.shape)
    return int(total)
