"""What we rely on in Keras and TensorFlow beyond what they document is so, promise by promise.

The modules that rely on something say so in their docstrings, a line each. A new Keras that breaks a promise fails the
test that is called after it, and that test says which module has to be looked at.
"""

import inspect
import math
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import keras
import numpy as np
import pytest
from keras import layers, ops
from keras.src.utils import summary_utils

from autograder.keras_internals import forbidden, inlining, nodes, tensorflow_calls, weightless
from autograder.keras_internals.network_sources import network_sources
from autograder.schema.vocabulary import LAYERS

RELYING = (nodes, inlining, weightless, tensorflow_calls, forbidden)
PROMISES = {
    (module.__name__.rpartition(".")[2], name): text
    for module in RELYING
    for name, text in re.findall(r"^- (\w+): (.+)$", module.__doc__ or "", re.MULTILINE)
}
TENSORFLOW_ALONE = ("checkpoints", "dispatch", "compiled")
Layer = layers.Layer
KEPT: dict[str, Callable[[], None]] = {}


def promise(check: Callable[[], None]) -> Callable[[], None]:
    """Declare what tries the promise of the function's name."""
    KEPT[check.__name__] = check
    return check


@pytest.mark.parametrize(("module", "name"), PROMISES, ids=map("-".join, PROMISES))
def test_keras_keeps_its_promise(module: str, name: str) -> None:
    if name in TENSORFLOW_ALONE and keras.backend.backend() != "tensorflow":
        pytest.skip("a promise of TensorFlow")
    try:
        KEPT[name]()
    except Exception as broken:
        text = f"autograder/{module}.py relies on this: {PROMISES[module, name]}"
        raise AssertionError(f"Keras {keras.__version__} breaks the promise {name!r}. {text}") from broken


def test_every_promise_is_told_once() -> None:
    assert sorted(KEPT) == sorted(name for _, name in PROMISES)


@dataclass
class Call:
    """A call of a layer: by which module, and the node that its code was looking at."""

    layer: Any
    module: str
    node: Any


@contextmanager
def calls_seen() -> Iterator[list[Call]]:
    """While on, note calls of layers other than those that `keras.Input` makes."""
    seen: list[Call] = []
    usual = Layer.__call__

    def call(layer: Any, *args: Any, **kwargs: Any) -> Any:
        frame = sys._getframe(1)
        if not nodes.is_entry(layer):
            seen.append(Call(layer, frame.f_globals["__name__"], frame.f_locals.get("node")))
        return usual(layer, *args, **kwargs)

    with mock.patch.object(Layer, "__call__", call):
        yield seen


class Own(Layer):
    """A student's layer."""

    def __init__(self, inner: Any) -> None:
        super().__init__()
        self.inner, self.calls = inner, 0

    def call(self, x: Any, training: Any = False) -> Any:
        self.calls += 1
        return self.inner(x)


@contextmanager
def symbolic_calls_seen() -> Iterator[list[tuple[Any, tuple[Any, ...], dict[str, Any], Any]]]:
    """While on, `symbolic_call` of own layers runs their `call`; note layers, arguments and outputs."""
    seen: list[tuple[Any, tuple[Any, ...], dict[str, Any], Any]] = []
    usual = Layer.symbolic_call

    def symbolic_call(layer: Any, *args: Any, **kwargs: Any) -> Any:
        run = layer.call if isinstance(layer, Own) else lambda *a, **k: usual(layer, *a, **k)
        outputs = run(*args, **kwargs)
        seen.append((layer, args, kwargs, outputs))
        return outputs

    with mock.patch.object(Layer, "symbolic_call", symbolic_call):
        yield seen


@promise
def history() -> None:
    x = keras.Input((6, 4))
    layer = layers.Dense(2)
    first, second = layer(x), layer(x)
    assert [(y._keras_history.operation, y._keras_history.node_index) for y in (first, second)] == [
        (layer, 0),
        (layer, 1),
    ]
    parts = ops.split(x, 2, axis=-1)
    assert [part._keras_history.tensor_index for part in parts] == [0, 1]
    first._keras_history = parts[0]._keras_history
    assert first._keras_history is parts[0]._keras_history


@promise
def calls() -> None:
    x, layer = keras.Input((4,)), layers.Dense(4)
    assert list(layer._inbound_nodes) == []
    y = layer(x)
    z = layer(y)
    into = [node.arguments.keras_tensors[0] for node in layer._inbound_nodes]
    assert [id(tensor) for tensor in into] == [id(x), id(y)]
    again = layer._inbound_nodes[z._keras_history.node_index]
    assert again.operation is layer and again.arguments.keras_tensors[0] is y


@promise
def arguments() -> None:
    x, y = keras.Input((4,)), keras.Input((4,))
    added = nodes.node_of(layers.Add()([x, y]))
    assert [id(tensor) for tensor in added.arguments.keras_tensors] == [id(x), id(y)]
    assert [id(tensor) for tensor in added.arguments.args[0]] == [id(x), id(y)]
    dropped = nodes.node_of(layers.Dropout(0.5)(x, training=True))
    assert dropped.arguments.args[0] is x and dropped.arguments.kwargs["training"] is True
    difference = nodes.node_of(x - y).arguments
    assert [id(tensor) for tensor in difference.args] == [id(x), id(y)] and difference.kwargs == {}


@promise
def entries() -> None:
    x = keras.Input((4,))
    made = layers.Dense(2)(x)
    assert nodes.node_of(x).is_input and not nodes.node_of(made).is_input
    assert type(nodes.node_of(x).operation).__name__ == "InputLayer"


@promise
def notes() -> None:
    node = nodes.node_of(layers.Dense(2)(keras.Input((4,))))
    assert nodes.noted(node) is None
    nodes.note(node, nodes.Recorded(True, False))
    assert nodes.noted(node) == nodes.Recorded(True, False)


OPERATIONS: dict[str, Callable[[Any], Any]] = {
    "Add": lambda x: x + x,
    "Subtract": lambda x: x - x,
    "Multiply": lambda x: x * 2.0,
    "GetItem": lambda x: x[:, ::2],
    "Maximum": lambda x: ops.maximum(x, 0.0),
    "Relu": ops.relu,
    "ReLU": lambda x: keras.activations.relu(x, max_value=6.0),
    "Softmax": lambda x: keras.activations.softmax(x),
    "Concatenate": lambda x: ops.concatenate([x, x], axis=-1),
    "Split": lambda x: ops.split(x, 2, axis=-1)[0],
    "Pad": lambda x: ops.pad(x, [[0, 0], [1, 1], [1, 1], [0, 0]]),
    "Mean": lambda x: ops.mean(x, axis=(1, 2)),
    "MaxPool": lambda x: ops.max_pool(x, 2),
    "AveragePool": lambda x: ops.average_pool(x, 2),
    "Reshape": lambda x: ops.reshape(x, (-1, 144)),
    "ExpandDims": lambda x: ops.expand_dims(x, 1),
    "LogSoftmax": ops.log_softmax,
    "LeakyRelu": ops.leaky_relu,
    "HardSigmoid": ops.hard_sigmoid,
}


@promise
def classes() -> None:
    for kind in LAYERS:
        cls = getattr(layers, kind)
        assert cls.__name__ == kind and cls.__module__.startswith("keras."), kind
    x = keras.Input((6, 6, 4))
    for name, function in OPERATIONS.items():
        operation = nodes.node_of(function(x)).operation
        assert type(operation).__name__ == name, (type(operation).__name__, name)
        assert type(operation).__module__.startswith("keras.") and not isinstance(operation, Layer)


@promise
def settings() -> None:
    x = keras.Input((6, 6, 4))
    for name, function in OPERATIONS.items():
        known = {key for key in nodes.node_of(function(x)).operation.get_config() if key != "name"}
        if name == "ReLU":
            assert known >= set(LAYERS["ReLU"])
        elif name != "GetItem":
            of_keras = getattr(ops, re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower())
            assert known <= set(inspect.signature(of_keras).parameters), name
    pad = nodes.node_of(OPERATIONS["Pad"](x)).operation.get_config()
    assert [list(sides) for sides in pad["pad_width"]] == [[0, 0], [1, 1], [1, 1], [0, 0]]
    assert nodes.node_of(OPERATIONS["Split"](x)).operation.get_config()["axis"] == -1


@promise
def funnel() -> None:
    x = keras.Input((4,))
    own = Own(layers.Dense(3))
    with symbolic_calls_seen() as seen:
        own(x, training=True)
    assert [layer for layer, *_ in seen] == [own.inner, own]
    _, args, kwargs, _ = seen[1]
    assert len(args) == 1 and args[0] is x and kwargs == {"training": True}
    with symbolic_calls_seen() as seen:
        own(np.ones((2, 4), "float32"))
    assert seen == []


@promise
def same_tensors() -> None:
    own = Own(layers.Dense(3))
    with symbolic_calls_seen() as seen:
        result = own(keras.Input((4,)))
    assert result is seen[-1][3] is seen[0][3]
    assert result._keras_history.operation in (own.inner, own)


@promise
def training() -> None:
    class Without(Own):
        def call(self, x: Any) -> Any:
            return self.inner(x)

    x = keras.Input((4,))
    own, without, dropout = Own(layers.Dense(3)), Without(layers.Dense(3)), layers.Dropout(0.5)
    with symbolic_calls_seen() as seen:
        own(x)
        own(x, training=True)
        without(x, training=True)
        dropout(x, training=True)
    given = {id(layer): [kwargs for it, _, kwargs, _ in seen if it is layer] for layer in (own, without, dropout)}
    assert given[id(own)] == [{"training": False}, {"training": True}]
    assert given[id(without)] == [{}] and given[id(dropout)] == [{"training": True}]


@promise
def default_build() -> None:
    class Building(Own):
        def build(self, shape: Any) -> None:
            self.shape = shape

    assert Own(None).build._is_default is True
    assert not hasattr(Building(None).build, "_is_default")
    own, building = Own(layers.Dense(3)), Building(layers.Dense(3))
    own.built = building.built = True
    with symbolic_calls_seen():
        own(keras.Input((4,)))
        building(keras.Input((4,)))
    assert own.calls == 1 and not hasattr(building, "shape")


@promise
def takes_training() -> None:
    for layer, takes in ((layers.BatchNormalization(), True), (layers.Conv2D(3, 1), False), (Own(None), True)):
        assert layer._call_has_training_arg is takes, layer


def small_model() -> Any:
    images = keras.Input((6, 6, 3))
    x = layers.BatchNormalization()(layers.Conv2D(4, 3)(images))
    return keras.Model(images, layers.Dense(2)(ops.relu(x)))


@promise
def replays() -> None:
    stack = keras.Sequential([keras.Input((6, 6, 3)), layers.Conv2D(4, 3), layers.BatchNormalization()])
    for model in (small_model(), stack):
        with calls_seen() as seen:
            model.call(keras.Input((6, 6, 3)))
        inner = [call for call in seen if not isinstance(call.layer, keras.Model)]
        assert [type(call.layer) for call in inner][:2] == [layers.Conv2D, layers.BatchNormalization]
        assert {call.module for call in inner} <= set(inlining.REPLAYS), seen


@promise
def replayed_node() -> None:
    model = small_model()
    with calls_seen() as seen:
        keras.models.clone_model(model)
    assert [type(call.layer) for call in seen] == [layers.Conv2D, layers.BatchNormalization, layers.Dense]
    for call in seen:
        original = call.node.operation
        assert call.module == inlining.CLONES
        assert original is model.get_layer(call.layer.name) and original is not call.layer


@promise
def unique_names() -> None:
    graphs = inlining.graphs_of_keras
    assert list(inspect.signature(graphs.map_graph).parameters) == ["inputs", "outputs"]
    x = keras.Input((4,))
    for make in (lambda: keras.Model(x, layers.Dense(2)(x)), lambda: keras.Sequential([x, layers.Dense(2)])):
        with mock.patch.object(graphs, "map_graph", side_effect=graphs.map_graph) as looked:
            make()
        assert looked.call_count >= 1
        assert all(len(call.args) == 2 and not call.kwargs for call in looked.call_args_list)
    twice = layers.Dense(4, name="a")(layers.Dense(4, name="a")(x))
    try:
        graphs.map_graph([x], [twice])
    except ValueError as error:
        assert "unique" in str(error)
    else:
        raise AssertionError("names may occur twice")


@promise
def plain_attributes() -> None:
    class Double(layers.Dense):
        def call(self, inputs: Any) -> Any:
            return 2 * inputs

    layer = Double(3, name="a")
    object.__setattr__(layer, "name", "b")
    assert layer.name == vars(layer)["name"] == "b"
    layer.build((None, 4))
    stand_in = object.__new__(layers.Dense)
    object.__setattr__(stand_in, "__dict__", vars(layer))
    numbers = np.ones((2, 4), "float32")
    assert [id(weight) for weight in stand_in.weights] == [id(layer.kernel), id(layer.bias)]
    product = ops.matmul(numbers, layer.kernel)
    np.testing.assert_allclose(*map(ops.convert_to_numpy, (stand_in(numbers), product)), rtol=1e-5)
    x = keras.Input((4,))
    assert nodes.node_of(stand_in(x)).operation is stand_in


@promise
def conversion() -> None:
    x, own = keras.Input((4,)), Own(ops.relu)
    own.dtype_policy = "float16"
    usual, seen = keras.DTypePolicy.convert_input, []

    def convert_input(policy: Any, value: Any, *how: Any, **named: Any) -> Any:
        seen.append(value)
        return value if len(seen) == 1 else usual(policy, value, *how, **named)

    with mock.patch.object(keras.DTypePolicy, "convert_input", convert_input), symbolic_calls_seen() as called:
        own(x)
        own(x)
    assert [id(value) for value in seen if value is not None] == [id(x), id(x)]
    (_, (first,), *_), (_, (second,), *_) = called
    assert first is x and second is not x and second.dtype == "float16"


ACTIVATED: dict[str, Callable[..., Any]] = {
    "Conv1D": lambda **given: layers.Conv1D(3, 1, **given),
    "Conv2D": lambda **given: layers.Conv2D(3, 1, **given),
    "Conv2DTranspose": lambda **given: layers.Conv2DTranspose(3, 1, **given),
    "DepthwiseConv2D": lambda **given: layers.DepthwiseConv2D(1, **given),
    "SeparableConv2D": lambda **given: layers.SeparableConv2D(3, 1, **given),
    "Dense": lambda **given: layers.Dense(3, **given),
    "EinsumDense": lambda **given: layers.EinsumDense("...a,ab->...b", (3,), **given),
}


@promise
def activation() -> None:
    takes = {kind for kind in LAYERS if "activation" in inspect.signature(getattr(layers, kind)).parameters}
    assert takes == set(ACTIVATED)
    assert layers.Activation("tanh").activation is keras.activations.tanh
    for kind, make in ACTIVATED.items():
        images = np.random.default_rng(0).normal(size=(2, 5, 4) if kind == "Conv1D" else (2, 5, 5, 4))
        layer = make(activation="tanh")
        assert layer.activation is keras.activations.tanh, kind
        assert make().activation in (None, keras.activations.linear), kind
        activated = ops.convert_to_numpy(layer(images))
        layer.activation = keras.activations.linear
        plain = ops.convert_to_numpy(layer(images))
        np.testing.assert_allclose(activated, np.tanh(plain), atol=1e-5, err_msg=kind)
        assert np.abs(activated - plain).max() > 1e-3, kind


@promise
def queue() -> None:
    from keras.src.backend.common import global_state

    def waiting() -> list[Any]:
        return list(global_state.get_global_attribute("uninitialized_variables") or [])

    before = waiting()
    layer = layers.Dense(3)
    with keras.StatelessScope(initialize_variables=False):
        layer.build((None, 4))
        assert layer.kernel.shape == (4, 3)
        assert [id(variable) for variable in waiting()[len(before) :]] == [id(layer.kernel), id(layer.bias)]
    global_state.set_global_attribute("uninitialized_variables", before)
    assert waiting() == before
    assert layer.kernel._value is None


@promise
def checkpoints() -> None:
    from keras.src.backend.tensorflow.trackable import KerasAutoTrackable

    usual, seen = KerasAutoTrackable.__setattr__, []

    def note(layer: Any, name: str, value: Any) -> None:
        seen.append(name)
        usual(layer, name, value)

    layer = layers.Dense(3)
    with mock.patch.object(KerasAutoTrackable, "__setattr__", note):
        layer.mine = 1
    assert seen == ["mine"]
    with mock.patch.object(KerasAutoTrackable, "__setattr__", object.__setattr__):
        plain = Own(layers.Dense(3))
        plain.inner.build((None, 4))
    assert len(plain.weights) == 2 and plain.inner.kernel.shape == (4, 3)


@promise
def dispatch() -> None:
    import tensorflow as tf

    x, asked = keras.Input((4,), name="asked"), []

    class Dispatcher(tf.__internal__.dispatch.GlobalOpDispatcher):
        def handle(self, op: Any, args: Any, kwargs: Any) -> Any:
            if not any(value is x for value in (*args, *kwargs.values())):
                return self.NOT_SUPPORTED
            asked.append(op.__name__)
            return "handled"

    Dispatcher().register()  # there is no way back; it is for this tensor alone
    assert tf.nn.relu(x) == tf.reduce_mean(x, axis=1) == "handled"
    assert asked == ["relu", "reduce_mean"]
    assert float(tf.nn.relu(-1.0)) == 0.0


@promise
def compiled() -> None:
    import tensorflow as tf

    def double(x: Any) -> Any:
        return x + x

    made = tf.function(double)
    cls = type(tf.function(lambda: None))
    assert type(made) is cls and made.python_function is double
    with mock.patch.object(cls, "__call__", lambda self, x: (self, x)):
        assert made(3) == (made, 3)


@promise
def applications() -> None:
    made = [it for name, it in vars(keras.applications).items() if name[0].isupper() and callable(it)]
    assert len(made) > 30
    files = {inspect.getsourcefile(it) or "" for it in made}
    assert [file for file in files if not forbidden.READY_MADE.search(file)] == []
    assert {Path(file).parent for file in files} == set(forbidden.folders_of_networks())
    assert {Path(file).name for file in files} <= {path.name for path in network_sources()}
    assert [it for it in made if it not in forbidden.networks()] == []
    assert not {it.__name__ for it in forbidden.networks()} & {"preprocess_input", "correct_pad"}


@promise
def behind() -> None:
    model, lines = small_model(), list[str]()
    kept = [keras.Model.count_params, layers.Layer.count_params, summary_utils.count_params, keras.Model.summary]
    count = sum(math.prod(weight.shape) for weight in model.weights)
    with forbidden.without_methods(("count_params", "summary")):
        for function, of in zip(kept, (model, model.layers[1], model.weights, model), strict=True):
            with pytest.raises(AttributeError, match="is not there when this is graded"):
                function(of)
        with pytest.raises(AttributeError, match="count_params is not there"):
            summary_utils.weight_memory_size(model.weights)
        with pytest.raises(AttributeError, match="summary is not there"):
            summary_utils.print_summary(model)
    assert kept[0](model) == kept[2](model.weights) == summary_utils.weight_memory_size(model.weights) / 4 == count
    kept[3](model, print_fn=lambda line, **_: lines.append(line))
    assert f"Total params: {count}" in "".join(lines)


@promise
def one_call() -> None:
    classes = [getattr(layers, kind) for kind in LAYERS if kind != "Rescaling"]
    for cls in (*classes, keras.Model, keras.Sequential, type(small_model()), layers.Lambda, layers.TimeDistributed):
        assert cls.__call__ is Layer.__call__ and cls.symbolic_call is Layer.symbolic_call, cls
    with calls_seen() as seen:
        layers.Rescaling(0.5)(keras.Input((4,)))
    assert [type(call.layer) for call in seen] == [layers.Rescaling]
