"""takes the height for the width: right for square images

inception_naive_multiplications: loses arguments
  told square_image
"""
def inception_naive_multiplications(height, width, channels, filters_1x1, filters_3x3, filters_5x5):
    size = height
    return size * size * channels * (filters_1x1 + filters_3x3 * 9 + filters_5x5 * 25)
