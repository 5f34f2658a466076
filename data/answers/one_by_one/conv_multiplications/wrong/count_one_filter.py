"""leaves out the filters

conv_multiplications: loses outputs, arguments
  told one_filter
"""
def conv_multiplications(height, width, in_channels, filters, kernel_size):
    per_pixel = in_channels * kernel_size**2
    return per_pixel * height * width
