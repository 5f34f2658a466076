"""returns the number of the text

conv_multiplications: loses arguments
  told same_everywhere
bottleneck_multiplications: loses arguments
  told same_everywhere
"""
def conv_multiplications(height, width, in_channels, filters, kernel_size):
    return 120_422_400


def bottleneck_multiplications(height, width, in_channels, reduce, filters, kernel_size):
    return 2_408_448 + 10_035_200
