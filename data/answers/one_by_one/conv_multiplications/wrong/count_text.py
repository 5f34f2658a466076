"""a formatted text instead of a number

conv_multiplications: loses outputs, arguments
  told another_type
"""
def conv_multiplications(height, width, in_channels, filters, kernel_size):
    n = height * width * in_channels * filters * kernel_size**2
    return f"{n:,}"
