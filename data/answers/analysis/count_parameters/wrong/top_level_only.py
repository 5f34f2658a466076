"""looks at the kinds of layers it knows and not into nested models

count_parameters: loses arguments
  told nested_left_out
"""
import math

import keras


def count_parameters(model):
    known = (keras.layers.Conv2D, keras.layers.Dense, keras.layers.BatchNormalization)
    return sum(math.prod(w.shape) for l in model.layers if isinstance(l, known) for w in l.weights)
