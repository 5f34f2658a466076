"""a generator yields the settings of every block, the data format is set globally

resnet: full marks
"""
import keras
from keras import backend as K
from keras import layers

K.set_image_data_format('channels_last')


def block_settings(depth):
    """Yields (filters, strides, project) for all the blocks of Table 1."""
    per_stage = {18: (2, 2, 2, 2), 34: (3, 4, 6, 3), 50: (3, 4, 6, 3), 101: (3, 4, 23, 3), 152: (3, 8, 36, 3)}
    for stage, n in enumerate(per_stage[depth]):
        yield 64 * 2**stage, 1 if stage == 0 else 2, depth >= 50 or stage > 0
        for _ in range(n - 1):
            yield 64 * 2**stage, 1, False


def C(x, f, k, s=1, act='relu'):
    x = layers.Conv2D(f, k, strides=s, padding='same', use_bias=False, data_format='channels_last')(x)
    x = layers.BatchNormalization(axis=-1)(x)
    return layers.Activation(act)(x)


def resnet(depth, input_shape=(224, 224, 3), classes=1000):
    if depth not in {18, 34, 50, 101, 152}:
        raise ValueError('depth')
    inp = layers.Input(input_shape)
    x = C(inp, 64, 7, 2)
    x = layers.MaxPooling2D(3, 2, padding='same')(x)
    for f, s, project in block_settings(depth):
        if depth < 50:
            y = C(C(x, f, 3, s), f, 3, act='linear')
            if project:
                x = C(x, f, 1, s, act='linear')
        else:
            y = C(C(C(x, f, 1, s), f, 3), 4 * f, 1, act='linear')
            if project:
                x = C(x, 4 * f, 1, s, act='linear')
        x = layers.Activation('relu')(layers.Add()([x, y]))
    x = layers.GlobalAveragePooling2D(data_format='channels_last')(x)
    out = layers.Dense(classes, activation='softmax')(x)
    return keras.Model(inputs=inp, outputs=out)
