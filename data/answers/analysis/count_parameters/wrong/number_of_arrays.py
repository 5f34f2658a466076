"""counts arrays instead of numbers

count_parameters: loses outputs, arguments
  told counts_arrays
"""


def count_parameters(model):
    return len(model.get_weights())
