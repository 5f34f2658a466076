"""a line of comment for every line of code, a new variable at every step

identity_block: full marks
"""
# import the libraries
import numpy as np
import keras
from keras import layers
from keras.layers import Conv2D, BatchNormalization, ReLU, Add


# QUESTION 1
def identity_block(x, filters):
    # first convolution, 3x3, the bias is not needed because of the BN
    conv1 = Conv2D(filters=filters, kernel_size=3, strides=1, padding="same", use_bias=False)
    conv1_output = conv1(x)
    # first batch norm
    bn1 = BatchNormalization()
    bn1_output = bn1(conv1_output)
    # relu
    relu1 = ReLU()
    relu1_output = relu1(bn1_output)
    # second convolution
    conv2 = Conv2D(filters=filters, kernel_size=3, strides=1, padding="same", use_bias=False)
    conv2_output = conv2(relu1_output)
    # second batch norm
    bn2 = BatchNormalization()
    bn2_output = bn2(conv2_output)
    # here NO relu!!! first add the input x
    add = Add()
    add_output = add([bn2_output, x])
    # now the relu
    relu2 = ReLU()
    relu2_output = relu2(add_output)
    # print("shape:", relu2_output.shape)
    return relu2_output


# my test
test_input = keras.Input((56, 56, 64))
test_output = identity_block(test_input, 64)
test_model = keras.Model(test_input, test_output)
test_model.summary()
assert test_model.count_params() == 74240, "wrong!"
print("OK :)")
