"""the second convolution is charged for all channels

bottleneck_multiplications: loses outputs, arguments
  told second_sees_all_channels
"""
def bottleneck_multiplications(height, width, in_channels, reduce, filters, kernel_size):
    pixels = height * width
    reduce_cost = pixels * in_channels * reduce
    conv_cost = pixels * in_channels * filters * kernel_size**2
    return reduce_cost + conv_cost
