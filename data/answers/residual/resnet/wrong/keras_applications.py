"""keras.applications for the deep networks, ValueError for 18 and 34

resnet: loses builds, shape, parameters, outputs, training, arguments, errors
  told ready_made
"""
import keras


def resnet(depth, input_shape=(224, 224, 3), classes=1000):
    nets = {
        50: keras.applications.ResNet50,
        101: keras.applications.ResNet101,
        152: keras.applications.ResNet152,
    }
    if depth not in nets:
        raise ValueError(f"depth {depth} is not in keras.applications")
    return nets[depth](weights=None, input_shape=input_shape, classes=classes)
