"""EinsumDense as the 1x1 convolution; "same" padding written out as zeros + "valid", also for strides.

shrink_channels: full marks
mlpconv: full marks
"""
import keras
from keras import layers


def per_pixel(filters, **options):
    return layers.EinsumDense("nhwc,cf->nhwf", output_shape=(None, None, filters), bias_axes="f", **options)


def shrink_channels(x, filters):
    return per_pixel(filters, activation="relu")(x)


def zeros_around(side, window, step):
    """How many zeros TensorFlow's "same" puts before and after."""
    if step == 1:
        total = window - 1
    else:
        places = -(-side // step)
        total = max((places - 1) * step + window - side, 0)
    return total // 2, total - total // 2


def mlpconv(x, filters, kernel_size, strides=1):
    first, second, third = filters
    height, width = x.shape[1:3]
    if strides > 1 and (height is None or width is None):
        x = layers.Conv2D(first, kernel_size, strides=strides, padding="same")(x)
    else:
        sides = zeros_around(height, kernel_size, strides), zeros_around(width, kernel_size, strides)
        x = layers.ZeroPadding2D(sides)(x)
        x = layers.Conv2D(first, kernel_size, strides=strides, padding="valid")(x)
    x = keras.ops.relu(x)
    x = layers.Activation("relu")(layers.Dense(second)(x))
    return layers.ReLU()(per_pixel(third)(x))
