"""only the stride of the layer right below

receptive_field: loses outputs, arguments
  told last_stride_only
"""
def receptive_field(layers):
    seen = 1
    previous = 1
    for k, s in layers:
        seen = seen + (k - 1) * previous
        previous = s
    return seen
