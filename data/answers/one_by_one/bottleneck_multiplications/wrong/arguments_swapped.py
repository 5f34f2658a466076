"""passes filters where reduce belongs

bottleneck_multiplications: loses outputs, arguments
  told arguments_swapped
"""
def conv_multiplications(height, width, in_channels, filters, kernel_size):
    return height * width * in_channels * filters * kernel_size**2


def bottleneck_multiplications(height, width, in_channels, reduce, filters, kernel_size):
    return conv_multiplications(height, width, in_channels, filters, 1) + conv_multiplications(
        height, width, filters, reduce, kernel_size
    )
