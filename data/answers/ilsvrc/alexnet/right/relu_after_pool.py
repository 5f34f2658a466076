"""ReLU after the max pools, and as keras.ops

alexnet: full marks
"""
import keras
from keras import layers, ops


def alexnet(input_shape=(227, 227, 3), classes=1000, groups=1):
    x0 = keras.Input(input_shape)
    h = layers.Conv2D(96, 11, 4)(x0)
    h = ops.relu(layers.MaxPooling2D(3, 2)(h))
    h = layers.Conv2D(256, 5, padding="same", groups=groups)(h)
    h = ops.relu(layers.MaxPooling2D(3, 2)(h))
    h = ops.relu(layers.Conv2D(384, 3, padding="same")(h))
    h = ops.relu(layers.Conv2D(384, 3, padding="same", groups=groups)(h))
    h = layers.Conv2D(256, 3, padding="same", groups=groups)(h)
    h = ops.relu(layers.MaxPooling2D(3, 2)(h))
    h = layers.Flatten()(h)
    h = layers.Dropout(0.5)(ops.relu(layers.Dense(4096)(h)))
    h = layers.Dropout(0.5)(ops.relu(layers.Dense(4096)(h)))
    return keras.Model(x0, ops.softmax(layers.Dense(classes)(h)))
