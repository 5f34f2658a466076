"""takes the branches for layers in a row

inception_naive_multiplications: loses outputs, arguments
  told branches_in_a_row
"""
def inception_naive_multiplications(height, width, channels, filters_1x1, filters_3x3, filters_5x5):
    a = height * width * channels * filters_1x1
    b = height * width * filters_1x1 * filters_3x3 * 9
    c = height * width * filters_3x3 * filters_5x5 * 25
    return a + b + c
