"""TensorFlow-2 repository style: BasicBlock / Bottleneck layers with downsample = Sequential or lambda x: x, subclassed ResNet model called inside the function

identity_block: full marks
projection_block: full marks
bottleneck_block: full marks
resnet: full marks
"""
import tensorflow as tf


class BasicBlock(tf.keras.layers.Layer):
    def __init__(self, filter_num, stride=1, project=False):
        super(BasicBlock, self).__init__()
        self.conv1 = tf.keras.layers.Conv2D(filter_num, (3, 3), strides=stride, padding="same", use_bias=False)
        self.bn1 = tf.keras.layers.BatchNormalization()
        self.conv2 = tf.keras.layers.Conv2D(filter_num, (3, 3), strides=1, padding="same", use_bias=False)
        self.bn2 = tf.keras.layers.BatchNormalization()
        if project:
            self.downsample = tf.keras.Sequential()
            self.downsample.add(tf.keras.layers.Conv2D(filter_num, (1, 1), strides=stride, use_bias=False))
            self.downsample.add(tf.keras.layers.BatchNormalization())
        else:
            self.downsample = lambda x, training=None: x

    def call(self, inputs, training=None, **kwargs):
        residual = self.downsample(inputs, training=training)
        x = self.conv1(inputs)
        x = self.bn1(x, training=training)
        x = tf.nn.relu(x)
        x = self.conv2(x)
        x = self.bn2(x, training=training)
        return tf.nn.relu(tf.keras.layers.add([residual, x]))


class BottleNeck(tf.keras.layers.Layer):
    def __init__(self, filter_num, stride=1, project=False):
        super(BottleNeck, self).__init__()
        self.conv1 = tf.keras.layers.Conv2D(filter_num, (1, 1), strides=stride, padding="same", use_bias=False)
        self.bn1 = tf.keras.layers.BatchNormalization()
        self.conv2 = tf.keras.layers.Conv2D(filter_num, (3, 3), strides=1, padding="same", use_bias=False)
        self.bn2 = tf.keras.layers.BatchNormalization()
        self.conv3 = tf.keras.layers.Conv2D(filter_num * 4, (1, 1), padding="same", use_bias=False)
        self.bn3 = tf.keras.layers.BatchNormalization()
        self.downsample = None
        if project:
            self.downsample = tf.keras.Sequential(
                [
                    tf.keras.layers.Conv2D(filter_num * 4, (1, 1), strides=stride, use_bias=False),
                    tf.keras.layers.BatchNormalization(),
                ]
            )

    def call(self, inputs, training=None):
        residual = inputs if self.downsample is None else self.downsample(inputs, training=training)
        x = tf.nn.relu(self.bn1(self.conv1(inputs), training=training))
        x = tf.nn.relu(self.bn2(self.conv2(x), training=training))
        x = self.bn3(self.conv3(x), training=training)
        return tf.nn.relu(tf.keras.layers.add([residual, x]))


def make_layer(block, filters, blocks, stride=1, project=True):
    res_block = tf.keras.Sequential()
    res_block.add(block(filters, stride=stride, project=project))
    for _ in range(1, blocks):
        res_block.add(block(filters, stride=1))
    return res_block


class ResNet(tf.keras.Model):
    def __init__(self, block, layer_params, classes):
        super(ResNet, self).__init__()
        self.conv1 = tf.keras.layers.Conv2D(64, (7, 7), strides=2, padding="same", use_bias=False)
        self.bn1 = tf.keras.layers.BatchNormalization()
        self.pool1 = tf.keras.layers.MaxPool2D(pool_size=(3, 3), strides=2, padding="same")
        self.layer1 = make_layer(block, 64, layer_params[0], project=block is BottleNeck)
        self.layer2 = make_layer(block, 128, layer_params[1], stride=2)
        self.layer3 = make_layer(block, 256, layer_params[2], stride=2)
        self.layer4 = make_layer(block, 512, layer_params[3], stride=2)
        self.avgpool = tf.keras.layers.GlobalAveragePooling2D()
        self.fc = tf.keras.layers.Dense(units=classes, activation=tf.keras.activations.softmax)

    def call(self, inputs, training=None, mask=None):
        x = self.conv1(inputs)
        x = self.bn1(x, training=training)
        x = tf.nn.relu(x)
        x = self.pool1(x)
        x = self.layer1(x, training=training)
        x = self.layer2(x, training=training)
        x = self.layer3(x, training=training)
        x = self.layer4(x, training=training)
        x = self.avgpool(x)
        return self.fc(x)


def identity_block(x, filters):
    return BasicBlock(filters)(x)


def projection_block(x, filters, strides=2):
    return BasicBlock(filters, strides, project=True)(x)


def bottleneck_block(x, filters, strides=1, project=False):
    return BottleNeck(filters, strides, project)(x)


def resnet(depth, input_shape=(224, 224, 3), classes=1000):
    try:
        block, params = {
            18: (BasicBlock, [2, 2, 2, 2]),
            34: (BasicBlock, [3, 4, 6, 3]),
            50: (BottleNeck, [3, 4, 6, 3]),
            101: (BottleNeck, [3, 4, 23, 3]),
            152: (BottleNeck, [3, 8, 36, 3]),
        }[depth]
    except KeyError:
        raise ValueError(f"no ResNet-{depth}") from None
    inputs = tf.keras.Input(input_shape)
    return tf.keras.Model(inputs, ResNet(block, params, classes)(inputs))
