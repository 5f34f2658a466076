"""prints the number and returns nothing

inception_naive_multiplications: loses builds, outputs, arguments
  told returns_nothing
"""
def inception_naive_multiplications(height, width, channels, filters_1x1, filters_3x3, filters_5x5):
    result = height * width * channels * (filters_1x1 + 9 * filters_3x3 + 25 * filters_5x5)
    print(result)
