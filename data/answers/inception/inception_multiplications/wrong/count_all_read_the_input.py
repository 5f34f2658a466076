"""the 3x3 and the 5x5 are counted with all channels

inception_multiplications: loses outputs, arguments
  told reduced_channels_not_used
"""
def inception_multiplications(height, width, channels, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    total = 0
    for k, f in [(1, filters_1x1), (1, reduce_3x3), (3, filters_3x3), (1, reduce_5x5), (5, filters_5x5), (1, pool_proj)]:
        total += k * k * channels * f * height * width
    return total
