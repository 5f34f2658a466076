"""takes the 1×1 convolution for free

bottleneck_multiplications: loses outputs, arguments
  told only_the_second
"""
def bottleneck_multiplications(height, width, in_channels, reduce, filters, kernel_size):
    return height * width * reduce * filters * kernel_size * kernel_size
