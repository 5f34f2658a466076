"""What the notebook of `analysis` says was counted, computed or measured, by running it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from autograder.probing.given_models import supplied_model
from support.courses import ROOT
from support.notebooks import run_notebook

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

PARAMETERS = {
    "SqueezeNet 1.1": 1_235_496,
    "AlexNet": 62_378_344,
    "GoogLeNet": 6_998_552,
    "ResNet-18": 11_699_112,
    "ResNet-50": 25_610_152,
    "VGG-16": 138_357_544,
}
MACS = {
    "SqueezeNet 1.1": 352_540_352,
    "AlexNet": 1_135_256_096,
    "GoogLeNet": 1_582_671_872,
    "ResNet-18": 1_814_073_344,
    "ResNet-50": 3_857_973_248,
    "VGG-16": 15_470_264_320,
}
RESNETS = {34: 3_663_761_408, 101: 7_570_194_432, 152: 11_282_415_616}


@pytest.fixture(scope="module")
def names() -> Iterator[dict[str, Any]]:
    with run_notebook("analysis") as found:
        yield found


@pytest.fixture(scope="module")
def rows(names: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The rows of the table with a top-1 accuracy and a number of operations, by name, as numbers."""
    return {
        row["network"]: {
            "year": int(row["year"]),
            **{key: float(row[key]) for key in ("top1", "gmacs", "params_millions")},
        }
        for row in names["table"]
        if row["top1"] and row["gmacs"]
    }


def test_every_network_has_the_parameters_and_macs_of_the_course(names: dict[str, Any]) -> None:
    assert names["parameters"] == PARAMETERS
    assert names["macs"] == MACS
    count, shapes_only = names["count_macs"], names["shapes_only"]
    assert count(shapes_only(lambda: names["alexnet"](groups=2))) == 724_406_816
    assert names["count_parameters"](shapes_only(lambda: names["alexnet"](groups=2))) == 60_965_224
    for depth, macs in RESNETS.items():
        assert count(shapes_only(lambda depth=depth: names["resnet"](depth))) == macs


def test_printed_example(names: dict[str, Any]) -> None:
    model = supplied_model({"model": "conv_bn_dense", "input_shape": [32, 32, 3], "classes": 10})
    assert names["count_parameters"](model) == 216 + 32 + 20_490 == 20_738
    assert names["count_macs"](model) == 221_184 + 20_480 == 241_664
    assert names["activation_memory"](model, 1, 1) == 31_754
    assert names["activation_memory"](model, 8) == 1_016_128
    assert names["information_density"](69.758, 11_689_512) == pytest.approx(5.97, abs=0.005)


def test_three_prices_of_one_layer(names: dict[str, Any]) -> None:
    keras = names["keras"]
    images = keras.Input((56, 56, 64))
    model = keras.Model(images, keras.layers.Conv2D(128, 3, padding="same")(images))
    assert names["count_parameters"](model) == 73_856
    assert names["count_macs"](model) == 73_728 * 56 * 56 == 231_211_008
    assert names["activation_memory"](model, 1, 1) - 56 * 56 * 64 == 401_408
    large = keras.Input((112, 112, 64))
    larger = keras.Model(large, keras.layers.Conv2D(128, 3, padding="same")(large))
    assert names["count_macs"](larger) == 4 * 231_211_008
    assert names["count_parameters"](larger) == 73_856


def test_sizes_of_files(names: dict[str, Any]) -> None:
    assert round(4 * PARAMETERS["VGG-16"] / 1e6) == 553
    assert round(4 * PARAMETERS["GoogLeNet"] / 1e6) == 28
    assert round(4 * PARAMETERS["AlexNet"] / 1e6, -1) == 250
    assert PARAMETERS["AlexNet"] / PARAMETERS["SqueezeNet 1.1"] == pytest.approx(50, abs=1)
    assert PARAMETERS["AlexNet"] / PARAMETERS["GoogLeNet"] == pytest.approx(9, abs=0.5)
    assert MACS["AlexNet"] / MACS["SqueezeNet 1.1"] == pytest.approx(3, abs=0.3)
    assert names["uses"]["AlexNet"] == pytest.approx(18, abs=0.5)
    assert names["uses"]["SqueezeNet 1.1"] == pytest.approx(285, abs=0.5)


def test_where_parameters_and_work_are(names: dict[str, Any]) -> None:
    shares = {name: [percent[-4] for percent in pair] for name, pair in names["totals"].items()}
    assert shares["VGG-16"] == pytest.approx([10.6, 99.2], abs=0.05)
    assert shares["AlexNet"] == pytest.approx([6.0, 94.8], abs=0.05)
    dense = (1 - shares["AlexNet"][0] / 100) * PARAMETERS["AlexNet"]
    assert 4 * dense / 1e6 == pytest.approx(234, abs=1)
    assert dense / 1e6 == pytest.approx(59, abs=0.5)


def test_memory(names: dict[str, Any]) -> None:
    megabytes = {name: image / 1e6 for name, (image, _) in names["memory"].items()}
    assert megabytes["ResNet-50"] == pytest.approx(145, abs=0.5)
    assert megabytes["VGG-16"] == pytest.approx(61, abs=0.5)
    assert 32 * megabytes["ResNet-50"] / 1e3 == pytest.approx(4.6, abs=0.05)
    first = {name: -(-weights // image) for name, (image, weights) in names["memory"].items()}
    assert (first["ResNet-50"], first["AlexNet"]) == (1, 66)
    assert PARAMETERS["VGG-16"] / PARAMETERS["ResNet-50"] == pytest.approx(5, abs=0.5)


def test_times_are_measured_for_each_network_and_batch(names: dict[str, Any]) -> None:
    """That there are any, not how long: other work on the machine decides that."""
    assert names["batch_sizes"] == [1, 2, 4, 8]
    assert set(names["times"]) == set(PARAMETERS) - {"VGG-16"}
    assert all(len(row) == 4 and min(row) > 0 for row in names["times"].values())
    assert names["measured"] > 0 and names["predicted"] > 0


def test_what_the_chart_shows(names: dict[str, Any], rows: dict[str, dict[str, Any]]) -> None:
    vgg, googlenet = rows["VGG-16"], rows["GoogLeNet (Inception v1)"]
    assert len(names["table"]) == 25
    assert len(rows) == 21
    assert sum(row["top1"] > rows["VGG-19"]["top1"] for row in rows.values()) == 9
    for key in ("gmacs", "params_millions"):
        largest = sorted(rows, key=lambda name: rows[name][key])[-2:]
        assert set(largest) == {"VGG-16", "VGG-19"}
    assert vgg["gmacs"] / googlenet["gmacs"] == pytest.approx(10, abs=0.5)
    assert vgg["params_millions"] / googlenet["params_millions"] == pytest.approx(20, abs=1)
    assert vgg["top1"] - googlenet["top1"] == pytest.approx(1.8, abs=0.05)
    alexnets = sorted(row["top1"] for name, row in rows.items() if "AlexNet" in name)
    assert (len(alexnets), round(alexnets[0], 1), round(alexnets[-1], 1)) == (3, 56.5, 61.9)


def test_fronts(names: dict[str, Any], rows: dict[str, dict[str, Any]]) -> None:
    fronts = names["fronts"]
    assert [len(front) for front in fronts.values()] == [3, 7, 10, 8]
    assert {"VGG-16", "VGG-19"} <= set(fronts[2014])
    assert not {"VGG-16", "VGG-19"} & set(fronts[2015])
    better = rows["ResNet-34"]
    assert better["top1"] > rows["VGG-19"]["top1"] and better["gmacs"] < 0.25 * rows["VGG-16"]["gmacs"]
    assert {"SqueezeNet 1.1", "MobileNet v1 x1.0"} <= set(fronts[2017])
    early = {name for name in rows if "AlexNet" in name or name.startswith(("NiN", "GoogLeNet"))}
    assert len(early) == 5
    assert early <= set(fronts[2015])
    assert not early & set(fronts[2017])
    mobilenet = rows["MobileNet v1 x1.0"]
    beaten = [row for row in rows.values() if row["top1"] < mobilenet["top1"] and row["gmacs"] > mobilenet["gmacs"]]
    assert (len(beaten), len(rows) - 1) == (12, 20)


def test_densities(names: dict[str, Any], rows: dict[str, dict[str, Any]]) -> None:
    densities = names["densities"]
    googlenet = densities["GoogLeNet (Inception v1)"]
    assert max(densities[name] for name, row in rows.items() if row["year"] <= 2015) == googlenet
    assert googlenet == pytest.approx(10.5, abs=0.05)
    assert densities["VGG-16"] == pytest.approx(0.52, abs=0.005)
    assert googlenet / densities["AlexNet (SuperVision)"] == pytest.approx(10, abs=1)
    assert googlenet / densities["VGG-16"] == pytest.approx(20, abs=1)
    assert densities["SqueezeNet 1.1"] == pytest.approx(47, abs=0.5)
    assert densities["MobileNet v1 x1.0"] == pytest.approx(17, abs=0.5)
    assert names["information_density"](0.1, 1) == pytest.approx(100_000)


def test_the_model_answer_fits_the_table(rows: dict[str, dict[str, Any]]) -> None:
    fitting = {name for name, row in rows.items() if 4 * row["params_millions"] <= 20}
    assert fitting == {"SqueezeNet 1.0", "SqueezeNet 1.1", "MobileNet v1 x1.0"}
    mobilenet = rows["MobileNet v1 x1.0"]
    assert round(4 * mobilenet["params_millions"]) == 17
    assert (round(mobilenet["gmacs"], 2), round(mobilenet["top1"], 1)) == (0.58, 73.6)
    assert mobilenet["top1"] - rows["SqueezeNet 1.1"]["top1"] == pytest.approx(15, abs=0.5)
    assert 4 * rows["GoogLeNet (Inception v1)"]["params_millions"] == pytest.approx(26.5, abs=0.05)


def test_figures_in_the_tables_of_the_text_are_those_of_the_course() -> None:
    text = (ROOT / "solutions" / "analysis" / "analysis.py").read_text(encoding="utf-8")
    printed = set(re.findall(r"\d{1,3}(?:,\d{3})+", text))
    for number in (*PARAMETERS.values(), *MACS.values(), *RESNETS.values(), 724_406_816, 19_632_062_464):
        if number not in (PARAMETERS["SqueezeNet 1.1"], PARAMETERS["ResNet-18"], MACS["SqueezeNet 1.1"]):
            assert f"{number:,}" in printed
