"""What the notebook on the Inception module says was counted or measured, run again."""

from collections.abc import Iterator
from typing import Any

import keras
import numpy as np
import pytest

from support.notebooks import run_notebook

pytestmark = pytest.mark.slow

SLIDE = (28, 28, 256, 128, 64, 192, 64, 96, 64)  # the module of section 4


@pytest.fixture(scope="module")
def notebook() -> Iterator[dict[str, Any]]:
    with run_notebook("inception") as found:
        yield found


def block(notebook: dict[str, Any], name: str, shape: tuple[int, ...], *args: int) -> keras.Model:
    x = keras.Input(shape)
    return keras.Model(x, notebook[name](x, *args))


def test_every_question_is_answered(notebook) -> None:
    assert "then run this cell again" not in notebook["__shown__"]


# Section 1


def test_naive_module_has_the_printed_size(notebook) -> None:
    model = block(notebook, "inception_naive", (28, 28, 256), 128, 192, 96)
    assert model.output_shape == (None, 28, 28, 672)
    assert model.count_params() == 32_896 + 442_560 + 614_496 == 1_089_952


def test_branches_answer_in_as_many_pixels_as_their_windows_hold(notebook) -> None:
    pixels = {name: int((values > 0).sum()) for name, values in notebook["seen"].items()}
    assert pixels == {"1×1": 1, "3×3": 9, "5×5": 25, "max pool": 9}
    pool, convolution = notebook["seen"]["max pool"], notebook["seen"]["3×3"]
    assert len(np.unique(pool[pool > 0])) == 1 < len(np.unique(convolution[convolution > 0]))


# Section 2


def test_naive_bill(notebook) -> None:
    count = notebook["inception_naive_multiplications"]
    branches = [count(28, 28, 256, *filters) for filters in [(128, 0, 0), (0, 192, 0), (0, 0, 96)]]
    assert branches == [25_690_112, 346_816_512, 481_689_600]
    assert count(28, 28, 256, 128, 192, 96) == sum(branches) == 854_196_224


def test_tower_of_naive_modules(notebook) -> None:
    channels, costs = notebook["tower_channels"], notebook["tower_costs"]
    assert channels[-1] == 3584 and np.unique(np.diff(channels)).tolist() == [416]
    assert round(costs[-1] / 1e9, 1) == 12.0
    assert 7 < costs[-1] / 1_582_671_872 < 8


# Section 3


def test_module_3a_has_the_printed_size(notebook) -> None:
    model = block(notebook, "inception", (28, 28, 192), 64, 96, 128, 16, 32, 32)
    assert model.output_shape == (None, 28, 28, 256)
    assert model.count_params() == 163_696
    weights = sum(int(np.prod(weight.shape)) for weight in model.weights if len(weight.shape) > 1)
    assert weights == 163_328 and weights // 1024 == 159


def test_a_picture_survives_the_bottleneck_and_noise_does_not(notebook) -> None:
    picture, noise = notebook["kept"]["picture"], notebook["kept"]["noise"]
    assert picture[63] == pytest.approx(98, abs=1) and picture[15] == pytest.approx(91, abs=2)
    assert noise[63] == pytest.approx(86, abs=3) and noise[15] == pytest.approx(53, abs=4)


# Section 4


def test_bill_with_the_bottleneck_and_the_slide_that_counts_a_term_twice(notebook) -> None:
    terms = [25_690_112, 12_845_056, 86_704_128, 12_845_056, 120_422_400, 12_845_056]
    assert notebook["inception_multiplications"](*SLIDE) == sum(terms) == 271_351_808
    assert sum(terms) + terms[2] == 358_055_936
    naive = 854_196_224
    assert round(100 * (1 - 358_055_936 / naive)) == 58 and round(100 * (1 - sum(terms) / naive)) == 68


def test_module_of_section_4_has_the_printed_size(notebook) -> None:
    model = block(notebook, "inception", (28, 28, 256), *SLIDE[3:])
    assert model.output_shape == (None, 28, 28, 480) and model.count_params() == 346_720


def test_costs_of_the_branches(notebook) -> None:
    naive, reduced, reductions = (notebook[f"{name}_costs"] / 1e6 for name in ("naive", "reduced", "reduction"))
    assert naive.round(1).tolist() == [25.7, 346.8, 481.7, 0.0]
    assert reduced.round(1).tolist() == [25.7, 99.5, 133.3, 12.8]
    assert round(float(reductions.sum()), 1) == 25.7
    assert round(float(naive[2] / reduced[2]), 1) == 3.6


# Section 5


def test_auxiliary_head_has_the_printed_size(notebook) -> None:
    model = block(notebook, "auxiliary_head", (14, 14, 512), 1000)
    assert model.output_shape == (None, 1000)
    assert model.count_params() == 65_664 + 2_098_176 + 1_025_000 == 3_188_840
    assert round(2_098_176 / 3_188_840, 2) == 0.66
    shapes = [layer.output.shape for layer in model.layers]
    assert (None, 4, 4, 512) in shapes and (None, 2048) in shapes


def test_small_steps_save_most_of_the_head(notebook) -> None:
    sizes = [round(size / 1e6, 1) for size in notebook["head_parameters"].values()]
    assert sizes == [3.2, 9.4, 26.8, 103.8]
    assert 0.4 < notebook["head_parameters"]["as it is"] / 6_998_552 < 0.5


def test_what_the_head_would_be_without_its_steps_is_what_keras_counts(notebook) -> None:
    def size(pool: bool, reduce: bool) -> int:
        x = features = keras.Input((14, 14, 512))
        x = keras.layers.AveragePooling2D(5, strides=3)(x) if pool else x
        x = keras.layers.Conv2D(128, 1)(x) if reduce else x
        x = keras.layers.Dense(1000)(keras.layers.Dense(1024)(keras.layers.Flatten()(x)))
        return keras.Model(features, x).count_params()

    assert list(notebook["head_parameters"].values()) == [
        size(pool, reduce) for pool, reduce in [(True, True), (True, False), (False, True), (False, False)]
    ]


# Section 6


def test_googlenet_has_the_printed_size(notebook) -> None:
    assert notebook["network_parameters"]["GoogLeNet"] == 6_998_552
    assert notebook["network_parameters"]["with both heads"] == 13_378_280
    assert round(13_378_280 / 1e6 - 6_998_552 / 1e6, 1) == 6.4
    assert 8.5 < 62_378_344 / 6_998_552 < 9.5 and round(138_357_544 / 6_998_552) == 20


def test_googlenet_has_22_layers_and_the_outputs_asked_for(notebook) -> None:
    model = notebook["googlenet"](auxiliary=True)
    assert model.output_shape == [(None, 1000)] * 3
    ways = [lengths(model, output) for output in model.outputs]
    assert ways == [(13, 22), (9, 12), (12, 18)]


def lengths(model: keras.Model, output: Any) -> tuple[int, int]:
    """Layers with weights on the shortest and on the longest way from the images to an output."""
    found: dict[Any, tuple[int, int]] = {}
    for layer in model.layers:  # a layer stands after those that it reads
        before = layer.input if isinstance(layer.input, list) else [layer.input]
        ways = [found[id(tensor)] for tensor in before if id(tensor) in found] or [(0, 0)]
        own = bool(layer.weights)
        found[id(layer.output)] = min(way[0] for way in ways) + own, max(way[1] for way in ways) + own
    return found[id(output)]


def test_modules_agree_with_table_1_but_for_one(notebook) -> None:
    millions = {name: cost / 1e6 for name, cost in notebook["module_costs"].items()}
    far = [name for name, row in notebook["TABLE_1"].items() if abs(millions[name] - row[-1]) > 1]
    assert far == ["5a"] and round(millions["5a"], 1) == 51.1
    assert round(sum(millions.values()) / 1e3, 2) == 1.10


def test_whole_network_takes_1_58_billion_multiplications(notebook) -> None:
    stem = 112 * 112 * 49 * 3 * 64 + 56 * 56 * (64 * 64 + 9 * 64 * 192)
    assert stem + sum(notebook["module_costs"].values()) + 1024 * 1000 == 1_582_671_872


def test_heads_need_images_of_65_pixels(notebook) -> None:
    notebook["googlenet"]((65, 65, 3), 10, auxiliary=True)
    notebook["googlenet"]((32, 32, 3), 10)
    with pytest.raises(ValueError):
        notebook["googlenet"]((64, 64, 3), 10, auxiliary=True)


# Section 7


def test_three_losses_arrive_alike_and_with_halved_weights_do_not(notebook) -> None:
    as_drawn, halved = np.median(notebook["arriving"], axis=0)
    assert as_drawn == pytest.approx([0.050, 0.10, 0.035], rel=0.3)
    main, after_4a, after_4d = halved
    assert main == pytest.approx(5e-6, rel=0.4) and after_4a == pytest.approx(3e-4, rel=0.4)
    assert 40 < after_4a / main < 90 and 1.2 < after_4d / main < 4


def test_halving_costs_a_factor_of_the_short_ways(notebook) -> None:
    as_drawn, halved = np.median(notebook["arriving"], axis=0)
    assert 2**12 < as_drawn[0] / halved[0] < 2**21 and as_drawn[0] / halved[0] == pytest.approx(1e4, rel=0.5)


def test_heads_matter_where_the_gradient_vanishes(notebook) -> None:
    norms = notebook["head_norms"]
    ratios = norms[:, :, 1, 0] / norms[:, :, 0, 0]
    quarter, half, three_quarters, full, root_two = np.median(ratios, axis=0)
    assert quarter == pytest.approx(390, rel=0.35) and half == pytest.approx(20, rel=0.3)
    assert three_quarters == pytest.approx(2.8, rel=0.2)
    assert full == pytest.approx(1.18, abs=0.06) and ratios[:, 3].min() > 1.05 and ratios[:, 3].max() < 1.3
    assert 1 < root_two < 1.06


def test_heads_reach_down_and_not_up(notebook) -> None:
    places = notebook["PLACES"]
    main, with_heads = np.median(notebook["head_norms"][:, notebook["SCALES"].index(0.5)], axis=0)
    gain = dict(zip(places, with_heads / main, strict=True))
    low = [gain[place] for place in places[: places.index("4a") + 1]]
    assert min(low) > 12 and max(low) < 60
    assert all(1.1 < gain[place] < 1.6 for place in ("4b", "4c", "4d"))
    assert [gain[place] for place in ("4e", "5a", "5b")] == pytest.approx([1, 1, 1], abs=1e-3)
