"""a comment for every line, a new name at every step, prints

inception_naive: full marks
inception_naive_multiplications: full marks
auxiliary_head: full marks
"""
# import the libraries
import numpy as np
import keras
from keras.layers import Conv2D, MaxPooling2D, Concatenate, AveragePooling2D, Flatten, Dense, Dropout


# QUESTION 1
def inception_naive(x, filters_1x1, filters_3x3, filters_5x5):
    # first branch: 1x1
    conv_1x1 = Conv2D(filters=filters_1x1, kernel_size=(1, 1), strides=(1, 1), padding="same", activation="relu")
    out_1x1 = conv_1x1(x)
    # second branch: 3x3
    conv_3x3 = Conv2D(filters=filters_3x3, kernel_size=(3, 3), strides=(1, 1), padding="same", activation="relu")
    out_3x3 = conv_3x3(x)
    # third branch: 5x5
    conv_5x5 = Conv2D(filters=filters_5x5, kernel_size=(5, 5), strides=(1, 1), padding="same", activation="relu")
    out_5x5 = conv_5x5(x)
    # fourth branch: pooling, strides 1 !!!
    pool = MaxPooling2D(pool_size=(3, 3), strides=(1, 1), padding="same")
    out_pool = pool(x)
    # concatenate along the channel axis
    concat = Concatenate(axis=3)
    output = concat([out_1x1, out_3x3, out_5x5, out_pool])
    print("output shape:", output.shape)
    return output


# QUESTION 2
def inception_naive_multiplications(height, width, channels, filters_1x1, filters_3x3, filters_5x5):
    # number of positions
    positions = height * width
    # 1x1
    mult_1x1 = positions * (1 * 1 * channels) * filters_1x1
    # 3x3
    mult_3x3 = positions * (3 * 3 * channels) * filters_3x3
    # 5x5
    mult_5x5 = positions * (5 * 5 * channels) * filters_5x5
    # pooling has no multiplications
    mult_pool = 0
    # sum
    total = mult_1x1 + mult_3x3 + mult_5x5 + mult_pool
    print("total:", total)
    return total


# QUESTION 5
def auxiliary_head(x, classes):
    pooled = AveragePooling2D(pool_size=(5, 5), strides=(3, 3), padding="valid")(x)
    print(pooled.shape)
    conv = Conv2D(filters=128, kernel_size=(1, 1), activation="relu")(pooled)
    print(conv.shape)
    flat = Flatten()(conv)
    fc = Dense(units=1024, activation="relu")(flat)
    drop = Dropout(rate=0.7)(fc)
    out = Dense(units=classes, activation="softmax")(drop)
    return out


# my tests
test_input = keras.Input((28, 28, 256))
test_output = inception_naive(test_input, 128, 192, 96)
assert test_output.shape == (None, 28, 28, 672), "wrong shape"
assert inception_naive_multiplications(28, 28, 256, 128, 192, 96) == 854196224, "wrong number"
print("OK :)")
