"""counts the states of the dropouts' random generators as well

count_parameters: loses arguments
"""
import math


def count_parameters(model):
    return sum(math.prod(v.shape) for v in model.variables)
