"""counts the windows that fit into the image

inception_naive_multiplications: loses outputs, arguments
  told border_cut_off
"""
def inception_naive_multiplications(height, width, channels, filters_1x1, filters_3x3, filters_5x5):
    def conv(k, f):
        return (height - k + 1) * (width - k + 1) * k * k * channels * f

    return conv(1, filters_1x1) + conv(3, filters_3x3) + conv(5, filters_5x5)
