"""Divides a graph into the boxes of its picture: one per operation, with what is unusual about it as its label.

Large networks are folded: a block becomes one box, equal boxes in a row become one, a middle too large is left out.
`drawing` draws the boxes.
"""

from collections import Counter
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import accumulate, groupby, pairwise
from typing import Any

from autograder.errors import BadEvidence
from autograder.networks.graph import Graph
from autograder.networks.labels import NAMES, label_of
from autograder.networks.layers import MERGE
from autograder.networks.size import anatomy
from autograder.schema.vocabulary import NOISY, WEIGHTED

FOLDED_FROM = 40  # operations
MAX_BLOCK = 40  # operations that are folded into one box
MAX_BOXES = 60
MAX_SHAPED = 2000  # tensors that enter operations: inferring the shapes of more takes long
MAX_ROW = 6  # boxes side by side
ACTIVATIONS = frozenset(
    "elu gelu hardsigmoid hardsilu leakyrelu logsigmoid logsoftmax mish prelu relu relu6 selu sigmoid silu softmax "
    "softplus softsign tanh".split()
)


@dataclass(frozen=True, slots=True)
class Box:
    """What is drawn as one: an operation, a block, equal ones in a row, or what is left out.

    Attributes:
        label: What it is and what is unusual about it.
        family: A key of `COLOURS`.
        shapes: Of the tensors that come out, with the batch axis; empty if unknown.
        parents: The boxes whose tensors enter, by position, in ascending order; all come before this one.
        key: Equal for boxes that compute alike.
        marked: Whether to draw attention to it.
        operations: How many it stands for.
    """

    label: str
    family: str
    shapes: tuple[tuple[int | None, ...], ...]
    parents: tuple[int, ...]
    key: Any
    marked: bool = False
    operations: int = 1

    @property
    def size(self) -> str:
        """The shapes without the batch axis: "56×56×64"."""
        sides = [shape[1:] if shape[:1] == (None,) else shape for shape in self.shapes[:3]]
        texts = ["×".join("?" if side is None else str(side) for side in shape[:6]) for shape in sides]
        return " + ".join(texts) + " + …" * (len(self.shapes) > 3)


def boxes_of(graph: Graph, marks: Collection[int]) -> list[Box]:
    """What to draw, in topological order."""
    tensors: Any = [()] * len(graph.nodes)
    if sum(len(node.inputs) for node in graph.nodes) <= MAX_SHAPED:
        with suppress(BadEvidence):
            tensors = anatomy(graph).tensors
    calls = Counter(node.owner for node in graph.nodes if node.kind in WEIGHTED and node.owner >= 0)
    shared = [owner for owner, count in calls.items() if count > 1]
    letters = {owner: chr(ord("A") + at) if at < 26 else str(at + 1) for at, owner in enumerate(shared)}
    boxes, marked = [], set(marks)
    for at, node in enumerate(graph.nodes):
        parents = tuple(sorted({ref.node for ref in node.inputs}))
        label, shapes = (
            label_of(node, letters.get(node.owner, "")),
            tuple(tuple(tensor.shape) for tensor in tensors[at]),
        )
        boxes.append(Box(label, _family(node.kind, len(parents)), shapes, parents, label, at in marked))
    for at, ref in enumerate(graph.outputs, start=1):
        label = f"Output {at}" if len(graph.outputs) > 1 else "Output"
        boxes.append(Box(label, "end", (), (ref.node,), label, operations=0))
    if len(graph.nodes) > FOLDED_FROM:
        boxes = _merged(boxes, _groups(boxes), _fold)
        boxes = _merged(boxes, _runs(boxes), _repeat)
    boxes = _merged(boxes, _narrow(boxes), _left_out)
    return _merged(boxes, _short(boxes), _left_out)


def _family(kind: str, inputs: int) -> str:
    name = kind.removeprefix("ops.").replace("_", "")
    if kind in MERGE or kind == "add" or inputs > 1:
        return "join"
    if name.lower() in ACTIVATIONS:
        return "activation"
    parts = {"Conv": "convolution", "Normal": "normalisation", "ool": "pooling", "Dense": "dense", "Input": "end"}
    return "noise" if kind in NOISY else next((parts[part] for part in parts if part in name), "other")


def _merged(boxes: list[Box], parts: list[list[int]], describe: Callable[[list[Box], list[int]], Box]) -> list[Box]:
    """Each part, positions of boxes, as one box. The parts come in topological order."""
    if len(parts) == len(boxes):
        return boxes
    new = {old: at for at, part in enumerate(parts) for old in part}
    made = []
    for at, part in enumerate(parts):
        parents = {new[parent] for old in part for parent in boxes[old].parents} - {at}
        box = boxes[part[0]] if len(part) == 1 else describe(boxes, part)
        marked, operations = any(boxes[old].marked for old in part), sum(boxes[old].operations for old in part)
        made.append(replace(box, parents=tuple(sorted(parents)), marked=marked, operations=operations))
    return made


def uses_of(boxes: list[Box]) -> Counter[int]:
    """How many boxes use what comes out of each."""
    return Counter(parent for box in boxes for parent in box.parents)


def _groups(boxes: list[Box]) -> list[list[int]]:
    """Blocks, and layers with their normalisation and activation; the first that holds a mark is left unfolded."""
    uses, taken, groups = uses_of(boxes), set(), []
    child = {parent: at for at, box in enumerate(boxes) for parent in box.parents}

    def add(part: list[int], followers: tuple[str, ...], least: int) -> None:
        while uses[part[-1]] == 1 and boxes[child[part[-1]]].family in followers:
            part.append(child[part[-1]])
        if len(part) >= least:
            groups.append(part)
            taken.update(part)

    for join in reversed(range(len(boxes))):
        if join not in taken and (part := _block(boxes, uses, join)):
            add(part, ("activation",), 3)
    for start, box in enumerate(boxes):
        if start not in taken and box.family in ("convolution", "dense"):
            add([start], ("normalisation", "activation", "noise"), 2)
    groups.sort(key=max)
    unfolded = next((part for part in groups if any(boxes[at].marked for at in part)), [])
    alone = [[at] for at in {*range(len(boxes))} - taken | set(unfolded)]
    return sorted([part for part in groups if part is not unfolded] + alone, key=max)


def _block(boxes: list[Box], uses: Counter[int], join: int) -> list[int]:
    """A join and all between it and the one box it comes from, unless it comes from several or other boxes use that."""
    inside, frontier = [join], set(boxes[join].parents)
    if len(frontier) < 2:
        return []
    used = dict.fromkeys(frontier, 1)
    while 1 < len(frontier) <= MAX_BLOCK and len(inside) < MAX_BLOCK:
        last = max(frontier)
        if used[last] < uses[last] or not boxes[last].parents:
            break
        frontier.remove(last)
        inside.append(last)
        for parent in boxes[last].parents:
            frontier.add(parent)
            used[parent] = used.get(parent, 0) + 1
    return inside[::-1] if len(frontier) == 1 else []


def _fold(boxes: list[Box], part: list[int]) -> Box:
    """A group as one box: "Conv2D 3×3, 64 · BN · ReLU" or "Residual block: 2 + 1 convolutions, 64 → 128, stride 2"."""
    last, local = boxes[part[-1]], {old: at for at, old in enumerate(part)}
    key = tuple((boxes[at].label, tuple(local.get(parent, -1) for parent in boxes[at].parents)) for at in part)
    joins = [boxes[at] for at in part if len(boxes[at].parents) > 1]
    if not joins:
        label = " · ".join(boxes[at].label.replace("BatchNormalization", "BN") for at in part)
        return replace(last, label=label, family=boxes[part[0]].family, key=key)
    depth: dict[int, int] = {}  # convolutions on the longest way to a box
    for at in part:
        before = max(depth.get(parent, 0) for parent in boxes[at].parents)
        depth[at] = before + (boxes[at].family == "convolution")
    total, longest = sum(boxes[at].family == "convolution" for at in part), depth[part[-1]]
    residual = joins[-1].label == NAMES["add"]
    label = "Residual block: " if residual else f"Block of {len(joins[-1].parents)} branches: "
    label += f"{longest} + {total - longest}" if residual and longest < total else str(total or len(part))
    label += f" {'convolution' if total else 'operation'}{'s' * (total != 1)}"
    entry = boxes[min(parent for at in part for parent in boxes[at].parents)].shapes
    if [len(shape) for shape in (*entry, *last.shapes)] == [4, 4]:
        (_, side, _, channels), (_, new_side, _, new_channels) = entry[0], last.shapes[0]
        label += f", {channels} → {new_channels}" if channels != new_channels else ""
        label += f", stride {round(side / new_side)}" if side and new_side and side > new_side else ""
    return replace(last, label=label, family="block", key=(label, key))


def _runs(boxes: list[Box]) -> list[list[int]]:
    """Boxes that compute alike one after the other, together."""
    uses, parts = uses_of(boxes), [[0]]
    for at, (before, box) in enumerate(pairwise(boxes), start=1):
        alike = (box.key, box.marked) == (before.key, before.marked)
        if alike and box.parents == (at - 1,) and uses[at - 1] == 1:
            parts[-1].append(at)
        else:
            parts.append([at])
    return parts


def _repeat(boxes: list[Box], part: list[int]) -> Box:
    return replace(boxes[part[-1]], label=f"{len(part):,} × {boxes[part[0]].label}")


def rows_of(boxes: list[Box]) -> list[list[int]]:
    """Positions of boxes by row: one below the lowest box that it follows, an input directly above what uses it."""
    number: list[int] = []
    above: dict[int, int] = {}
    for box in boxes:
        number.append(1 + max((number[parent] for parent in box.parents), default=-1))
        above |= {parent: min(number[-1] - 1, above.get(parent, len(boxes))) for parent in box.parents}
    rows: list[list[int]] = [[] for _ in range(max(number) + 1)]
    for at, box in enumerate(boxes):
        rows[number[at] if box.parents else above.get(at, 0)].append(at)
    return rows


def _narrow(boxes: list[Box]) -> list[list[int]]:
    """No more than `MAX_ROW` boxes side by side: the first, the last and one that is marked."""
    rows = rows_of(boxes)
    if max(map(len, rows)) <= MAX_ROW:
        return [[at] for at in range(len(boxes))]
    parts = []
    for row in rows:
        shown = {*row[:3], *[at for at in row if boxes[at].marked][:1], row[-1]} if len(row) > MAX_ROW else set(row)
        hidden = [at for at in row if at not in shown]
        parts += [*([at] for at in row if at in shown), *([hidden] if hidden else [])]
    return parts


def _short(boxes: list[Box]) -> list[list[int]]:
    """No more than about `MAX_BOXES`: the first rows, the last, and those around a mark."""
    if len(boxes) <= MAX_BOXES:
        return [[at] for at in range(len(boxes))]
    rows = rows_of(boxes)
    marked = next((number for number, row in enumerate(rows) if any(boxes[at].marked for at in row)), 0)
    shown = [
        min(end, len(boxes) - end + len(row)) <= MAX_BOXES * 0.45 or abs(number - marked) < 3
        for number, (row, end) in enumerate(zip(rows, accumulate(map(len, rows)), strict=True))
    ]
    parts = []
    for seen, some in groupby(zip(shown, rows, strict=True), key=lambda pair: pair[0]):
        found = [at for _, row in some for at in row]
        parts += [[at] for at in found] if seen else [found]
    return parts


def _left_out(boxes: list[Box], part: list[int]) -> Box:
    return Box(f"… {sum(boxes[at].operations for at in part):,} more …", "more", (), (), None)
