"""a port from torchvision: BasicConv2d without batch norm, branch1 to branch4

inception: full marks
auxiliary_head: full marks
googlenet: full marks
"""
from keras import Input, Model, layers, ops


class BasicConv2d:
    def __init__(self, out_channels, **kwargs):
        self.conv = layers.Conv2D(out_channels, padding="same", **kwargs)

    def __call__(self, x):
        return ops.relu(self.conv(x))


class InceptionModule:
    def __init__(self, ch1x1, ch3x3red, ch3x3, ch5x5red, ch5x5, pool_proj):
        self.branch1 = [BasicConv2d(ch1x1, kernel_size=1)]
        self.branch2 = [BasicConv2d(ch3x3red, kernel_size=1), BasicConv2d(ch3x3, kernel_size=3)]
        # torchvision has 3x3 here by mistake, see their issue; the paper says 5x5
        self.branch3 = [BasicConv2d(ch5x5red, kernel_size=1), BasicConv2d(ch5x5, kernel_size=5)]
        self.branch4 = [layers.MaxPool2D(3, strides=1, padding="same"), BasicConv2d(pool_proj, kernel_size=1)]

    def __call__(self, x):
        outputs = []
        for branch in (self.branch1, self.branch2, self.branch3, self.branch4):
            y = x
            for step in branch:
                y = step(y)
            outputs.append(y)
        return layers.concatenate(outputs, axis=-1)


def inception(x, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    return InceptionModule(filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj)(x)


def auxiliary_head(x, classes):
    x = layers.AveragePooling2D(pool_size=5, strides=3)(x)
    x = BasicConv2d(128, kernel_size=1)(x)
    x = layers.Flatten()(x)
    x = ops.relu(layers.Dense(1024)(x))
    x = layers.Dropout(0.7)(x)
    return layers.Softmax()(layers.Dense(classes)(x))


class GoogLeNet:
    def __init__(self, num_classes, aux_logits):
        self.num_classes, self.aux_logits = num_classes, aux_logits
        self.conv1 = BasicConv2d(64, kernel_size=7, strides=2)
        self.conv2 = BasicConv2d(64, kernel_size=1)
        self.conv3 = BasicConv2d(192, kernel_size=3)
        self.inception3a = InceptionModule(64, 96, 128, 16, 32, 32)
        self.inception3b = InceptionModule(128, 128, 192, 32, 96, 64)
        self.inception4a = InceptionModule(192, 96, 208, 16, 48, 64)
        self.inception4b = InceptionModule(160, 112, 224, 24, 64, 64)
        self.inception4c = InceptionModule(128, 128, 256, 24, 64, 64)
        self.inception4d = InceptionModule(112, 144, 288, 32, 64, 64)
        self.inception4e = InceptionModule(256, 160, 320, 32, 128, 128)
        self.inception5a = InceptionModule(256, 160, 320, 32, 128, 128)
        self.inception5b = InceptionModule(384, 192, 384, 48, 128, 128)
        self.fc = layers.Dense(num_classes)

    def maxpool(self, x):
        return layers.MaxPool2D(3, strides=2, padding="same")(x)

    def forward(self, x):
        x = self.maxpool(self.conv1(x))
        x = self.maxpool(self.conv3(self.conv2(x)))
        x = self.inception3a(x)
        x = self.maxpool(self.inception3b(x))
        x = self.inception4a(x)
        aux1 = auxiliary_head(x, self.num_classes) if self.aux_logits else None
        x = self.inception4d(self.inception4c(self.inception4b(x)))
        aux2 = auxiliary_head(x, self.num_classes) if self.aux_logits else None
        x = self.maxpool(self.inception4e(x))
        x = self.inception5b(self.inception5a(x))
        x = ops.mean(x, axis=(1, 2))
        x = layers.Dropout(0.4)(x)
        return [layers.Softmax()(self.fc(x)), aux1, aux2]


def googlenet(input_shape=(224, 224, 3), classes=1000, auxiliary=False):
    inputs = Input(input_shape)
    outputs = GoogLeNet(classes, auxiliary).forward(inputs)
    return Model(inputs, [y for y in outputs if y is not None])
