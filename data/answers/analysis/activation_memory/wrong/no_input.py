"""the input is left out

activation_memory: loses outputs, arguments
  told input_left_out
"""
import math

import keras


def activation_memory(model, batch_size, bytes_per_value=4):
    layers = [l for l in model.layers if not isinstance(l, keras.layers.InputLayer)]
    return sum(math.prod(l.output.shape[1:]) for l in layers) * batch_size * bytes_per_value
