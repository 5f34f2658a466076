"""the untouched release

inception_naive: not attempted
inception_naive_multiplications: not attempted
inception: not attempted
inception_multiplications: not attempted
auxiliary_head: not attempted
googlenet: not attempted
stem_gradient: not attempted
"""
import keras


def inception_naive(x, filters_1x1, filters_3x3, filters_5x5):
    raise NotImplementedError


def inception_naive_multiplications(height, width, channels, filters_1x1, filters_3x3, filters_5x5):
    raise NotImplementedError


def inception(x, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    raise NotImplementedError


def inception_multiplications(height, width, channels, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    raise NotImplementedError


def auxiliary_head(x, classes):
    raise NotImplementedError


def googlenet(input_shape=(224, 224, 3), classes=1000, auxiliary=False):
    raise NotImplementedError


def stem_gradient(model, x, y):
    raise NotImplementedError
