"""every block is a model of its own whose layers have the same names as the other blocks' layers

identity_block: full marks
projection_block: full marks
bottleneck_block: full marks
resnet: full marks
"""
import keras
from keras import layers


def conv_bn(x, filters, kernel, strides, name):
    x = layers.Conv2D(filters, kernel, strides=strides, padding="same", use_bias=False, name=f"{name}_conv")(x)
    return layers.BatchNormalization(name=f"{name}_bn")(x)


def basic_model(shape, filters, strides, project):
    inputs = keras.Input(shape, name="block_input")
    y = conv_bn(inputs, filters, 3, strides, "first")
    y = layers.ReLU(name="first_relu")(y)
    y = conv_bn(y, filters, 3, 1, "second")
    shortcut = conv_bn(inputs, filters, 1, strides, "shortcut") if project else inputs
    y = layers.Add(name="add")([y, shortcut])
    return keras.Model(inputs, layers.ReLU(name="out")(y))


def bottleneck_model(shape, filters, strides, project):
    inputs = keras.Input(shape, name="block_input")
    y = layers.ReLU(name="first_relu")(conv_bn(inputs, filters, 1, strides, "first"))
    y = layers.ReLU(name="second_relu")(conv_bn(y, filters, 3, 1, "second"))
    y = conv_bn(y, 4 * filters, 1, 1, "third")
    shortcut = conv_bn(inputs, 4 * filters, 1, strides, "shortcut") if project else inputs
    y = layers.Add(name="add")([y, shortcut])
    return keras.Model(inputs, layers.ReLU(name="out")(y))


def identity_block(x, filters):
    return basic_model(x.shape[1:], filters, 1, False)(x)


def projection_block(x, filters, strides=2):
    return basic_model(x.shape[1:], filters, strides, True)(x)


def bottleneck_block(x, filters, strides=1, project=False):
    return bottleneck_model(x.shape[1:], filters, strides, project)(x)


def resnet(depth, input_shape=(224, 224, 3), classes=1000):
    plans = {18: [2, 2, 2, 2], 34: [3, 4, 6, 3], 50: [3, 4, 6, 3], 101: [3, 4, 23, 3], 152: [3, 8, 36, 3]}
    if depth not in plans:
        raise ValueError(f"no ResNet-{depth}")
    model = keras.Sequential(name=f"ResNet{depth}")
    model.add(keras.Input(input_shape))
    model.add(layers.Conv2D(64, 7, strides=2, padding="same", use_bias=False, name="first_conv"))
    model.add(layers.BatchNormalization(name="first_bn"))
    model.add(layers.ReLU(name="first_relu"))
    model.add(layers.MaxPooling2D(3, strides=2, padding="same"))
    for stage, count in enumerate(plans[depth]):
        filters = 64 * 2**stage
        for index in range(count):
            strides = 2 if stage and not index else 1
            shape = model.output_shape[1:]
            if depth < 50:
                model.add(basic_model(shape, filters, strides, project=bool(stage and not index)))
            else:
                model.add(bottleneck_model(shape, filters, strides, project=not index))
    model.add(layers.GlobalAveragePooling2D())
    model.add(layers.Dense(classes, activation="softmax"))
    return model
