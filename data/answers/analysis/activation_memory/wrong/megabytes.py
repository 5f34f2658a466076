"""megabytes instead of bytes

activation_memory: loses outputs, arguments
  told in_mebibytes
"""
import math


def activation_memory(model, batch_size, bytes_per_value=4):
    values = sum(math.prod(layer.output.shape[1:]) for layer in model.layers)
    return values * batch_size * bytes_per_value / 1024**2
