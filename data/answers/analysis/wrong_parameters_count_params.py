"""uses the method that is not there when graded

count_parameters: loses builds, outputs, arguments
"""


def count_parameters(model):
    return model.count_params()
