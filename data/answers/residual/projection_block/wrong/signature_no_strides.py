"""no strides parameter: the call with strides= fails

projection_block: loses arguments
  told signature
"""
import keras
from keras import layers

def projection_block(x, filters):
    """like identity_block but the size changes"""
    # conv 1
    conv1 = layers.Conv2D(filters, kernel_size=3, strides=2, padding="same", use_bias=False)(x)
    bn1 = layers.BatchNormalization()(conv1)
    relu1 = layers.ReLU()(bn1)
    # conv 2
    conv2 = layers.Conv2D(filters, kernel_size=3, padding="same", use_bias=False)(relu1)
    bn2 = layers.BatchNormalization()(conv2)
    # skip connection
    conv3 = layers.Conv2D(filters, kernel_size=1, strides=2, use_bias=False)(x)
    bn3 = layers.BatchNormalization()(conv3)
    added = layers.Add()([bn2, bn3])
    relu2 = layers.ReLU()(added)
    return relu2
