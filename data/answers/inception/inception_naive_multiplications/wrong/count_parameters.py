"""counts the weights

inception_naive_multiplications: loses outputs, arguments
  told counts_parameters
"""
def inception_naive_multiplications(height, width, channels, filters_1x1, filters_3x3, filters_5x5):
    p1 = 1 * 1 * channels * filters_1x1
    p3 = 3 * 3 * channels * filters_3x3
    p5 = 5 * 5 * channels * filters_5x5
    return p1 + p3 + p5
