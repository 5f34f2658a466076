"""keras.applications.ResNet50 whatever the depth

resnet: loses builds, shape, parameters, outputs, training, arguments, errors
  told ready_made
"""
from keras.applications import ResNet50


def resnet(depth, input_shape=(224, 224, 3), classes=1000):
    if depth not in (18, 34, 50, 101, 152):
        raise ValueError("depth")
    return ResNet50(include_top=True, weights=None, input_shape=input_shape, classes=classes)
