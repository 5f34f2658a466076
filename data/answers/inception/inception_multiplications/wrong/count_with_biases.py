"""a multiplication for every bias

inception_multiplications: loses outputs, arguments
  told biases_counted
"""
def inception_multiplications(height, width, channels, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    def conv(cin, cout, k):
        return height * width * (cin * k * k + 1) * cout

    return (conv(channels, filters_1x1, 1) + conv(channels, reduce_3x3, 1) + conv(reduce_3x3, filters_3x3, 3)
            + conv(channels, reduce_5x5, 1) + conv(reduce_5x5, filters_5x5, 5) + conv(channels, pool_proj, 1))
