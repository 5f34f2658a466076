"""forgets that a window reaches through all channels

inception_naive_multiplications: loses outputs, arguments
  told channels_left_out
"""
def inception_naive_multiplications(height, width, channels, filters_1x1, filters_3x3, filters_5x5):
    return height * width * (filters_1x1 + 3**2 * filters_3x3 + 5**2 * filters_5x5)
