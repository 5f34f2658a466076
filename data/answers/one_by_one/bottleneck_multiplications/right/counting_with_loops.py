"""adds up layer by layer; small helper with keyword arguments

conv_multiplications: full marks
bottleneck_multiplications: full marks
"""
def conv_multiplications(height, width, in_channels, filters, kernel_size):
    total = 0
    for _ in range(filters):
        total += height * width * in_channels * kernel_size ** 2
    return total


def bottleneck_multiplications(height, width, in_channels, reduce, filters, kernel_size):
    steps = [(in_channels, reduce, 1), (reduce, filters, kernel_size)]
    return sum(
        conv_multiplications(height=height, width=width, in_channels=c, filters=f, kernel_size=k) for c, f, k in steps
    )
