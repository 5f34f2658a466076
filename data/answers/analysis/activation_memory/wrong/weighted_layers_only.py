"""only layers with weights have an output here

activation_memory: loses outputs, arguments
  told weighted_layers_only
"""
import math


def activation_memory(model, batch_size, bytes_per_value=4):
    values = math.prod(model.input_shape[1:])
    values += sum(math.prod(layer.output.shape[1:]) for layer in model.layers if layer.weights)
    return values * batch_size * bytes_per_value
