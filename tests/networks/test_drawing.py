"""A picture shows what was built, says the same in words, and stays readable however large the network is."""

import base64
import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest

from autograder.judging.reference import OfficialReference
from autograder.networks.canonical import decode_graph
from autograder.networks.graph import MAX_NODES, Graph
from autograder.networks.picture.drawing import LOOK, outline, picture, svg
from autograder.schema.evidence import Built

SIZE_LIMIT = 100_000  # bytes of an SVG
CONV = {"filters": 64, "kernel_size": [3, 3], "strides": [1, 1], "padding": "same", "use_bias": False}


def graph_of(*nodes: tuple[Any, ...], shape: tuple[int, ...] = (8, 8, 64), outputs: tuple[int, ...] = ()) -> Graph:
    """A graph of an input, which is node 0, and (kind, inputs, settings, owner); the last two may be left out."""
    raw: list[dict[str, Any]] = [{"kind": "Input", "config": {"shape": [None, *shape]}, "args": [], "kwargs": {}}]
    for at, (kind, inputs, *rest) in enumerate(nodes):
        config, owner = (*rest, *({}, at)[len(rest) :])
        refs = [{"ref": list(ref) if isinstance(ref, tuple) else [ref, 0]} for ref in inputs]
        raw.append({"kind": kind, "config": config, "args": refs if len(refs) < 2 else [refs], "kwargs": {}})
        raw[-1]["owner"] = owner
    raw[0]["owner"] = -1
    return decode_graph({"nodes": raw, "outputs": [[at, 0] for at in outputs or (len(nodes),)]})


@pytest.fixture
def recorded(official: OfficialReference) -> Callable[[str, str], Graph]:
    def read(question: str, case: str) -> Graph:
        observation = official.evidence[question].observations[case]
        assert isinstance(observation, Built)
        return decode_graph(observation.graph)

    return read


def texts(document: str) -> list[str]:
    found = ElementTree.fromstring(document).iter("{http://www.w3.org/2000/svg}text")
    return [(element.text or "").replace("\xa0", " ") for element in found]


def test_outline_tells_layers_settings_shapes_and_what_enters(recorded) -> None:
    assert outline(recorded("projection_block", "printed")).split("\n") == [
        "  1  Input · 56×56×64",
        "  2  Conv2D 3×3, 128, stride 2 · 28×28×128",
        "  3  BatchNormalization · 28×28×128",
        "  4  ReLU · 28×28×128",
        "  5  Conv2D 3×3, 128 · 28×28×128",
        "  6  BatchNormalization · 28×28×128",
        "  7  Conv2D 1×1, 128, stride 2 · 28×28×128 · from 1",
        "  8  BatchNormalization · 28×28×128",
        "  9  Add · 28×28×128 · from 6 and 8",
        " 10  ReLU · 28×28×128",
        " 11  Output",
    ]


LABELS: dict[str, tuple[str, dict[str, Any], str]] = {
    "bias": ("Conv2D", CONV | {"use_bias": True}, "Conv2D 3×3, 64 + bias"),
    "no padding": ("Conv2D", CONV | {"padding": "valid", "strides": [2, 2]}, "Conv2D 3×3, 64, stride 2, valid"),
    "one pixel": ("Conv2D", CONV | {"padding": "valid", "kernel_size": [1, 1]}, "Conv2D 1×1, 64"),
    "dilation, groups": (
        "Conv2D",
        CONV | {"dilation_rate": [2, 2], "groups": 4},
        "Conv2D 3×3, 64, dilation 2, groups 4",
    ),
    "frozen": ("BatchNormalization", {"axis": -1, "trainable": False}, "BatchNormalization, frozen"),
    "axis": ("BatchNormalization", {"axis": 1}, "BatchNormalization, axis=1"),
    "no offset": ("BatchNormalization", {"axis": 3, "center": False}, "BatchNormalization, center=False"),
    "pooling": (
        "MaxPooling2D",
        {"pool_size": [3, 3], "strides": [2, 2], "padding": "valid"},
        "MaxPooling2D 3×3, stride 2, valid",
    ),
    "dense": ("Dense", {"units": 10, "use_bias": True}, "Dense 10"),
    "dense without bias": ("Dense", {"units": 10, "use_bias": False}, "Dense 10 without bias"),
    "rate": ("Dropout", {"rate": 0.5}, "Dropout 0.5"),
    "capped": ("ReLU", {"max_value": 6.0, "negative_slope": 0.0, "threshold": 0.0}, "ReLU, max_value=6"),
    "operation": ("ops.mean", {"axis": [1, 2], "keepdims": False}, "ops.mean, axis=(1, 2)"),
    "last axis of an operation": ("ops.mean", {"axis": -1, "keepdims": False}, "ops.mean, axis=-1"),
}


@pytest.mark.parametrize(("kind", "config", "label"), LABELS.values(), ids=LABELS)
def test_label_says_what_is_unusual(kind: str, config: dict[str, Any], label: str) -> None:
    graph = graph_of((kind, [0], config))
    assert outline(graph).split("\n")[1].startswith(f"  2  {label} · ")
    assert label in " ".join(texts(svg(graph)))


def test_symmetric_padding_constants_and_the_students_training_are_told() -> None:
    pad = {"padding": [[1, 1], [1, 1]], "data_format": "channels_last"}
    strided = CONV | {"strides": [2, 2], "padding": "valid"}
    assert "Conv2D 3×3, 64, stride 2, padding 1" in outline(
        graph_of(("ZeroPadding2D", [0], pad), ("Conv2D", [1], strided))
    )
    call = {
        "kind": "BatchNormalization",
        "config": {},
        "args": [{"ref": [0, 0]}],
        "kwargs": {"training": False},
        "owner": 0,
    }
    part = {"slice": [1, None, None]}
    cut = {
        "kind": "ops.get_item",
        "config": {},
        "args": [{"ref": [1, 0]}, [{"ellipsis": True}, part]],
        "kwargs": {},
        "owner": 0,
    }
    source = {"kind": "Input", "config": {"shape": [None, 8]}, "args": [], "kwargs": {}, "owner": -1}
    told = outline(decode_graph({"nodes": [source, call, cut], "outputs": [[2, 0]]}))
    assert "BatchNormalization(x, training=False)" in told
    assert "ops.get_item(x, (…, 1:))" in told


def test_shared_layer_has_a_letter_at_each_call() -> None:
    dense = {"units": 64, "use_bias": True}
    graph = graph_of(("Dense", [0], dense, 4), ("ReLU", [1]), ("Dense", [2], dense, 4), ("Dense", [3], dense, 5))
    assert [line for line in outline(graph).split("\n") if "Dense" in line] == [
        "  2  Dense 64, shared A · 8×8×64",
        "  4  Dense 64, shared A · 8×8×64",
        "  5  Dense 64 · 8×8×64",
    ]


def test_tensor_added_to_itself_is_told() -> None:
    assert "Add, the same input twice" in outline(graph_of(("ReLU", [0]), ("Add", [1, 1])))


def test_mark_is_told_in_words_once(recorded) -> None:
    graph = recorded("identity_block", "printed")
    assert [line for line in outline(graph, [3]).split("\n") if LOOK in line] == [f"  4  ReLU · 56×56×64 · {LOOK}"]
    assert texts(svg(graph, [3])).count(LOOK) == 1
    assert LOOK in picture(graph, [3])
    assert LOOK not in outline(graph) + svg(graph) + picture(graph)


def test_picture_is_an_image_that_says_all_it_shows(recorded) -> None:
    graph = recorded("bottleneck_block", "printed")
    figure = ElementTree.fromstring(picture(graph, [2]))
    assert figure.tag == "figure"
    image = figure[0]
    kind, data = image.attrib["src"].split(",")
    assert kind == "data:image/svg+xml;base64"
    assert base64.b64decode(data).decode() == svg(graph, [2])
    assert all(line.strip() in image.attrib["alt"] for line in outline(graph, [2]).split("\n"))


def test_students_text_is_only_text() -> None:
    harm = '"><script>alert(1)</script>&x;\x1b[31m\ud800\x00\ufffe'
    graph = graph_of(("UpSampling2D", [0], {"size": [2, 2], "interpolation": harm}))
    document = svg(graph)
    assert "<script" in "".join(texts(document))
    for text in (document, base64.b64decode(picture(graph).split("base64,")[1].split('"')[0]).decode(), picture(graph)):
        assert "<script" not in text and "\x1b" not in text
    assert "\x1b" not in outline(graph)
    assert "<script" in ElementTree.fromstring(picture(graph))[0].attrib["alt"], "the report reads it as XML"


def test_shortcut_passes_beside_the_boxes(recorded) -> None:
    for case in ("identity", "printed"):
        root = ElementTree.fromstring(svg(recorded("bottleneck_block", case)))
        boxes = [
            [float(box.attrib[name]) for name in ("x", "y", "width", "height")]
            for box in root.iter("{http://www.w3.org/2000/svg}rect")
        ][1:]
        paths = [path.attrib["d"] for path in root.iter("{http://www.w3.org/2000/svg}path")][1:]
        assert len(paths) == len(boxes)  # one into each box but the input, two into the addition
        for path in paths:
            across, last = [float(number) for number in re.match(r"M(\S+) (\S+?)V", path).groups()]
            for command, numbers in re.findall(r"([VHQ])([^VHQ]*)", path):
                *_, first, second = [*map(float, numbers.split())] if command == "Q" else [across, float(numbers)]
                if command == "V":
                    inside = [
                        (x, y)
                        for x, y, width, height in boxes
                        if x < across < x + width and last < y and y + height < second
                    ]
                    assert not inside
                across, last = (second, last) if command == "H" else (first, second)


def test_resnet_152_folds_into_its_stages(recorded) -> None:
    assert outline(recorded("resnet", "depth_152")).split("\n") == [
        "  1  Input · 224×224×3",
        "  2  Conv2D 7×7, 64, stride 2 · BN · ReLU · 112×112×64",
        "  3  MaxPooling2D 3×3, stride 2 · 56×56×64",
        "  4  Residual block: 3 + 1 convolutions, 64 → 256 · 56×56×256",
        "  5  2 × Residual block: 3 convolutions · 56×56×256",
        "  6  Residual block: 3 + 1 convolutions, 256 → 512, stride 2 · 28×28×512",
        "  7  7 × Residual block: 3 convolutions · 28×28×512",
        "  8  Residual block: 3 + 1 convolutions, 512 → 1024, stride 2 · 14×14×1024",
        "  9  35 × Residual block: 3 convolutions · 14×14×1024",
        " 10  Residual block: 3 + 1 convolutions, 1024 → 2048, stride 2 · 7×7×2048",
        " 11  2 × Residual block: 3 convolutions · 7×7×2048",
        " 12  GlobalAveragePooling2D · 2048",
        " 13  Dense 1000 · Softmax · 1000",
        " 14  Output",
    ]


def test_first_marked_block_is_unfolded_and_the_others_are_marked(recorded) -> None:
    graph = recorded("resnet", "depth_34")
    joins = [at for at, node in enumerate(graph.nodes) if node.kind == "add"]
    told = outline(graph, joins[4:6]).split("\n")
    assert [line[5:] for line in told if LOOK in line] == [
        f"Add · 28×28×128 · from 5 and 10 · {LOOK}",
        f"Residual block: 2 convolutions · 28×28×128 · {LOOK}",
    ]
    assert sum("BatchNormalization" in line for line in told) == 2


INPUT = {"kind": "Input", "config": {"shape": [None, 3]}, "args": [], "kwargs": {}, "owner": -1}
SPLIT = {"indices_or_sections": 4, "axis": -1}
ODD: dict[str, Callable[[], Graph]] = {
    "nothing but an input": lambda: graph_of(outputs=(0,)),
    "an input that nothing uses": lambda: decode_graph({"nodes": [INPUT, INPUT], "outputs": [[0, 0]]}),
    "two inputs": lambda: decode_graph({"nodes": [INPUT, INPUT, ADD], "outputs": [[2, 0], [1, 0], [2, 0]]}),
    "several tensors of one operation": lambda: graph_of(
        ("ops.split", [0], SPLIT), *(("ReLU", [(1, at)]) for at in range(4)), ("Add", [2, 3, 4, 5])
    ),
    "crossed": lambda: graph_of(("ReLU", [0]), *(("Add", [at // 2, at]) for at in range(1, 30)), outputs=(30, 17, 3)),
    "features": lambda: graph_of(("Dense", [0], {"units": 5, "use_bias": True}), shape=(7,)),
    "a layer that refuses its input": lambda: graph_of(("Conv2D", [0], CONV), shape=(7,)),
    "an output that is not there": lambda: decode_graph({"nodes": [INPUT], "outputs": [[0, 3]]}),
    "deep": lambda: graph_of(*(("ReLU", [at]) for at in range(MAX_NODES - 1))),
    "wide": lambda: graph_of(*(("ReLU", [0]) for _ in range(2000)), ("Add", list(range(1, 2001)))),
    "entangled": lambda: graph_of(("ReLU", [0]), *(("Add", list(range(at + 1))) for at in range(1, 198))),
    "long ways round": lambda: graph_of(
        *(("ReLU", [at]) for at in range(2900)), *(("Add", [at + 2900, 2900 - at]) for at in range(2900))
    ),
}
ADD = {"kind": "Add", "config": {}, "args": [[{"ref": [0, 0]}, {"ref": [1, 0]}]], "kwargs": {}, "owner": 1}


@pytest.fixture(scope="module", params=ODD.values(), ids=ODD)
def odd(request: pytest.FixtureRequest) -> Graph:
    return request.param()


@pytest.mark.parametrize("every", [0, 1, 100], ids=["no marks", "all marked", "some marked"])
def test_any_graph_is_drawn_in_reasonable_size(odd: Graph, every: int) -> None:
    marks = range(0, len(odd.nodes), every) if every else ()
    document, told = svg(odd, marks), outline(odd, marks)
    ElementTree.fromstring(document)
    assert len(document.encode()) < SIZE_LIMIT
    assert len(told.split("\n")) < 100
    assert (LOOK in told, LOOK in document) == (bool(every), bool(every))
    assert "Output" in told
