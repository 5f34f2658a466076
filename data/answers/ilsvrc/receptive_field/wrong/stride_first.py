"""multiplies with a layer's own stride

receptive_field: loses outputs, arguments
  told own_stride_counted
"""
def receptive_field(layers):
    rf, jump = 1, 1
    for kernel, stride in layers:
        jump *= stride
        rf += (kernel - 1) * jump
    return rf
