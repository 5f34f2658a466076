"""parameters per percent

information_density: loses outputs, arguments
  told upside_down
"""


def information_density(top1, parameters):
    return (parameters / 1e6) / top1
