"""multiplies with the side of the window once

inception_naive_multiplications: loses outputs, arguments
  told window_not_squared
"""
def inception_naive_multiplications(height, width, channels, filters_1x1, filters_3x3, filters_5x5):
    total = 0
    for k, f in [(1, filters_1x1), (3, filters_3x3), (5, filters_5x5)]:
        total += height * width * k * channels * f
    return total
