"""adds the input once more, though a functional model lists it

activation_memory: loses outputs, arguments
  told input_twice
"""
import math


def activation_memory(model, batch_size, bytes_per_value=4):
    values = math.prod(model.input_shape[1:])
    for layer in model.layers:
        values += math.prod(layer.output.shape[1:])
    return values * batch_size * bytes_per_value
