"""second ReLU inside the residual branch, none after the addition

identity_block: loses outputs
  told relu_before_addition
"""
import keras
from keras import layers

def identity_block(x, filters):
    """two conv layers and a skip connection"""
    # conv 1
    conv1 = layers.Conv2D(filters, kernel_size=3, padding="same", use_bias=False)(x)
    bn1 = layers.BatchNormalization()(conv1)
    relu1 = layers.ReLU()(bn1)
    # conv 2
    conv2 = layers.Conv2D(filters, kernel_size=3, padding="same", use_bias=False)(relu1)
    bn2 = layers.BatchNormalization()(conv2)
    relu2 = layers.ReLU()(bn2)
    # skip connection
    added = layers.Add()([relu2, x])
    return added
