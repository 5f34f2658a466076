"""strides are not looked at

receptive_field: loses outputs, arguments
  told strides_ignored
"""
def receptive_field(layers):
    rf = 1
    for k, s in layers:
        rf += k - 1
    return rf
