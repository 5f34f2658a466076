"""takes every image for square

conv_multiplications: loses arguments
  told height_squared
"""
def conv_multiplications(height, width, in_channels, filters, kernel_size):
    return (height**2) * in_channels * filters * (kernel_size**2)
