"""output size of a valid convolution

conv_multiplications: loses outputs, arguments
  told valid_padding
"""
def conv_multiplications(height, width, in_channels, filters, kernel_size):
    out_h = height - kernel_size + 1
    out_w = width - kernel_size + 1
    return out_h * out_w * filters * in_channels * kernel_size * kernel_size
