"""the error instead of the accuracy

information_density: loses outputs, arguments
  told error_rate
"""


def information_density(top1, parameters):
    return (100 - top1) / (parameters / 10**6)
