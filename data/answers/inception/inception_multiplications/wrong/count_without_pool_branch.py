"""the pool branch is taken to cost nothing

inception_multiplications: loses outputs, arguments
  told pool_branch_left_out
"""
def inception_multiplications(height, width, channels, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    branch1 = height * width * channels * filters_1x1
    branch2 = height * width * (channels * reduce_3x3 + 9 * reduce_3x3 * filters_3x3)
    branch3 = height * width * (channels * reduce_5x5 + 25 * reduce_5x5 * filters_5x5)
    branch4 = 0  # pooling
    return branch1 + branch2 + branch3 + branch4
