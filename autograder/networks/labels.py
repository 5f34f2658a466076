"""Names an operation of a graph in a few words: "Conv2D 3×3, 64, stride 2 + bias".

Pictures and the sentences of `mistakes.single_difference` call operations so.
"""

from typing import Any

from autograder.networks.graph import Node, Ref, leaves
from autograder.schema.vocabulary import LAYERS
from autograder.text import clean

MAX_LABEL = 84  # characters
MAX_ARROWS = 8  # into one box
NAMES = {"relu": "ReLU", "add": "Add", "pad": "ZeroPadding2D", "softmax": "Softmax"}
SIZES = ("kernel_size", "pool_size", "size", "filters", "units", "rate", "target_shape", "dims")  # need no name
WORDS = {"strides": "stride", "dilation_rate": "dilation", "groups": "groups", "padding": "padding"}
USUAL: dict[str, tuple[Any, ...]] = {  # settings of layers that go without saying
    "strides": (1, [1], [1, 1]),
    "dilation_rate": (1, [1], [1, 1]),
    "padding": ("same",),
    "data_format": ("channels_last",),
    "axis": (-1, 3, [-1], [3]),
    **dict.fromkeys(("groups", "depth_multiplier"), (1,)),
    **dict.fromkeys(("center", "scale", "trainable"), (True,)),
    **dict.fromkeys(("keepdims", "normalize", "negative_slope", "threshold", "offset"), (0,)),
    "interpolation": ("nearest",),
}
USUAL_OF_OPS = {key: values for key, values in USUAL.items() if key != "axis"}


def label_of(node: Node, letter: str = "") -> str:
    """An operation and its settings that are not as usual: "Conv2D 3×3, 64, stride 2 + bias"."""
    usual = USUAL if node.kind in LAYERS else USUAL_OF_OPS
    config = {key: value for key, value in node.config.items() if value not in (None, *usual.get(key, ()))}
    sizes = [config.pop(key) for key in SIZES if key in config]
    words = ["×".join(map(_spell, size[:6])) if isinstance(size, list) else _spell(size) for size in sizes]
    pixel = words[:1] in (["1"], ["1×1"])  # a window of one pixel needs no padding
    label = NAMES.get(node.kind, node.kind)
    if len(node.inputs) < len(leaves([node.args, node.kwargs])):
        named = (f"{key}={_spell(value)}" for key, value in node.kwargs.items())
        label += f"({', '.join([*map(_spell, node.args), *named])})"
    if words:
        label += f" {', '.join(words)}"
    for key in sorted(config.keys() - {"shape", "use_bias"}, key=lambda key: (key != "strides", key)):
        value = _spell(config[key], key in WORDS)
        if key == "trainable":
            label += ", frozen"
        elif key == "padding" and value == "valid":
            label += "" if pixel else ", valid"
        else:
            label += f", {WORDS[key]} {value}" if key in WORDS else f", {key}={value}"
    if "use_bias" in config and config["use_bias"] != (node.kind == "Dense"):
        label += " + bias" if config["use_bias"] else " without bias"
    if letter:
        label += f", shared {letter}"
    if len({*node.inputs}) < len(node.inputs):
        label += ", the same input twice"
    if len(node.inputs) > MAX_ARROWS:
        label += f", {len(node.inputs):,} inputs"
    label = clean(" ".join(label.split()))
    return label if len(label) <= MAX_LABEL else label[: MAX_LABEL - 1] + "…"


def _spell(value: Any, sides: bool = False) -> str:
    """A setting or an argument in a few characters; of `sides` that are equal, one."""
    if isinstance(value, dict) and "slice" in value:
        return ":".join("" if side is None else str(side) for side in value["slice"]).removesuffix(":")
    if isinstance(value, dict):
        return "…" if "ellipsis" in value else "an array"
    if isinstance(value, (list, tuple)):
        words = [_spell(item, sides) for item in value[:6]]
        if len(value) > 6:
            words.append("…")
        return words[0] if sides and len(value) == 2 and words[0] == words[1] else f"({', '.join(words)})"
    return "x" if isinstance(value, Ref) else f"{value:g}" if type(value) is float else str(value)
