"""a keras.Model subclass with call(), built by calling it once on a keras.Input

resnet: full marks
"""
import keras
from keras import layers


class Block(layers.Layer):
    def __init__(self, plan, project):
        super().__init__()
        self.convs = [layers.Conv2D(f, k, s, "same", use_bias=False) for f, k, s in plan]
        self.norms = [layers.BatchNormalization() for _ in plan]
        self.project = project
        if project:
            self.skip = layers.Conv2D(plan[-1][0], 1, plan[0][2], use_bias=False)
            self.skip_norm = layers.BatchNormalization()

    def call(self, x, training=None):
        y = x
        for i, (conv, norm) in enumerate(zip(self.convs, self.norms)):
            y = norm(conv(y), training=training)
            if i < len(self.convs) - 1:
                y = keras.ops.relu(y)
        if self.project:
            x = self.skip_norm(self.skip(x), training=training)
        return keras.ops.relu(x + y)


class ResNet(keras.Model):
    def __init__(self, counts, deep, classes):
        super().__init__()
        self.conv = layers.Conv2D(64, 7, 2, "same", use_bias=False)
        self.norm = layers.BatchNormalization()
        self.pool = layers.MaxPooling2D(3, 2, "same")
        self.blocks = []
        for stage, n in enumerate(counts):
            f = 64 * 2 ** stage
            for i in range(n):
                s = 2 if stage and not i else 1
                plan = [(f, 1, s), (f, 3, 1), (4 * f, 1, 1)] if deep else [(f, 3, s), (f, 3, 1)]
                self.blocks.append(Block(plan, i == 0 and (deep or stage > 0)))
        self.gap = layers.GlobalAveragePooling2D()
        self.head = layers.Dense(classes, activation="softmax")

    def call(self, x, training=None):
        x = self.pool(keras.ops.relu(self.norm(self.conv(x), training=training)))
        for block in self.blocks:
            x = block(x, training=training)
        return self.head(self.gap(x))


def resnet(depth, input_shape=(224, 224, 3), classes=1000):
    table = {18: [2, 2, 2, 2], 34: [3, 4, 6, 3], 50: [3, 4, 6, 3], 101: [3, 4, 23, 3], 152: [3, 8, 36, 3]}
    if depth not in table:
        raise ValueError(depth)
    model = ResNet(table[depth], depth >= 50, classes)
    model(keras.Input(input_shape))
    return model
