"""Ways to write the same network become the same graph, and no others."""

import pytest

from autograder.networks.canonical import symmetric_padding_as_same
from autograder.schema.evidence import Refused
from support.graphs import graph_of_block, observation_of_block

SAME = {
    "activation in a nested model": [
        "return layers.Conv2D(3, 1, activation='tanh')(x)",
        "return ops.tanh(layers.Conv2D(3, 1)(x))",
        "return keras.Sequential([layers.Conv2D(3, 1, activation='tanh')])(x)",
        "return keras.Sequential([keras.Sequential([layers.Conv2D(3, 1, activation='tanh')])])(x)",
        "i = keras.Input((8, 10, 4))\nreturn keras.Model(i, layers.Conv2D(3, 1, activation='tanh')(i))(x)",
        "s = keras.Sequential([keras.Input((8, 10, 4))])\ns.add(layers.Conv2D(3, 1, activation='tanh'))\nreturn s(x)",
        "s = keras.Sequential()\ns.add(layers.Conv2D(3, 1, activation='tanh'))\nreturn s(x)",
    ],
    "dropout in a nested model": [
        "return layers.Dropout(0.3)(layers.Conv2D(3, 1)(x))",
        "return keras.Sequential([layers.Conv2D(3, 1), layers.Dropout(0.3)])(x)",
        "i = keras.Input((8, 10, 4))\nreturn keras.Model(i, layers.Dropout(0.3)(layers.Conv2D(3, 1)(i)))(x)",
    ],
    "relu": [
        "return layers.ReLU()(x)",
        "return layers.Activation('relu')(x)",
        "return ops.relu(x)",
        "return keras.activations.relu(x)",
        "return ops.maximum(x, 0)",
        "return ops.maximum(0.0, x)",
        "return layers.Lambda(lambda t: ops.relu(t))(x)",
        "return layers.Activation(lambda t: ops.relu(t))(x)",
        "return layers.Identity()(layers.ReLU(name='mine')(x))",
        "return keras.Sequential([layers.ReLU()])(x)",
    ],
    "convolution with ReLU": [
        "class C(layers.Conv2D):\n    def call(self, x):\n        return ops.relu(super().call(x))\n"
        "return C(6, 3, padding='same')(x)",
        "return layers.Conv2D(6, 3, padding='same', activation='relu')(x)",
        "return layers.ReLU()(layers.Conv2D(6, 3, padding='same', kernel_initializer='zeros')(x))",
        "return layers.ReLU()(layers.Conv2D(6, (3, 3), padding='SAME')(x))",
        "return layers.ReLU()(layers.Conv2D(6, 3)(layers.ZeroPadding2D(1)(x)))",
        "return ops.relu(layers.Conv2D(6, 3)(ops.pad(x, [[0, 0], [1, 1], [1, 1], [0, 0]])))",
        "y = layers.Conv2D(6, 3, padding='same', kernel_regularizer='l2', name='c')(x)\nreturn ops.maximum(y, 0)",
    ],
    "axis of the channels": [
        "return layers.Concatenate()([x, layers.BatchNormalization()(x)])",
        "return layers.Concatenate(axis=3)([x, layers.BatchNormalization(axis=3)(x)])",
    ],
    "window of one pixel": [
        "return layers.Conv2D(3, 1)(x)",
        "return layers.Conv2D(3, (1, 1), padding='same')(x)",
    ],
    "addition": [
        "y = layers.BatchNormalization()(x)\nreturn x + y",
        "y = layers.BatchNormalization(epsilon=1e-5, momentum=0.9)(x)\nreturn y + x",
        "y = layers.BatchNormalization()(x)\nreturn layers.Add()([x, y])",
        "y = layers.BatchNormalization()(x)\nreturn layers.add([y, x])",
        "y = layers.BatchNormalization()(x)\nreturn ops.add(x, y)",
    ],
}


@pytest.mark.parametrize("sources", SAME.values(), ids=SAME)
def test_ways_to_write_the_same_are_one_graph(sources: list[str]) -> None:
    assert {graph_of_block(source).digest for source in sources} == {graph_of_block(sources[0]).digest}


DIFFERENT = {
    "order of a concatenation": (
        "return layers.Concatenate()([x, ops.relu(x)])",
        "return layers.Concatenate()([ops.relu(x), x])",
    ),
    "order of a subtraction": ("return x - ops.relu(x)", "return ops.relu(x) - x"),
    "shared layer": (
        "c = layers.Conv2D(4, 3, padding='same')\nreturn c(c(x))",
        "return layers.Conv2D(4, 3, padding='same')(layers.Conv2D(4, 3, padding='same')(x))",
    ),
    "frozen layer": (
        "return layers.BatchNormalization(trainable=False)(x)",
        "return layers.BatchNormalization()(x)",
    ),
    "training fixed": ("return layers.BatchNormalization()(x, training=True)", "return layers.BatchNormalization()(x)"),
    "capped ReLU": ("return layers.ReLU(6)(x)", "return layers.ReLU()(x)"),
    "padding value": (
        "return ops.pad(x, [[0, 0], [1, 1], [1, 1], [0, 0]], constant_values=1)",
        "return layers.ZeroPadding2D(1)(x)",
    ),
}


@pytest.mark.parametrize("pair", DIFFERENT.values(), ids=DIFFERENT)
def test_different_functions_are_different_graphs(pair: tuple[str, str]) -> None:
    assert graph_of_block(pair[0]).digest != graph_of_block(pair[1]).digest


def test_symmetric_padding_reads_as_same_only_where_a_window_strides() -> None:
    strided = [
        "return layers.Conv2D(6, 3, strides=2, padding='same')(x)",
        "return layers.Conv2D(6, 3, strides=2)(layers.ZeroPadding2D(1)(x))",
        "return layers.Conv2D(6, 3, strides=2)(layers.ZeroPadding2D(((0, 1), (0, 1)))(x))",
        "return layers.Conv2D(6, 3, strides=2)(layers.ZeroPadding2D(2)(x))",
    ]
    same, symmetric, one_sided, twice = (symmetric_padding_as_same(graph_of_block(source)) for source in strided)
    assert same == symmetric
    assert len({same, one_sided, twice}) == 3


def test_own_weights_are_refused_with_what_to_use_instead() -> None:
    source = (
        "class Own(layers.Layer):\n"
        "    def build(self, shape):\n        self.w = self.add_weight(shape=(shape[-1], 5))\n"
        "    def call(self, x):\n        return ops.matmul(x, self.w)\n"
        "return Own()(x)"
    )
    seen = observation_of_block(source)
    assert isinstance(seen, Refused) and "keras.layers" in seen.message
