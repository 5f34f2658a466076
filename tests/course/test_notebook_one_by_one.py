"""What the notebook on 1×1 convolutions says was counted or measured, run again."""

import math
from collections.abc import Iterator
from typing import Any

import keras
import numpy as np
import pytest

from autograder.student.pretrained import load_by_place
from support.courses import ROOT
from support.notebooks import run_notebook

pytestmark = pytest.mark.slow

IMAGES = {"coffee", "chelsea", "camera"}


@pytest.fixture(scope="module")
def notebook() -> Iterator[dict[str, Any]]:
    with run_notebook("one_by_one") as found:
        yield found


def block(notebook: dict[str, Any], name: str, shape: tuple[int, ...], *args: Any, **settings: Any) -> keras.Model:
    x = keras.Input(shape)
    return keras.Model(x, notebook[name](x, *args, **settings))


def convolutions(model: keras.Model) -> list[Any]:
    return [layer for layer in model.layers if isinstance(layer, keras.layers.Conv2D)]


def macs(model: keras.Model) -> int:
    """Multiplications of a network's convolutions."""
    return sum(math.prod(layer.output.shape[1:]) * math.prod(layer.kernel.shape[:-1]) for layer in convolutions(model))


def sides(model: keras.Model, *kinds: type) -> list[int]:
    return [layer.output.shape[1] for layer in model.layers if isinstance(layer, kinds)]


def test_every_question_is_answered(notebook) -> None:
    assert "then run this cell again" not in notebook["__shown__"]
    assert "does not look there" not in notebook["__shown__"]


# Sections 1 and 2


def test_conv1x1_equals_keras(notebook) -> None:
    layer = keras.layers.Conv2D(4, 1, bias_initializer="random_normal")
    x = np.random.default_rng(0).random((2, 6, 6, 32), dtype="float32")
    expected = keras.ops.convert_to_numpy(layer(x))
    kernel, bias = layer.get_weights()
    assert layer.count_params() == 4 * (32 + 1) == 132
    np.testing.assert_allclose(notebook["conv1x1"](x, kernel[0, 0], bias), expected, atol=1e-5)
    np.testing.assert_allclose(notebook["conv1x1_in_loops"](x, kernel[0, 0], bias), expected, atol=1e-5)


def test_filters_find_the_hidden_pictures(notebook) -> None:
    assert notebook["likenesses"] == pytest.approx((0.95, 0.93), abs=0.005)
    volume, _ = notebook["hide_pictures"]()
    for picture, best in [("SMILE", 0.78), ("CROSS", 0.76)]:
        single = [abs(notebook["likeness"](volume[..., channel], notebook[picture])) for channel in range(32)]
        assert max(single) == pytest.approx(best, abs=0.005)


def test_loops_take_longer(notebook) -> None:
    """Not how much longer, hundreds of times: other work on the machine decides that."""
    assert notebook["times_faster"] > 1


def test_shrinking_costs(notebook) -> None:
    assert block(notebook, "shrink_channels", (28, 28, 192), 32).count_params() == 192 * 32 + 32 == 6_176
    x = keras.Input((28, 28, 192))
    assert keras.Model(x, keras.layers.Conv2D(32, 5)(x)).count_params() == 153_632


# Sections 3 and 4


def test_printed_multiplications(notebook) -> None:
    count = notebook["conv_multiplications"]
    assert count(28, 28, 192, 32, 5) == 4_800 * 25_088 == 120_422_400
    wrong = [28 * 28 * 32 * 25, 28 * 28 * 192 * 32 * 5, 5 * 5 * 192 * 32]
    assert wrong == [627_200, 24_084_480, 153_600]  # the hint


def test_vgg(notebook) -> None:
    costs = notebook["vgg_costs"]
    assert sum(costs) == 15_346_630_656
    assert max(costs) == 1_849_688_064 and costs.count(max(costs)) == 6
    dear = [side for (side, *_), cost in zip(notebook["VGG16"], costs, strict=True) if cost == max(costs)]
    assert max(dear) == 224 and min(dear) == 28
    assert notebook["conv_multiplications"](28, 28, 512, 512, 3) == 1_849_688_064


def test_bottleneck(notebook) -> None:
    count, through = notebook["conv_multiplications"], notebook["bottleneck_multiplications"]
    assert through(28, 28, 192, 16, 32, 5) == 12_443_648 == 2_408_448 + 10_035_200
    assert count(28, 28, 192, 16, 1) == 2_408_448 and count(28, 28, 16, 32, 5) == 10_035_200
    assert notebook["widest_necks"] == {3: 115, 5: 154, 7: 171}
    assert through(28, 28, 192, 154, 32, 5) < count(28, 28, 192, 32, 5) < through(28, 28, 192, 155, 32, 5)
    assert round(notebook["saving"], 1) == 9.7


# Sections 5 and 6


def test_mlpconv_has_the_printed_size(notebook) -> None:
    model = block(notebook, "mlpconv", (32, 32, 3), (192, 160, 96), 5)
    assert [layer.count_params() for layer in convolutions(model)] == [14_592, 30_880, 15_456]
    assert model.count_params() == 60_928 and model.output_shape == (None, 32, 32, 96)
    strided = block(notebook, "mlpconv", (13, 9, 4), (7, 4, 6), 5, strides=3)
    assert strided.output_shape == (None, 5, 3, 6)


def test_exclusive_or_takes_more_than_one_filter(notebook) -> None:
    linear, deep = notebook["pixel_accuracies"]
    assert linear == pytest.approx(0.5, abs=0.02)
    assert deep == pytest.approx(0.995, abs=0.01)


def test_network_in_network_has_the_printed_size(notebook) -> None:
    model = notebook["network_in_network"]()
    assert model.count_params() == 966_986 and macs(model) == 222_486_528
    assert sides(model, keras.layers.MaxPooling2D, keras.layers.AveragePooling2D) == [16, 8]
    assert [layer.output.shape[-1] for layer in convolutions(model)] == [192, 160, 96, 192, 192, 192, 192, 192, 10]


def test_heads(notebook) -> None:
    own, _, _, dense = notebook["head_parameters"]
    assert own == 370_954 and round(dense / 1e6, 1) == 67.2
    assert notebook["trunk_parameters"] + own == 966_986
    assert "(None, 48, 80, 3) → (None, 10)" in notebook["__shown__"]
    x = keras.Input((8, 8, 192))
    y = keras.layers.Flatten()(x)
    for units in (4096, 4096, 10):
        y = keras.layers.Dense(units)(y)
    assert keras.Model(x, y).count_params() == dense


# Sections 7 and 8


def test_fire_has_the_printed_size(notebook) -> None:
    model = block(notebook, "fire", (55, 55, 64), 16, 64)
    assert [layer.count_params() for layer in convolutions(model)] == [1_040, 1_088, 9_280]
    assert model.count_params() == 11_408 and model.output_shape == (None, 55, 55, 128)
    assert 9 * 64 * 128 + 128 == 73_856 and round(73_856 / 11_408, 1) == 6.5
    assert round((9 * 64 * 128) / (64 * 16 + 16 * 64 + 9 * 16 * 64), 1) == 6.5  # multiplications at a pixel


def test_squeeze_ratios(notebook) -> None:
    assert notebook["fire_parameters"][16] == 12_432
    assert 9 * 128 * 128 + 128 == 147_584 and 147_584 // 12_432 == 11 and round(147_584 / 12_432) == 12


def test_squeezenet_has_the_printed_size(notebook) -> None:
    model = notebook["squeezenet"]()
    assert model.count_params() == 1_235_496 and macs(model) == 352_540_352
    assert round(62_378_344 / model.count_params()) == 50  # AlexNet's
    assert convolutions(model)[0].output.shape == (None, 113, 113, 64)
    assert sides(model, keras.layers.MaxPooling2D) == [56, 27, 13]
    joined = [layer.output.shape[-1] for layer in model.layers if isinstance(layer, keras.layers.Concatenate)]
    assert joined == [128, 128, 256, 256, 384, 384, 512, 512]
    small = [layer for layer in convolutions(model) if layer.kernel_size == (1, 1)]
    assert (len(small), len(convolutions(model))) == (17, 26)


def test_padding_everywhere_gives_the_sides_of_the_hint() -> None:
    side, found = 227, []
    for _ in range(4):
        side = -(-side // 2)
        found.append(side)
    assert found == [114, 57, 29, 15]


def test_squeezenet_names_the_photographs(notebook) -> None:
    best = {name: dict(five) for name, five in notebook["best_five"].items()}
    assert set(best) == IMAGES
    assert best["coffee"]["espresso"] == pytest.approx(0.974, abs=0.003)
    assert best["camera"]["tripod"] == pytest.approx(0.908, abs=0.003)
    cats = [best["chelsea"][cat] for cat in ("tabby", "Egyptian cat", "tiger cat")]
    assert cats == pytest.approx([0.39, 0.37, 0.24], abs=0.01) and sum(cats) > 0.99


def test_weights_do_not_depend_on_order_or_names(notebook) -> None:
    def fire(x: Any, squeeze: int, expand: int) -> Any:
        later = keras.layers.Conv2D(expand, 3, padding="same", activation="relu", name=f"z{next(counter)}")
        sooner = keras.layers.Conv2D(expand, 1, activation="relu")
        squeezed = keras.layers.ReLU()(keras.layers.Dense(squeeze)(x))
        right = later(squeezed)
        return keras.ops.concatenate([sooner(squeezed), right], axis=-1)

    counter = iter(range(100))
    before, notebook["fire"] = notebook["fire"], fire
    try:
        model = load_by_place(notebook["squeezenet"](), ROOT / "data" / "squeezenet.npz")
    finally:
        notebook["fire"] = before
    image = np.array(keras.utils.load_img(ROOT / "data" / "photographs" / "coffee.png"), "float32")
    chances = model.predict(notebook["prepare"](image), verbose=0)[0]
    names = (ROOT / "data" / "imagenet_classes.txt").read_text(encoding="utf-8").splitlines()
    assert len(names) == 1000 and names[int(chances.argmax())] == "espresso"
    assert chances.max() == pytest.approx(0.974, abs=0.003)


def test_maps_are_bright_where_the_prose_says(notebook) -> None:
    coffee, cat, tripod = notebook["maps"]
    assert coffee.shape == cat.shape == tripod.shape == (13, 13)

    def brightest(values: np.ndarray) -> tuple[int, int]:
        row, column = np.unravel_index(values.argmax(), values.shape)
        return int(row), int(column)

    row, column = brightest(tripod)
    assert 8 <= row <= 11 and 7 <= column <= 9  # between the legs
    assert tripod[4:, :6].mean() < 0.2 * tripod[8:12, 6:10].mean()  # not on the man
    row, column = brightest(coffee)
    assert 3 <= row <= 6 and 3 <= column <= 8  # in the cup
    assert coffee[8:, :4].mean() < 0.5 * coffee[3:7, 3:8].mean()  # the saucer
    assert coffee[9:11, 8].min() > 0.7 * coffee.max()  # the spoon
    row, column = brightest(cat)
    assert 8 <= row <= 10 and 2 <= column <= 5  # the cheek
    assert cat[5:7, 2:5].mean() > 1.5 * cat.mean()  # the eye above it


def test_trained_filters_are_choosy(notebook) -> None:
    assert notebook["listened"] == pytest.approx([284, 122], abs=6)
    assert notebook["lower_half"] == pytest.approx(0.76, abs=0.01)
