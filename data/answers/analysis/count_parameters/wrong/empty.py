"""nothing answered yet

count_parameters: not attempted
count_macs: not attempted
pareto_front: not attempted
"""


def count_parameters(model):
    raise NotImplementedError()


def count_macs(model):
    raise NotImplementedError()


def pareto_front(table):
    raise NotImplementedError()
