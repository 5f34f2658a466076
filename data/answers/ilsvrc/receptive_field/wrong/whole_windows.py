"""adds whole windows

receptive_field: loses outputs, arguments
  told windows_added
"""
def receptive_field(layers):
    total = 0
    step = 1
    for k, s in layers:
        total += k * step
        step *= s
    return total
