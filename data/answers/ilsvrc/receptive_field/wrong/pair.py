"""returns the distance as well

receptive_field: loses outputs, arguments
  told distance_too
"""
def receptive_field(layers):
    r, j = 1, 1
    for k, s in layers:
        r, j = r + (k - 1) * j, j * s
    return r, j
