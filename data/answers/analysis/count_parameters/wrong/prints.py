"""prints the number and returns nothing

count_parameters: loses builds, outputs, arguments
  told returns_nothing
"""
import numpy as np


def count_parameters(model):
    n = 0
    for w in model.weights:
        n += np.prod(w.shape)
    print("parameters:", n)
