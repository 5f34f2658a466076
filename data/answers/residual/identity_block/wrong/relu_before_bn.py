"""conv, ReLU, BN

identity_block: loses outputs, training
  told relu_before_bn
"""
import keras
from keras import layers

def identity_block(x, filters):
    """two conv layers and a skip connection"""
    # conv 1
    conv1 = layers.Conv2D(filters, kernel_size=3, padding="same", use_bias=False)(x)
    relu1 = layers.ReLU()(conv1)
    bn1 = layers.BatchNormalization()(relu1)
    # conv 2
    conv2 = layers.Conv2D(filters, kernel_size=3, padding="same", use_bias=False)(bn1)
    bn2 = layers.BatchNormalization()(conv2)
    # skip connection
    added = layers.Add()([bn2, x])
    relu2 = layers.ReLU()(added)
    return relu2
