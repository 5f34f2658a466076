"""returns millions, rounded for reading

count_parameters: loses outputs, arguments
  told in_rounded_millions
"""
import numpy as np


def count_parameters(model):
    n = sum(np.prod(w.shape) for w in model.weights)
    return round(n / 1e6, 2)
