"""nine for the 5x5 and twenty-five for the 3x3

inception_naive_multiplications: loses outputs, arguments
  told windows_swapped
"""
def inception_naive_multiplications(height, width, channels, filters_1x1, filters_3x3, filters_5x5):
    return height * width * channels * (1 * filters_1x1 + 25 * filters_3x3 + 9 * filters_5x5)
