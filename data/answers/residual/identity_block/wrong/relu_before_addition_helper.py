"""a conv-BN-ReLU helper used for every convolution, then the bare sum: right counts in all three blocks

identity_block: loses outputs
  told relu_before_addition
projection_block: loses outputs
  told relu_before_addition+relu_on_shortcut
bottleneck_block: loses outputs
  told relu_before_addition+relu_on_shortcut
"""
from keras import layers


def conv_bn_relu(x, filters, kernel_size, strides=1):
    x = layers.Conv2D(filters, kernel_size, strides=strides, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    return layers.ReLU()(x)


def identity_block(x, filters):
    y = conv_bn_relu(x, filters, 3)
    y = conv_bn_relu(y, filters, 3)
    return layers.Add()([x, y])


def projection_block(x, filters, strides=2):
    y = conv_bn_relu(x, filters, 3, strides)
    y = conv_bn_relu(y, filters, 3)
    return layers.Add()([conv_bn_relu(x, filters, 1, strides), y])


def bottleneck_block(x, filters, strides=1, project=False):
    y = conv_bn_relu(x, filters, 1, strides)
    y = conv_bn_relu(y, filters, 3)
    y = conv_bn_relu(y, 4 * filters, 1)
    if project:
        x = conv_bn_relu(x, 4 * filters, 1, strides)
    return layers.Add()([x, y])
