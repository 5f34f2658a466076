"""integer division of the parameters

information_density: loses outputs, arguments
  told cut_to_millions
"""


def information_density(top1, parameters):
    return top1 / max(parameters // 10**6, 1)
