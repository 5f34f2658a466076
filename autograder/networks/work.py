"""Counts what an operation takes when it is run: multiplications, and room beside what it reads and puts out.

What a window or an enlargement is told by an argument counts as what a setting does. `size` adds it up.
"""

import math
from collections.abc import Sequence
from typing import Any

from autograder.networks.graph import Node
from autograder.schema.vocabulary import LINEAR

Shape = tuple[int, ...]
A_NUMBER = 8  # multiplications that take as long as reading or writing a number that is not multiplied
ENLARGING = {"nearest": A_NUMBER, "bilinear": 4 * A_NUMBER}
OTHERWISE = 40 * A_NUMBER  # per number of any other enlargement
POOLS = ("max_pool", "average_pool")
CUTS = ("ops.get_item", "ops.split", "ops.take", "ops.unstack")  # what reads no more than it puts out


def work_of(node: Node, layer: Any, entering: Sequence[Shape], leaving: Sequence[Shape]) -> int:
    """About how many multiplications a node takes.

    Args:
        node: The node.
        layer: The layer made for it, built; None for functions.
        entering: Shapes of what enters, without open sides.
        leaving: And of what comes out.
    """
    if node.kind == "Input":
        return 0
    made, read = (sum(map(math.prod, shapes)) for shapes in (leaving, entering))
    if node.kind == "EinsumDense":
        return _einsum(layer.equation.replace(" ", ""), entering[0], tuple(layer.weights[0].shape))
    if node.kind in LINEAR or node.kind in ("DepthwiseConv2D", "SeparableConv2D"):
        kernels = [tuple(weight.shape) for weight in layer.weights if len(weight.shape) > 1]
        channels = math.prod(kernels[-1][-2:]) if node.kind == "DepthwiseConv2D" else kernels[-1][-1]
        places = (read if node.kind == "Conv2DTranspose" else made) // max(channels, 1)
        return places * sum(map(math.prod, kernels))
    if node.kind == "Dot":
        axes = node.config.get("axes")
        return made * entering[0][axes[0] if isinstance(axes, list) else axes or 0]
    if node.kind == "UpSampling2D":
        return made * ENLARGING.get(node.config.get("interpolation", "nearest"), OTHERWISE)
    if node.kind.removeprefix("ops.") in POOLS or "pool_size" in node.config:
        return made * max(A_NUMBER, math.prod(_sides(argument_of(node, 1, "pool_size"))))
    return A_NUMBER * (made if node.kind in CUTS else max(made, read))


def room_of(node: Node, entering: Sequence[Shape], leaving: Sequence[Shape]) -> int:
    """How many numbers an operation holds besides: those of an image with the padding that is put around it first."""
    padding, dilation = node.config.get("padding"), _sides(node.config.get("dilation_rate", 1))
    if len(entering) != 1 or len(entering[0]) != 4:
        return 0
    batch, height, width, channels = entering[0]
    if isinstance(padding, list) and node.kind != "ZeroPadding2D":
        around = [sum(_sides(side)) for side in padding]
    elif padding == "same" and (node.kind == "AveragePooling2D" or max(dilation) > 1):
        window = _sides(node.config.get("pool_size", node.config.get("kernel_size")))
        around = [size * rate for size, rate in zip(window, dilation, strict=True)]
    else:
        return 0
    return batch * (height + around[0]) * (width + around[1]) * channels


def argument_of(node: Node, position: int, name: str) -> Any:
    """A setting of a function, whichever way it is given; an argument by name counts first, as where it is run."""
    return node.kwargs.get(name, node.args[position] if len(node.args) > position else node.config.get(name))


def _sides(value: Any) -> list[int]:
    sides = list(value) if isinstance(value, (list, tuple)) else [value, value]
    return [side if isinstance(side, int) else 1 for side in sides]


def _einsum(equation: str, entering: Shape, kernel: Shape) -> int:
    """The products that an equation adds up: one for all that its letters, and the axes it does not name, run over."""
    source, _, weights = equation.partition("->")[0].partition(",")
    before, _, after = source.partition("...")
    named = dict(zip(before, entering, strict=False))
    named |= dict(zip(reversed(after), reversed(entering), strict=False))
    every = named | dict(zip(weights.replace("...", ""), kernel, strict=False))
    return math.prod(every.values()) * math.prod(entering) // max(1, math.prod(named.values()))
