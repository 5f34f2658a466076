"""multiplies the two costs

bottleneck_multiplications: loses outputs, arguments
  told multiplied
"""
def conv(h, w, c, f, k):
    return h * w * c * f * k * k


def bottleneck_multiplications(height, width, in_channels, reduce, filters, kernel_size):
    return conv(height, width, in_channels, reduce, 1) * conv(height, width, reduce, filters, kernel_size)
