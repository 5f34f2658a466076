"""accuracy as a fraction

information_density: loses outputs, arguments
  told fraction
"""


def information_density(top1, parameters):
    return (top1 / 100) / (parameters / 1_000_000)
