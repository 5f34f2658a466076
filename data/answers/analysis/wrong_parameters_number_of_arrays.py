"""counts arrays instead of numbers

count_parameters: loses outputs, arguments
"""


def count_parameters(model):
    return len(model.get_weights())
