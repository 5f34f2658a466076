"""kernels and biases of convolutions and dense layers, no batch normalisation

count_parameters: loses outputs, arguments
  told normalisation_left_out
"""
import keras
import numpy as np


def count_parameters(model):
    total = 0
    for layer in model.layers:
        if isinstance(layer, (keras.layers.Conv2D, keras.layers.Dense)):
            total += np.prod(layer.kernel.shape)
            if layer.use_bias:
                total += layer.bias.shape[0]
    return int(total)
