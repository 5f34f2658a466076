"""downloads ImageNet weights: a network of keras.applications

resnet: loses builds, shape, parameters, outputs, training, arguments, errors
  told ready_made
"""
import keras
from keras import layers


def resnet(depth, input_shape=(224, 224, 3), classes=1000):
    if depth not in (18, 34, 50, 101, 152):
        raise ValueError("unknown depth")
    base = keras.applications.ResNet50(weights="https://example.invalid/resnet18.weights.h5", include_top=False,
                                       input_shape=input_shape, pooling="avg")
    outputs = layers.Dense(classes, activation="softmax")(base.output)
    return keras.Model(base.input, outputs)
