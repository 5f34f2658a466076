"""arguments by other names, in the same order

inception_naive: full marks
inception: full marks
"""
from keras import layers


def inception_naive(inputs, f1, f3, f5):
    return layers.concatenate([
        layers.Conv2D(f1, 1, activation="relu")(inputs),
        layers.Conv2D(f3, 3, padding="same", activation="relu")(inputs),
        layers.Conv2D(f5, 5, padding="same", activation="relu")(inputs),
        layers.MaxPool2D(3, 1, "same")(inputs)])


def inception(inputs, f1, f3_in, f3_out, f5_in, f5_out, pool_out):
    t1 = layers.Conv2D(f1, 1, activation="relu")(inputs)
    t3 = layers.Conv2D(f3_in, 1, activation="relu")(inputs)
    t3 = layers.Conv2D(f3_out, 3, padding="same", activation="relu")(t3)
    t5 = layers.Conv2D(f5_in, 1, activation="relu")(inputs)
    t5 = layers.Conv2D(f5_out, 5, padding="same", activation="relu")(t5)
    tp = layers.MaxPool2D(3, 1, "same")(inputs)
    tp = layers.Conv2D(pool_out, 1, activation="relu")(tp)
    return layers.concatenate([t1, t3, t5, tp])
