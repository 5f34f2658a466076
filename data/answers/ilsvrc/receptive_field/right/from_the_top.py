"""from the last layer to the first

receptive_field: full marks
"""
def receptive_field(layers):
    size = 1
    for kernel, stride in reversed(layers):
        size = (size - 1) * stride + kernel
    return size
