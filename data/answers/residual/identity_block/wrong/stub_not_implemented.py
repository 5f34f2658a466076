"""the untouched release

identity_block: not attempted
projection_block: not attempted
bottleneck_block: not attempted
resnet: not attempted
"""
import keras


def identity_block(x, filters):
    """A residual block whose shortcut is the identity."""
    raise NotImplementedError


def projection_block(x, filters, strides=2):
    """A residual block whose shortcut is projected."""
    raise NotImplementedError


def bottleneck_block(x, filters, strides=1, project=False):
    raise NotImplementedError


def resnet(depth, input_shape=(224, 224, 3), classes=1000):
    raise NotImplementedError
