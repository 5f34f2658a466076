"""marks the pixels that are read and counts them

receptive_field: full marks
"""
def receptive_field(layers):
    positions = {0}
    for k, s in list(layers)[::-1]:
        positions = {p * s + i for p in positions for i in range(k)}
    return max(positions) - min(positions) + 1
