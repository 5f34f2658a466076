"""rounded to two digits, which large networks do not survive

information_density: loses arguments
"""


def information_density(top1, parameters):
    return round(top1 / (parameters / 1e6), 2)
