"""two operations for each multiplication

conv_multiplications: loses outputs, arguments
  told additions_counted
"""
def conv_multiplications(height, width, in_channels, filters, kernel_size):
    macs = height * width * in_channels * filters * kernel_size**2
    flops = 2 * macs
    return flops
