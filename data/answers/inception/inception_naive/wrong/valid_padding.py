"""no padding argument anywhere

inception_naive: loses builds, shape, parameters, outputs, training, arguments
  told border_differs
"""
from tensorflow.keras.layers import Conv2D, MaxPooling2D, concatenate


def inception_naive(x, filters_1x1, filters_3x3, filters_5x5):
    conv1 = Conv2D(filters_1x1, (1, 1), activation='relu')(x)
    conv3 = Conv2D(filters_3x3, (3, 3), activation='relu')(x)
    conv5 = Conv2D(filters_5x5, (5, 5), activation='relu')(x)
    pool = MaxPooling2D((3, 3), strides=(1, 1))(x)
    return concatenate([conv1, conv3, conv5, pool], axis=-1)
