"""a port from PyTorch: _make_layer, inplanes, expansion, symmetric padding everywhere

resnet: full marks
"""
import keras
from keras import layers


def conv3x3(x, planes, stride=1):
    x = layers.ZeroPadding2D(1)(x)
    return layers.Conv2D(planes, 3, stride, padding='valid', use_bias=False)(x)


class BasicBlock:
    expansion = 1

    @staticmethod
    def forward(x, planes, stride, downsample):
        out = layers.ReLU()(layers.BatchNormalization()(conv3x3(x, planes, stride)))
        out = layers.BatchNormalization()(conv3x3(out, planes))
        identity = downsample(x) if downsample else x
        return layers.ReLU()(layers.Add()([out, identity]))


class Bottleneck:
    expansion = 4

    @staticmethod
    def forward(x, planes, stride, downsample):
        out = layers.Conv2D(planes, 1, stride, use_bias=False)(x)
        out = layers.ReLU()(layers.BatchNormalization()(out))
        out = layers.ReLU()(layers.BatchNormalization()(conv3x3(out, planes)))
        out = layers.BatchNormalization()(layers.Conv2D(planes * 4, 1, use_bias=False)(out))
        identity = downsample(x) if downsample else x
        return layers.ReLU()(layers.Add()([out, identity]))


def _make_layer(x, block, planes, blocks, stride=1):
    downsample = None
    if stride != 1 or x.shape[-1] != planes * block.expansion:
        downsample = keras.Sequential([
            layers.Conv2D(planes * block.expansion, 1, stride, use_bias=False),
            layers.BatchNormalization(),
        ])
    x = block.forward(x, planes, stride, downsample)
    for _ in range(1, blocks):
        x = block.forward(x, planes, 1, None)
    return x


def resnet(depth, input_shape=(224, 224, 3), classes=1000):
    block, n = {18: (BasicBlock, [2, 2, 2, 2]), 34: (BasicBlock, [3, 4, 6, 3]),
                50: (Bottleneck, [3, 4, 6, 3]), 101: (Bottleneck, [3, 4, 23, 3]),
                152: (Bottleneck, [3, 8, 36, 3])}.get(depth, (None, None))
    if block is None:
        raise ValueError(f'no ResNet of depth {depth!r}')
    inp = keras.Input(input_shape)
    x = layers.ZeroPadding2D(3)(inp)
    x = layers.Conv2D(64, 7, 2, use_bias=False)(x)
    x = layers.ReLU()(layers.BatchNormalization()(x))
    x = layers.ZeroPadding2D(1)(x)
    x = layers.MaxPooling2D(3, 2)(x)
    for planes, blocks, stride in zip((64, 128, 256, 512), n, (1, 2, 2, 2)):
        x = _make_layer(x, block, planes, blocks, stride)
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Flatten()(x)
    return keras.Model(inp, layers.Softmax()(layers.Dense(classes)(x)))
