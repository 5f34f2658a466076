"""average pool for max pool

inception: loses outputs, training
  told pooling_otherwise
"""
from tensorflow.keras.layers import AveragePooling2D, Conv2D, concatenate


def inception(x, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    b1 = Conv2D(filters_1x1, (1, 1), padding='same', activation='relu')(x)
    b2 = Conv2D(reduce_3x3, (1, 1), padding='same', activation='relu')(x)
    b2 = Conv2D(filters_3x3, (3, 3), padding='same', activation='relu')(b2)
    b3 = Conv2D(reduce_5x5, (1, 1), padding='same', activation='relu')(x)
    b3 = Conv2D(filters_5x5, (5, 5), padding='same', activation='relu')(b3)
    b4 = AveragePooling2D((3, 3), strides=(1, 1), padding='same')(x)
    b4 = Conv2D(pool_proj, (1, 1), padding='same', activation='relu')(b4)
    return concatenate([b1, b2, b3, b4], axis=-1)
