"""returns the number as text, with commas

inception_naive_multiplications: loses outputs, arguments
  told another_type
"""
def inception_naive_multiplications(height, width, channels, filters_1x1, filters_3x3, filters_5x5):
    n = height * width * channels * (filters_1x1 + 9 * filters_3x3 + 25 * filters_5x5)
    return f"{n:,}"
