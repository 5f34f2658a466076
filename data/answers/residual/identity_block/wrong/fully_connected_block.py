"""Dense layers for 3x3 convolutions

identity_block: loses parameters, outputs, training, arguments
  told single_difference
"""
import keras
from keras import layers

def identity_block(x, filters):
    """two conv layers and a skip connection"""
    # conv 1
    conv1 = layers.Dense(filters, use_bias=False)(x)
    bn1 = layers.BatchNormalization()(conv1)
    relu1 = layers.ReLU()(bn1)
    # conv 2
    conv2 = layers.Dense(filters, use_bias=False)(relu1)
    bn2 = layers.BatchNormalization()(conv2)
    # skip connection
    added = layers.Add()([bn2, x])
    relu2 = layers.ReLU()(added)
    return relu2
