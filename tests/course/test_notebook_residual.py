"""What the notebook on residual learning says was counted or measured, run again."""

import math
from collections.abc import Iterator
from typing import Any

import keras
import numpy as np
import pytest
from pytest import approx

from support.courses import ROOT
from support.notebooks import run_notebook

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

COUNTS = {18: 11_699_112, 34: 21_814_696, 50: 25_610_152, 101: 44_654_504, 152: 60_344_232}
MULTIPLICATIONS = {34: 3_663_761_408, 50: 3_857_973_248, 152: 11_282_415_616}


@pytest.fixture(scope="module")
def notebook() -> Iterator[dict[str, Any]]:
    with run_notebook("residual") as found:
        yield found


def block(notebook: dict[str, Any], name: str, shape: tuple[int, ...], *args: Any) -> keras.Model:
    x = keras.Input(shape)
    return keras.Model(x, notebook[name](x, *args))


def trainable(model: keras.Model) -> int:
    return sum(math.prod(weight.shape) for weight in model.trainable_weights)


def multiplications(model: keras.Model) -> int:
    found = 0
    for layer in model.layers:
        if isinstance(layer, keras.layers.Conv2D | keras.layers.Dense):
            found += math.prod(layer.kernel.shape) * math.prod(layer.output.shape[1:-1])
    return found


def test_every_question_is_answered(notebook) -> None:
    assert "then run this cell again" not in notebook["__shown__"]


# Section 1


def test_spirals(notebook) -> None:
    ends = {name: errors[-5:].mean() for name, errors in notebook["curves"].items()}
    assert ends["plain, 20 layers"] == approx(0.5, abs=2)
    assert ends["plain, 56 layers"] == approx(19.3, abs=8)
    assert ends["residual, 56 layers"] == approx(0.1, abs=1)


def test_deep_tower_has_almost_three_times_the_weights(notebook) -> None:
    towers = [notebook["Tower"](depth - 2, shortcut=False) for depth in (20, 56)]
    for tower in towers:
        tower.build((None, 32))
    shallow, deep = (tower.count_params() for tower in towers)
    assert 2.7 < deep / shallow <= 3


# Section 2


def test_gradient_through_28_blocks(notebook) -> None:
    first = {(shortcut, scale): notebook["gradient_on_its_way_back"](shortcut, scale)[0]
             for shortcut in (True, False) for scale in (1.0, 0.5)}  # fmt: skip
    assert first[False, 0.5] == approx(5e-22, rel=0.1) and first[True, 0.5] == approx(1.5, abs=0.05)
    assert first[False, 1.0] == approx(4e-5, rel=0.15) and first[True, 1.0] == approx(280, rel=0.02)


def kernel_gradient_ratio(notebook: dict[str, Any], shortcut: bool) -> float:
    """The gradient at the first kernel of the tower of 56 layers over that at its last, before the first step."""
    tf = notebook["tf"]
    keras.utils.set_random_seed(1)
    points = keras.Input((2,))
    h = keras.layers.Dense(32, activation="relu")(points)
    tower = notebook["Tower"](54, shortcut)
    network = keras.Model(points, keras.layers.Dense(2, activation="softmax")(tower(h)))
    x, y = notebook["two_spirals"]()
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, network(x, training=True)))
    norms = np.linalg.norm(tape.gradient(loss, tower.kernels.value).numpy(), axis=(1, 2))
    return float(norms[0] / norms[-1])


def test_gradient_of_the_towers_before_the_first_step(notebook) -> None:
    assert kernel_gradient_ratio(notebook, shortcut=False) == approx(14_000, rel=0.3)
    assert kernel_gradient_ratio(notebook, shortcut=True) == approx(22, rel=0.2)


# Sections 3 to 5


def test_blocks_have_the_printed_sizes(notebook) -> None:
    identity = block(notebook, "identity_block", (56, 56, 64), 64)
    assert (identity.count_params(), trainable(identity)) == (2 * 3 * 3 * 64 * 64 + 4 * 128, 73_984) == (74_240, 73_984)
    projection = block(notebook, "projection_block", (56, 56, 64), 128)
    assert projection.count_params() == 73_728 + 147_456 + 8_192 + 3 * 512 == 230_912
    assert block(notebook, "bottleneck_block", (56, 56, 64), 64, 1, True).count_params() == 76_288
    assert block(notebook, "bottleneck_block", (56, 56, 256), 64).count_params() == 71_168
    assert block(notebook, "bottleneck_block", (56, 56, 256), 128, 2, True).count_params() == 381_952
    assert 3 * 3 * 64 * 64 * 56 * 56 == 3 * 3 * 128 * 128 * 28 * 28 == 115_605_504
    assert 2 * 3 * 3 * 256 * 256 == 1_179_648 and 2 * 256 * 64 + 3 * 3 * 64 * 64 == 69_632
    assert round(1_179_648 / 69_632) == 17


def test_what_eight_untrained_blocks_leave_of_a_picture(notebook) -> None:
    left, identity, plain = notebook["after_eight"], notebook["identity_block"], notebook["plain_pair"]
    assert np.array_equal(left(identity, 0), notebook["test_picture"]())
    assert left(plain, 1).max() == approx(0.0009, rel=0.1)
    assert 10**-8.5 < left(plain, 0.5).max() < 10**-7.5


def test_pixels_that_strided_blocks_read(notebook) -> None:
    read, basic = notebook["pixels_read"], notebook["strided_basic"]
    assert read(basic, channels=8).sum() == 64
    assert read(basic, channels=8, kernels=(1,)).sum() == 16
    assert read(notebook["strided_bottleneck"], channels=8).sum() == 16


# Section 6


@pytest.mark.parametrize("depth", COUNTS)
def test_resnets_have_the_printed_sizes(notebook, depth: int) -> None:
    model = notebook["resnet"](depth)
    assert model.count_params() == COUNTS[depth]
    if depth in MULTIPLICATIONS:
        assert multiplications(model) == MULTIPLICATIONS[depth]


def test_stride_on_the_3x3_costs_more() -> None:
    extra = sum(3 * channels * channels // 2 * side * side // 4
                for channels, side in [(256, 56), (512, 28), (1024, 14)])  # fmt: skip
    assert round((MULTIPLICATIONS[50] + extra) / 1e9, 2) == 4.09


# Section 7


@pytest.mark.parametrize(
    ("n", "residual", "plain"), [(1, 78_426, 75_482), (2, 176_090, 173_146), (3, 273_754, 270_810)]
)
def test_small_resnets_have_the_printed_sizes(notebook, n: int, residual: int, plain: int) -> None:
    models = [notebook["small_resnet"](n, shortcuts) for shortcuts in (True, False)]
    assert [model.count_params() for model in models] == [residual, plain]
    assert residual - plain == 2_944 == (16 * 32 + 4 * 32) + (32 * 64 + 4 * 64)
    weighted = [layer for layer in models[1].layers if hasattr(layer, "kernel")]
    assert len(weighted) == 6 * n + 2


def test_released_images(notebook) -> None:
    fashion = notebook["fashion"]
    assert np.bincount(fashion["y_train"]).tolist() == [1000] * 10
    assert np.bincount(fashion["y_test"]).tolist() == [200] * 10
    assert fashion["x_train"].shape[1:] == fashion["x_test"].shape[1:] == (28, 28)


def test_deeper_is_worse_until_there_are_shortcuts(notebook) -> None:
    ends = {key: errors[-1] for key, errors in notebook["fashion_curves"].items()}
    assert ends["plain", 20] == approx(31.7, abs=8) and ends["plain", 44] == approx(78.2, abs=14)
    assert ends["residual", 20] == approx(14.0, abs=5) and ends["residual", 44] == approx(24.5, abs=7)
    assert ends["residual", 20] < ends["residual", 44] < ends["plain", 20] < ends["plain", 44]


# Section 8


def test_gradient_norms_as_the_network_grows(notebook) -> None:
    norms = notebook["first_steps"]
    first = {key: curve[0] for key, curve in norms.items()}
    plain = [first["plain", layers] for layers in (8, 20, 32, 44, 56)]
    assert plain == approx([0.72, 5.0, 24, 103, 783], rel=0.1)
    assert norms["plain", 56][-1] == approx(1.1, abs=0.2)
    assert first["residual", 8] == approx(0.59, abs=0.05) and first["residual", 56] == approx(12.8, rel=0.1)
    assert first["plain", 56] / norms["plain", 56][-1] > 500
    assert 40 < max(norms["plain", 32]) / min(norms["plain", 32]) < 50
    assert all(len(curve) == layers - 1 for (_, layers), curve in norms.items())


def test_gradient_norms_agree_with_small_steps(notebook) -> None:
    """The norm at one kernel against the slope of the loss along the gradient's own direction."""
    tf = notebook["tf"]
    keras.utils.set_random_seed(0)
    network = notebook["small_resnet"](1)
    x, y = notebook["scaled"](notebook["fashion"]["x_train"][:32]), notebook["fashion"]["y_train"][:32]
    kernel = next(layer.kernel for layer in network.layers if isinstance(layer, keras.layers.Conv2D))

    def loss() -> Any:
        return tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, network(x, training=True)))

    with tf.GradientTape() as tape:
        value = loss()
    gradient = tape.gradient(value, kernel)
    direction, before, step = gradient / tf.norm(gradient), tf.identity(kernel.value), 1e-3
    kernel.assign(before + step * direction)
    ahead = float(loss())
    kernel.assign(before - step * direction)
    behind = float(loss())
    kernel.assign(before)
    assert notebook["gradient_norms"](network, x, y)[0] == approx((ahead - behind) / (2 * step), rel=0.02)


# Section 9


def accuracy(notebook: dict[str, Any], file: str) -> float:
    with np.load(ROOT / "data" / file, allow_pickle=False) as data:
        answers = notebook["network_handed_in"].predict(notebook["scaled"](data["x"]), verbose=0).argmax(axis=1)
        return float((answers == data["y"]).mean())


@pytest.fixture(scope="module")
def trained(notebook, monkeypatch_module) -> dict[str, Any]:
    monkeypatch_module.chdir(ROOT / "solutions" / "residual" / "handed_in")
    return notebook | {"network_handed_in": notebook["trained_network"]()}


@pytest.fixture(scope="module")
def monkeypatch_module():
    with pytest.MonkeyPatch.context() as patch:
        yield patch


def test_trained_network_names_unseen_images(trained) -> None:
    assert accuracy(trained, "reference/public/fashion_mnist.npz") == approx(0.918, abs=0.003)
    assert accuracy(trained, "held_out/fashion_mnist.npz") == approx(0.878, abs=0.003)


def test_what_the_trained_network_finds_hard(notebook) -> None:
    confusion = notebook["confusion"]
    assert confusion.trace() / confusion.sum() == approx(0.905, abs=0.003)
    shirt, t_shirt = notebook["CLASSES"].index("shirt"), notebook["CLASSES"].index("T-shirt")
    assert confusion[shirt, shirt] == approx(150, abs=2) and np.diag(confusion).argmin() == shirt
    assert confusion[shirt, t_shirt] + confusion[t_shirt, shirt] == approx(38, abs=2)
    mixed_up = np.triu(confusion + confusion.T, 1)
    assert mixed_up[t_shirt, shirt] == mixed_up.max()


def test_no_image_held_out_is_released(notebook) -> None:
    released = {image.tobytes() for name in ("x_train", "x_test") for image in notebook["fashion"][name]}
    with np.load(ROOT / "data" / "held_out" / "fashion_mnist.npz", allow_pickle=False) as data:
        assert not any(image.tobytes() in released for image in data["x"])
        assert np.bincount(data["y"]).tolist() == [100] * 10
    with np.load(ROOT / "data" / "reference" / "public" / "fashion_mnist.npz", allow_pickle=False) as data:
        assert all(image.tobytes() in released for image in data["x"])
        assert np.bincount(data["y"]).tolist() == [50] * 10
