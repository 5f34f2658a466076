"""return inside the loop

receptive_field: loses outputs, arguments
  told first_layer_only
"""
def receptive_field(layers):
    r, j = 1, 1
    for k, s in layers:
        r += (k - 1) * j
        j *= s
        return r
