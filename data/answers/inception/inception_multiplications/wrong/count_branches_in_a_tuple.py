"""returns the four branches, not their sum

inception_multiplications: loses outputs, arguments
  told branches_listed
"""
def inception_multiplications(height, width, channels, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    hw = height * width
    return (
        hw * channels * filters_1x1,
        hw * (channels * reduce_3x3 + 9 * reduce_3x3 * filters_3x3),
        hw * (channels * reduce_5x5 + 25 * reduce_5x5 * filters_5x5),
        hw * channels * pool_proj,
    )
