"""multiplies with a float on the way: the number is right

inception_naive_multiplications: full marks
inception_multiplications: full marks
"""
def inception_naive_multiplications(height, width, channels, filters_1x1, filters_3x3, filters_5x5):
    n = 1.0 * height * width * channels
    return n * filters_1x1 + n * 9 * filters_3x3 + n * 25 * filters_5x5


def inception_multiplications(h, w, c, f1, r3, f3, r5, f5, pp):
    out = 0.0
    for a, b, k in [(c, f1, 1), (c, r3, 1), (r3, f3, 3), (c, r5, 1), (r5, f5, 5), (c, pp, 1)]:
        out += h * w * a * b * k * k
    return out
