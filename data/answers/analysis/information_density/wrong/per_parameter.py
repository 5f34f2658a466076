"""percent per single parameter

information_density: loses outputs, arguments
  told per_parameter
"""


def information_density(top1, parameters):
    return top1 / parameters
