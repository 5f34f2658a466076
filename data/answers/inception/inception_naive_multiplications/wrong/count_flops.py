"""counts a multiplication and an addition each

inception_naive_multiplications: loses outputs, arguments
  told additions_counted
"""
def inception_naive_multiplications(height, width, channels, filters_1x1, filters_3x3, filters_5x5):
    macs = height * width * channels * (filters_1x1 + 9 * filters_3x3 + 25 * filters_5x5)
    return 2 * macs
