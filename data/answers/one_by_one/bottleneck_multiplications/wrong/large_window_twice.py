"""k×k for both convolutions

bottleneck_multiplications: loses outputs, arguments
  told first_with_the_large_window
"""
def conv(h, w, c, f, k):
    return h * w * c * f * k * k


def bottleneck_multiplications(height, width, in_channels, reduce, filters, kernel_size):
    a = conv(height, width, in_channels, reduce, kernel_size)
    b = conv(height, width, reduce, filters, kernel_size)
    return a + b
