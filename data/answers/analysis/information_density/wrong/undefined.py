"""a name that is not defined

information_density: loses builds, outputs, arguments
  told undefined
"""


def information_density(top1, parameters):
    return top1 / (params / 1e6)
