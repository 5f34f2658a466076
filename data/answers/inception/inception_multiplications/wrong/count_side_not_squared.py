"""three and five instead of nine and twenty-five

inception_multiplications: loses outputs, arguments
  told window_not_squared
"""
def inception_multiplications(height, width, channels, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    one = channels * (filters_1x1 + reduce_3x3 + reduce_5x5 + pool_proj)
    return height * width * (one + 3 * reduce_3x3 * filters_3x3 + 5 * reduce_5x5 * filters_5x5)
