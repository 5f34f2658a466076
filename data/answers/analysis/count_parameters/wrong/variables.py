"""counts the states of the dropouts' random generators as well

count_parameters: loses arguments
  told random_states_counted
"""
import math


def count_parameters(model):
    return sum(math.prod(v.shape) for v in model.variables)
