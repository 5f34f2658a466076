"""looks one level into nested models, and no further

count_macs: loses arguments
  told one_level_deep
"""
import math

import keras

WEIGHTED = (keras.layers.Conv2D, keras.layers.Dense)


def count_macs(model):
    layers = []
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            layers.extend(layer.layers)
        else:
            layers.append(layer)
    return sum(
        math.prod(l.output.shape[1:]) * math.prod(l.kernel.shape[:-1]) for l in layers if isinstance(l, WEIGHTED)
    )
