"""counts nine multiplications for every number of the pool

inception_naive_multiplications: loses outputs, arguments
  told pool_counted
"""
def inception_naive_multiplications(height, width, channels, filters_1x1, filters_3x3, filters_5x5):
    hw = height * width
    conv = hw * channels * (filters_1x1 + 9 * filters_3x3 + 25 * filters_5x5)
    pool = hw * channels * 3 * 3
    return conv + pool
