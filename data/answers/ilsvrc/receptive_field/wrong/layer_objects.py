"""expects Keras layers

receptive_field: loses builds, outputs, arguments
"""
def receptive_field(layers):
    r, j = 1, 1
    for layer in layers:
        r += (layer.kernel_size[0] - 1) * j
        j *= layer.strides[0]
    return r
