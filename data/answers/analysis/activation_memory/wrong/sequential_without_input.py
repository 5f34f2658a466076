"""adds up model.layers, where a Sequential has no input

activation_memory: loses arguments
  told input_left_out
"""
import math


def activation_memory(model, batch_size, bytes_per_value=4):
    return batch_size * bytes_per_value * sum(math.prod(l.output.shape[1:]) for l in model.layers)
