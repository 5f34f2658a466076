"""the 3x3 reads the reduction of the 5x5: right where both are equal

inception_multiplications: loses arguments
  told reductions_swapped
"""
def inception_multiplications(height, width, channels, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    hw = height * width
    total = hw * channels * (filters_1x1 + reduce_3x3 + reduce_5x5 + pool_proj)
    total += hw * 9 * reduce_5x5 * filters_3x3
    total += hw * 25 * reduce_3x3 * filters_5x5
    return total
