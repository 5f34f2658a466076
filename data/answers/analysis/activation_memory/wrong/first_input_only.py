"""takes model.inputs[0] where there are two

activation_memory: loses arguments
"""
import math

import keras


def activation_memory(model, batch_size, bytes_per_value=4):
    values = math.prod(model.inputs[0].shape[1:])
    for layer in model.layers:
        if isinstance(layer, keras.layers.InputLayer):
            continue
        values += math.prod(layer.output.shape[1:])
    return values * batch_size * bytes_per_value
