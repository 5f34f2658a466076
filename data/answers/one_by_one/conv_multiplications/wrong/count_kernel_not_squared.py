"""one side of the window only

conv_multiplications: loses outputs, arguments
  told kernel_size_not_squared
bottleneck_multiplications: loses outputs, arguments
  told kernel_size_not_squared
"""
def conv_multiplications(height, width, in_channels, filters, kernel_size):
    return height * width * in_channels * filters * kernel_size


def bottleneck_multiplications(height, width, in_channels, reduce, filters, kernel_size):
    return conv_multiplications(height, width, in_channels, reduce, 1) + conv_multiplications(
        height, width, reduce, filters, kernel_size
    )
