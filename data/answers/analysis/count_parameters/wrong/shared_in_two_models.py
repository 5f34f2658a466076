"""goes into nested models, but counts a layer once for each place

count_parameters: loses arguments
"""
import math

import keras


def count_parameters(model):
    total = 0
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            total += count_parameters(layer)
        else:
            total += sum(math.prod(w.shape) for w in layer.weights)
    return total
