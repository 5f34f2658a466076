"""the 1x1 convolutions of the reductions are not counted

inception_multiplications: loses outputs, arguments
  told reductions_left_out
"""
def inception_multiplications(height, width, channels, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    n = height * width
    return n * (channels * filters_1x1 + 9 * reduce_3x3 * filters_3x3 + 25 * reduce_5x5 * filters_5x5 + channels * pool_proj)
