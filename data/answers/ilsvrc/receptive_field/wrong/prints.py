"""prints the result

receptive_field: loses builds, outputs, arguments
  told returns_nothing
"""
def receptive_field(layers):
    r, j = 1, 1
    for k, s in layers:
        r = r + (k - 1) * j
        j = j * s
    print(r)
