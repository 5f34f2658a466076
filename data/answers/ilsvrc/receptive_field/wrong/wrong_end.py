"""the formula from the top, applied from the bottom

receptive_field: loses outputs, arguments
  told from_the_wrong_end
"""
def receptive_field(layers):
    r = 1
    for k, s in layers:
        r = (r - 1) * s + k
    return r
