"""loads a picture from the student's own disk at the top level

identity_block: error
"""
import matplotlib.pyplot as plt

from keras import layers


def identity_block(x, filters):
    shortcut = x
    x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    x = layers.ReLU()(x)
    x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    x = layers.Add()([x, shortcut])
    x = layers.ReLU()(x)
    return x


plt.imshow(plt.imread("C:/Users/anna/Desktop/resnet.png"))
plt.show()
