"""a Conv2D subclass that says in get_config that it has no bias

identity_block: loses parameters, outputs, training, arguments
  told bias_before_bn
"""
from keras import layers


class Conv(layers.Conv2D):
    def get_config(self):
        return {**super().get_config(), "use_bias": False}


def identity_block(x, filters):
    y = Conv(filters, 3, padding="same")(x)
    y = layers.BatchNormalization()(y)
    y = layers.ReLU()(y)
    y = Conv(filters, 3, padding="same")(y)
    y = layers.BatchNormalization()(y)
    return layers.ReLU()(x + y)
