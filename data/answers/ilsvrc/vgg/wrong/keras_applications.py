"""the ready-made network of keras.applications

vgg: loses builds, shape, parameters, outputs, arguments, errors
  told ready_made
"""
import keras


def vgg(depth, input_shape=(224, 224, 3), classes=1000):
    if depth == 16:
        return keras.applications.VGG16(weights=None, input_shape=input_shape, classes=classes)
    if depth == 19:
        return keras.applications.VGG19(weights=None, input_shape=input_shape, classes=classes)
    raise ValueError("16 or 19")
