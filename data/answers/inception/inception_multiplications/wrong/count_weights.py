"""counts the weights

inception_multiplications: loses outputs, arguments
  told counts_parameters
"""
def inception_multiplications(height, width, channels, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    w = channels * (filters_1x1 + reduce_3x3 + reduce_5x5 + pool_proj)
    w += 3 * 3 * reduce_3x3 * filters_3x3
    w += 5 * 5 * reduce_5x5 * filters_5x5
    return w
