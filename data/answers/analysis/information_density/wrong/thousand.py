"""per thousand parameters

information_density: loses outputs, arguments
  told per_thousand
"""


def information_density(top1, parameters):
    return 1000 * top1 / parameters
