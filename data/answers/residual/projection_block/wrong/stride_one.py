"""no stride anywhere: the map keeps its size

projection_block: loses shape, outputs, training
  told stride_forgotten
"""
import keras
from keras import layers

def projection_block(x, filters, strides=2):
    """like identity_block but the size changes"""
    # conv 1
    conv1 = layers.Conv2D(filters, kernel_size=3, padding="same", use_bias=False)(x)
    bn1 = layers.BatchNormalization()(conv1)
    relu1 = layers.ReLU()(bn1)
    # conv 2
    conv2 = layers.Conv2D(filters, kernel_size=3, padding="same", use_bias=False)(relu1)
    bn2 = layers.BatchNormalization()(conv2)
    # skip connection
    conv3 = layers.Conv2D(filters, kernel_size=1, use_bias=False)(x)
    bn3 = layers.BatchNormalization()(conv3)
    added = layers.Add()([bn2, bn3])
    relu2 = layers.ReLU()(added)
    return relu2
