"""a port from PyTorch: features and classifier, symmetric padding of 2 and 1 written out

alexnet: full marks
zfnet: full marks
"""
import keras
from keras import layers, ops


def conv(filters, kernel, stride=1, padding=0, groups=1):
    return [layers.ZeroPadding2D(padding), layers.Conv2D(filters, kernel, stride, groups=groups), layers.ReLU()]


def classifier(classes):
    return keras.Sequential([
        layers.Flatten(),
        layers.Dense(4096), layers.ReLU(), layers.Dropout(0.5),
        layers.Dense(4096), layers.ReLU(), layers.Dropout(0.5),
        layers.Dense(classes), layers.Softmax(),
    ], name="classifier")


def alexnet(input_shape=(227, 227, 3), classes=1000, groups=1):
    features = keras.Sequential([
        *conv(96, 11, 4),
        layers.MaxPooling2D(3, 2),
        *conv(256, 5, padding=2, groups=groups),
        layers.MaxPooling2D(3, 2),
        *conv(384, 3, padding=1),
        *conv(384, 3, padding=1, groups=groups),
        *conv(256, 3, padding=1, groups=groups),
        layers.MaxPooling2D(3, 2),
    ], name="features")
    image = keras.Input(input_shape)
    return keras.Model(image, classifier(classes)(features(image)))


def zfnet(input_shape=(224, 224, 3), classes=1000):
    image = keras.Input(input_shape)
    features = keras.Sequential([
        *conv(96, 7, 2, 1),
        layers.MaxPooling2D(3, 2, padding="same"),
        *conv(256, 5, 2),
        layers.MaxPooling2D(3, 2, padding="same"),
        *conv(384, 3, padding=1),
        *conv(384, 3, padding=1),
        *conv(256, 3, padding=1),
        layers.MaxPooling2D(3, 2),
    ], name="features")
    return keras.Model(image, classifier(classes)(features(image)))
