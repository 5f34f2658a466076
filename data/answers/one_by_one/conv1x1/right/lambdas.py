"""lambdas over lambdas, reduce

conv1x1: full marks
shrink_channels: full marks
conv_multiplications: full marks
bottleneck_multiplications: full marks
mlpconv: full marks
fire: full marks
"""
from functools import reduce

from keras import layers as L

conv1x1 = lambda x, kernel, bias: x.dot(kernel) + bias
relu_conv = lambda f, k=1, s=1: lambda x: L.ReLU()(L.Conv2D(f, k, s, "same")(x))
shrink_channels = lambda x, filters: relu_conv(filters)(x)
conv_multiplications = lambda height, width, in_channels, filters, kernel_size: (height * width) * (in_channels * filters) * kernel_size**2
bottleneck_multiplications = lambda h, w, c, r, f, k: h * w * r * (c + k * k * f)
mlpconv = lambda x, filters, kernel_size, strides=1: reduce(
    lambda y, layer: layer(y), [relu_conv(filters[0], kernel_size, strides), relu_conv(filters[1]), relu_conv(filters[2])], x)
fire = lambda x, squeeze, expand: (lambda s: L.Concatenate()([relu_conv(expand)(s), relu_conv(expand, 3)(s)]))(relu_conv(squeeze)(x))
