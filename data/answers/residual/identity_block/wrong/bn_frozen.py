"""BatchNormalization(trainable=False): right outputs, other trainable count

identity_block: loses parameters, training
  told frozen
"""
import keras
from keras import layers

def identity_block(x, filters):
    """two conv layers and a skip connection"""
    # conv 1
    conv1 = layers.Conv2D(filters, kernel_size=3, padding="same", use_bias=False)(x)
    bn1 = layers.BatchNormalization(trainable=False)(conv1)
    relu1 = layers.ReLU()(bn1)
    # conv 2
    conv2 = layers.Conv2D(filters, kernel_size=3, padding="same", use_bias=False)(relu1)
    bn2 = layers.BatchNormalization(trainable=False)(conv2)
    # skip connection
    added = layers.Add()([bn2, x])
    relu2 = layers.ReLU()(added)
    return relu2
