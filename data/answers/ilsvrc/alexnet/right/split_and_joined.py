"""groups written as slices, a convolution each, and a concatenation

alexnet: full marks
"""
from keras import Input, Model, layers


def in_groups(x, filters, size, groups):
    width = x.shape[-1] // groups
    parts = [x[..., at * width : (at + 1) * width] for at in range(groups)]
    parts = [layers.Conv2D(filters // groups, size, padding="same")(part) for part in parts]
    joined = parts[0] if groups == 1 else layers.concatenate(parts)
    return layers.Activation("relu")(joined)


def alexnet(input_shape=(227, 227, 3), classes=1000, groups=1):
    inputs = Input(input_shape)
    x = layers.Conv2D(96, 11, strides=4, activation="relu")(inputs)
    x = layers.MaxPooling2D(3, 2)(x)
    x = layers.MaxPooling2D(3, 2)(in_groups(x, 256, 5, groups))
    x = in_groups(x, 384, 3, 1)
    x = in_groups(x, 384, 3, groups)
    x = layers.MaxPooling2D(3, 2)(in_groups(x, 256, 3, groups))
    x = layers.Flatten()(x)
    x = layers.Dropout(0.5)(layers.Dense(4096, activation="relu")(x))
    x = layers.Dropout(0.5)(layers.Dense(4096, activation="relu")(x))
    return Model(inputs, layers.Dense(classes, activation="softmax")(x))
