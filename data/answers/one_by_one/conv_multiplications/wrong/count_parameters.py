"""counts weights, not multiplications

conv_multiplications: loses outputs, arguments
  told weights_counted
bottleneck_multiplications: loses outputs, arguments
  told weights_counted
"""
def conv_multiplications(height, width, in_channels, filters, kernel_size):
    return kernel_size * kernel_size * in_channels * filters


def bottleneck_multiplications(height, width, in_channels, reduce, filters, kernel_size):
    return in_channels * reduce + reduce * kernel_size * kernel_size * filters
