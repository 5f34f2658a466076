"""adds up the layers' own counts, which are not there either

count_parameters: loses builds, outputs, arguments
  told does_the_task
"""


def count_parameters(model):
    return sum(layer.count_params() for layer in model.layers)
