"""What the notebook on the winners says was counted or measured, run again."""

import csv
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import keras
import numpy as np
import pytest

from support.courses import ROOT
from support.notebooks import run_notebook

pytestmark = pytest.mark.slow

ERRORS = {2010: 28.2, 2011: 25.8, 2012: 16.4, 2013: 11.7, 2014: 6.67, 2015: 3.57, 2016: 2.99, 2017: 2.25}


@pytest.fixture(scope="module")
def notebook() -> Iterator[dict[str, Any]]:
    with run_notebook("ilsvrc") as found:
        yield found


def multiplications(model: keras.Model) -> int:
    weighted = [layer for layer in model.layers if layer.weights]
    return sum(int(np.prod(it.kernel.shape)) * int(np.prod(it.output.shape[1:-1])) for it in weighted)


def test_every_question_is_answered(notebook) -> None:
    assert "then run this cell again" not in notebook["__shown__"]


# Section 1


def test_table_has_the_winners_of_eight_years(notebook) -> None:
    figure = notebook["winners_chart"](notebook["networks"])
    bars = figure.axes[0].containers[0].patches
    assert {round(bar.get_x() + bar.get_width() / 2): bar.get_height() for bar in bars} == ERRORS
    assert len(notebook["networks"]) == 25
    assert {row["ilsvrc_top5_error"] for row in notebook["networks"] if row["network"].startswith("VGG")} == {"", "7.3"}


def test_table_is_numbers_or_blank_and_has_sources() -> None:
    with (ROOT / "data" / "networks.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    columns = ["network", "year", "ilsvrc_top5_error", "top1", "top5", "params_millions", "gmacs", "source"]
    for row in rows:
        assert list(row) == columns and row["network"] and row["source"] and 2010 <= int(row["year"]) <= 2017
        assert all(row[name] == "" or float(row[name]) > 0 for name in columns[2:-1])


def test_fall_of_the_errors() -> None:
    errors = list(ERRORS.values())
    gone = [1 - after / before for before, after in pairwise(errors)]
    assert gone[1] > 1 / 3 and all(share > 1 / 4 for share in gone[2:5])
    assert ERRORS[2014] > 5.1 > ERRORS[2015]
    assert round(100 / ERRORS[2017]) == 44 and round(100 / ERRORS[2011]) == 4


# Section 2


def test_alexnet_has_the_printed_sizes(notebook) -> None:
    model = notebook["alexnet"]()
    counts = [layer.count_params() for layer in model.layers if layer.weights]
    assert counts == [34_944, 614_656, 885_120, 1_327_488, 884_992, 37_752_832, 16_781_312, 4_097_000]
    assert model.count_params() == sum(counts) == 62_378_344
    assert multiplications(model) == 1_135_256_096
    shapes = [layer.output.shape[1:] for layer in model.layers]
    for shape in [(55, 55, 96), (27, 27, 96), (27, 27, 256), (13, 13, 256), (13, 13, 384), (6, 6, 256), (4096,)]:
        assert shape in shapes
    assert (224 - 11) // 4 + 1 != 55


def test_alexnet_on_two_gpus(notebook) -> None:
    model = notebook["alexnet"](groups=2)
    assert model.count_params() == 60_965_224
    assert multiplications(model) == 724_406_816
    grouped = [layer for layer in model.layers if getattr(layer, "groups", 1) == 2]
    assert [layer.kernel.shape[2] for layer in grouped] == [48, 192, 192]


def test_who_hears_whom(notebook) -> None:
    wirings = notebook["wirings"]
    assert {name: heard.mean() for name, heard in wirings.items()} == {
        "conv 2": 0.5,
        "conv 2 and 3": 1.0,
        "conv 4 and 5": 0.5,
    }
    for name in ("conv 2", "conv 4 and 5"):
        assert wirings[name][:8, :8].all() and wirings[name][8:, 8:].all()


# Section 3


def test_zfnet_has_the_printed_sizes(notebook) -> None:
    model = notebook["zfnet"]()
    assert model.count_params() == 62_357_608 == 62_378_344 - 20_736
    assert multiplications(model) == 1_168_032_896
    assert round(100 * (1_168_032_896 / 1_135_256_096 - 1)) == 3
    sides = [layer.output.shape[1] for layer in model.layers if len(layer.output.shape) == 4]
    assert sides == [224, 226, 110, 55, 26, 13, 13, 13, 13, 6]
    assert 110**2 == 4 * 55**2


def test_zfnet_without_its_zeros_has_the_same_shapes() -> None:
    first = (224 - 7) // 2 + 1
    assert first == 109 and -(-first // 2) == 55


def test_stripes_come_back_wider_at_stride_4_alone(notebook) -> None:
    shown, found = notebook["shown"], notebook["seen"]["AlexNet: 11×11, stride 4"]
    assert np.abs(found - shown)[shown < 0.12].max() < 0.005
    assert (found < shown - 0.005)[shown > 0.135].all()
    assert list(notebook["wrong"].values()) == pytest.approx([0.5, 0], abs=0.05)
    assert notebook["repeat"] == pytest.approx(20, abs=0.5)


# Section 4


def test_receptive_fields(notebook) -> None:
    fields = {name: values[-1] for name, values in notebook["growth"].items()}
    assert fields == {"AlexNet": 195, "ZFNet": 171, "VGG-16": 212, "VGG-19": 268}
    assert notebook["growth"]["AlexNet"][:3] == [11, 19, 51] and notebook["growth"]["VGG-16"][:2] == [3, 5]
    field = notebook["receptive_field"]
    assert field([(3, 1)] * 3) == field([(3, 1), (5, 2)]) == 7 and field([]) == 1


def test_ways_agree_with_the_receptive_field(notebook) -> None:
    for layers in notebook["WINDOWS"].values():
        assert len(notebook["ways"](layers)) == notebook["receptive_field"](layers)
    assert notebook["small"]["three 3×3"].tolist() == [1, 3, 6, 7, 6, 3, 1]
    assert notebook["half"] == {"AlexNet": 43, "VGG-16": 40}


# Section 5


@pytest.mark.parametrize(
    ("depth", "parameters", "macs"), [(16, 138_357_544, 15_470_264_320), (19, 143_667_240, 19_632_062_464)]
)
def test_vgg_has_the_printed_sizes(notebook, depth: int, parameters: int, macs: int) -> None:
    model = notebook["vgg"](depth)
    assert model.count_params() == parameters
    assert multiplications(model) == macs
    assert sum(bool(layer.weights) for layer in model.layers) == depth


@pytest.mark.parametrize("depth", [0, 11, 13, 18])
def test_other_depths_are_refused(notebook, depth: int) -> None:
    with pytest.raises(ValueError, match="16 or 19"):
        notebook["vgg"](depth)


def test_hint_on_pooling_the_last_map_away() -> None:
    assert (7 * 7 * 512 - 512) * 4096 == 100_663_296


def test_weights_and_work_lie_in_different_layers(notebook) -> None:
    weights, work, parameters, macs = notebook["budget"]["VGG-16"]
    assert (parameters, macs) == (138_357_544, 15_470_264_320)
    assert weights[13] == pytest.approx(74, abs=0.5) and work[13] == pytest.approx(0.7, abs=0.05)
    assert weights[:13].sum() == pytest.approx(11, abs=0.5) and work[:13].sum() == pytest.approx(99.2, abs=0.05)
    weights, work, parameters, macs = notebook["budget"]["AlexNet"]
    assert (parameters, macs) == (62_378_344, 1_135_256_096)
    assert weights[5:].sum() == pytest.approx(94, abs=0.5) and work[:5].sum() == pytest.approx(95, abs=0.5)


# Section 6


def test_shares_of_five_networks(notebook) -> None:
    assert notebook["millions"] == pytest.approx([62.378344, 62.357608, 138.357544, 25.636712, 4.253864])
    share = notebook["share"]
    assert share["dense"] == pytest.approx([0.94, 0.94, 0.89, 0.08, 0], abs=0.005)
    assert share["other"][3] < 0.01
    assert sum(share.values()) == pytest.approx(np.ones(5))
    assert notebook["kinds"][0] == pytest.approx({"convolution": 0.06, "dense": 0.94, "other": 0}, abs=0.001)


# Section 7, the model answer


def test_model_answer(notebook) -> None:
    assert round(138_357_544 * 4 / 1e6) == 553
    halved = [list(row) for row in notebook["VGG16"]]
    for at in (7, 8, 9):
        halved[at][4] = 256
    for at in (8, 9, 10):
        halved[at][3] = 256
    _, _, parameters, macs = notebook["shares"](halved)
    assert 1 - parameters / 138_357_544 == pytest.approx(0.04, abs=0.005)
    assert 1 - macs / 15_470_264_320 == pytest.approx(0.22, abs=0.005)
    _, work, *_ = notebook["budget"]["VGG-16"]
    assert work[:7].sum() == pytest.approx(60, abs=0.5)
    assert 7 * 7 * 512 == 25_088 and round(25_088 * 4096 / 1e6) == 103
