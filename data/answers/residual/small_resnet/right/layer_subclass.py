"""blocks are layers of one's own; the network is a Sequential of them

small_resnet: full marks
"""
import keras


class Block(keras.layers.Layer):
    def __init__(self, filters, strides, residual, **kwargs):
        super().__init__(**kwargs)
        L = keras.layers
        self.residual, self.strides = residual, strides
        self.conv1 = L.Conv2D(filters, 3, strides=strides, padding="same", use_bias=False)
        self.bn1 = L.BatchNormalization()
        self.conv2 = L.Conv2D(filters, 3, padding="same", use_bias=False)
        self.bn2 = L.BatchNormalization()
        if residual and strides > 1:
            self.project = L.Conv2D(filters, 1, strides=strides, use_bias=False)
            self.bn3 = L.BatchNormalization()

    def call(self, x, training=None):
        y = keras.ops.relu(self.bn1(self.conv1(x), training=training))
        y = self.bn2(self.conv2(y), training=training)
        if self.residual:
            if self.strides > 1:
                x = self.bn3(self.project(x), training=training)
            y = y + x
        return keras.ops.relu(y)


def small_resnet(n, residual=True, input_shape=(28, 28, 1), classes=10):
    net = keras.Sequential([keras.Input(input_shape)])
    net.add(keras.layers.Conv2D(16, 3, padding="same", use_bias=False))
    net.add(keras.layers.BatchNormalization())
    net.add(keras.layers.ReLU())
    for stage in range(3):
        for k in range(n):
            net.add(Block(16 << stage, 2 if stage and not k else 1, residual))
    net.add(keras.layers.GlobalAveragePooling2D())
    net.add(keras.layers.Dense(classes, activation="softmax"))
    return net
