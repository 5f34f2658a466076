"""the stubs are still there

conv1x1: not attempted
shrink_channels: not attempted
fire: not attempted
"""
def conv1x1(x, kernel, bias):
    raise NotImplementedError()


def shrink_channels(x, filters):
    raise NotImplementedError()


def fire(x, squeeze, expand):
    raise NotImplementedError()
