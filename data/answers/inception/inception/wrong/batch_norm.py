"""batch normalisation after each convolution, as in Inception v2 and torchvision

inception: loses parameters, outputs, training, arguments
  told normalised
"""
from keras import layers


def inception(x, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    def conv(t, n, k):
        t = layers.Conv2D(n, k, padding="same", use_bias=False)(t)
        t = layers.BatchNormalization(epsilon=0.001)(t)
        return layers.ReLU()(t)

    branch1 = conv(x, filters_1x1, 1)
    branch2 = conv(conv(x, reduce_3x3, 1), filters_3x3, 3)
    branch3 = conv(conv(x, reduce_5x5, 1), filters_5x5, 5)
    branch4 = conv(layers.MaxPooling2D(3, 1, "same")(x), pool_proj, 1)
    return layers.Concatenate()([branch1, branch2, branch3, branch4])
