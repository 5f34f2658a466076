"""starts at 0

receptive_field: loses outputs, arguments
  told starts_at_nothing
"""
def receptive_field(layers):
    r = 0
    j = 1
    for i in range(len(layers)):
        r += (layers[i][0] - 1) * j
        j *= layers[i][1]
    return r
