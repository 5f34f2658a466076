"""answers in millions

inception_naive_multiplications: loses outputs, arguments
  told in_millions
"""
def inception_naive_multiplications(height, width, channels, filters_1x1, filters_3x3, filters_5x5):
    return round(height * width * channels * (filters_1x1 + 9 * filters_3x3 + 25 * filters_5x5) / 1e6, 1)
