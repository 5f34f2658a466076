"""Draws a student's graph: the layers from top to bottom, arrows where tensors go.

The picture is an SVG on a card of its own, readable on light and dark pages; `outline` tells the same in words.
`judging.display` shows it with a verdict, `grading.graded` on feedback pages.
"""

import base64
import re
import textwrap
from collections.abc import Collection
from dataclasses import dataclass, replace
from graphlib import TopologicalSorter
from html import escape
from itertools import pairwise
from statistics import fmean

from autograder.networks.graph import Graph
from autograder.networks.labels import MAX_ARROWS
from autograder.networks.picture.boxes import Box, boxes_of, rows_of, uses_of

LOOK = "← look here"
MARGIN, GAP = 26.0, 26.0  # pixels, round the picture and between columns
UNBROKEN = re.compile(r"(?<=[a-z]) (?=-?\d)|(?<=[+·×→]) ")  # spaces that no line ends at
ROUNDS = 30  # in which columns settle
INK, GREY, ARROW, LOUD = "#1f2933", "#52606d", "#5f6c7b", "#c2410c"
COLOURS = {  # of a box and its border, by family
    "convolution": ("#e4edf8", "#3b6ea5"),
    "normalisation": ("#eeeff1", "#7b8794"),
    "activation": ("#e6f2ea", "#4d8b63"),
    "pooling": ("#efe9f7", "#7d63ab"),
    "dense": ("#dff1f2", "#2f7f86"),
    "join": ("#ffffff", INK),
    "block": ("#d6e3f3", "#2f5d8f"),
    "noise": ("#f6f2e8", "#93886c"),
    "other": ("#f6f2e8", "#93886c"),
    "end": ("#fdfcf9", "#7b8794"),
    "more": ("#fdfcf9", "#fdfcf9"),
}


@dataclass(slots=True)
class Column:
    """A branch of boxes, or a line that passes beside them, from one row down to another.

    Attributes:
        above: The columns that it comes from.
        passing: Whether it is a line.
        aside: Pixels kept free at its right side.
        x: Its middle.
    """

    top: int
    bottom: int
    above: list[int]
    passing: bool = False
    aside: float = 0
    x: float = 0


def picture(graph: Graph, marks: Collection[int] = ()) -> str:
    """An HTML fragment: a figure with the SVG as an image, and in words all that it shows. Arguments as for `svg`."""
    boxes = boxes_of(graph, marks)
    words = escape("The network that was built, from top to bottom. " + "; ".join(_lines(boxes)))
    source = f"data:image/svg+xml;base64,{base64.b64encode(_draw(boxes).encode()).decode()}"
    style = "max-width:100%;height:auto;border:0"  # formgrader frames pictures in red
    return f'<figure style="margin:.6em 0"><img alt="{words}" style="{style}" src="{source}" /></figure>'


def svg(graph: Graph, marks: Collection[int] = ()) -> str:
    """The picture as an SVG document that needs nothing else, of up to about 100 KB.

    Args:
        graph: The network. One whose shapes can't be inferred is drawn without them.
        marks: Positions of the nodes to draw attention to. What holds the first of them is not folded.
    """
    return _draw(boxes_of(graph, marks))


def outline(graph: Graph, marks: Collection[int] = ()) -> str:
    """The picture in words: a line a box, saying what enters unless it is the line above. Arguments as for `svg`."""
    return "\n".join(_lines(boxes_of(graph, marks)))


def _lines(boxes: list[Box]) -> list[str]:
    lines = []
    for at, box in enumerate(boxes):
        entering = " and ".join(str(parent + 1) for parent in box.parents[-MAX_ARROWS:])
        told = f"from {'… ' * (len(box.parents) > MAX_ARROWS)}{entering}" * (box.parents not in ((), (at - 1,)))
        lines.append(" · ".join(filter(None, [f"{at + 1:>3}  {box.label}", box.size, told, LOOK * box.marked])))
    return lines


def _columns(boxes: list[Box], row: dict[int, int]) -> tuple[list[Column], list[int], dict[tuple[int, int], int]]:
    """The columns of a picture; of each box its column; of each arrow the column by which it arrives."""
    uses = uses_of(boxes)
    columns: list[Column] = []
    own: list[int] = []
    lanes: dict[int, int] = {}
    arrives: dict[tuple[int, int], int] = {}
    for at, box in enumerate(boxes):
        for parent in box.parents:
            way = own[parent]
            if uses[parent] > 1 and row[at] - row[parent] > 1:
                way = lanes.setdefault(parent, len(columns))
                columns += [Column(row[parent] + 1, row[at] - 1, [own[parent]], True)] * (way == len(columns))
            columns[way].bottom = max(columns[way].bottom, row[at] - 1)
            arrives[parent, at] = way
        ways = [arrives[parent, at] for parent in box.parents]
        if len(ways) == 1 and uses[box.parents[0]] == 1:
            own.append(ways[0])
        else:
            own.append(len(columns))
            columns.append(Column(row[at], row[at], [way for way in ways if not columns[way].passing] or ways))
        columns[own[at]].bottom = row[at]
        columns[own[at]].aside = max(columns[own[at]].aside, 100 * box.marked)
    return columns, own, arrives


def _spread(columns: list[Column], width: float) -> None:
    """Place the columns: a branch amid what it comes from and goes to, a line close beside what it passes."""
    left_of: dict[int, set[int]] = {at: set() for at in range(len(columns))}
    place: dict[int, int] = {}
    for row in range(1 + max(column.bottom for column in columns)):
        keys = {}
        for at, column in enumerate(columns):
            if column.top <= row <= column.bottom:
                before = [place[way] for way in ([at] if at in place else column.above)]
                keys[at] = fmean(before) if before else len(columns), column.passing, at
        place = {at: number for number, at in enumerate(sorted(keys, key=keys.__getitem__))}
        for left, right in pairwise(place):
            left_of[right].add(left)
    order = list(TopologicalSorter(left_of).static_order())
    below: list[list[Column]] = [[] for _ in columns]
    for column in columns:
        for way in [] if column.passing else column.above:
            below[way].append(column)
    ties: list[list[tuple[list[Column], list[Column]]]] = []  # these are to be in the middle of those
    for column, after in zip(columns, below, strict=True):
        before = [columns[way] for way in column.above]
        siblings = below[column.above[0]] if len(before) == 1 and not column.passing else [column]
        partners = [columns[way] for way in after[0].above] if len(after) == 1 else [column]
        ties.append([(these, those) for these, those in ((siblings, before), (partners, after)) if those])
    for _ in range(ROUNDS):
        wishes = [[_middle(those) - _middle(these) for these, those in some] for some in ties]
        for at in order:
            column = columns[at]
            column.x += fmean(wishes[at] or [0]) / 2
            for left in (columns[other] for other in left_of[at]):
                room = width / 2 * (2 - left.passing - column.passing) + left.aside + GAP
                column.x = max(column.x, left.x + room)


def _middle(columns: list[Column]) -> float:
    return fmean(column.x for column in columns)


def _draw(boxes: list[Box]) -> str:
    boxes = [replace(box, parents=box.parents[-MAX_ARROWS:]) for box in boxes]
    rows = rows_of(boxes)
    across = 36 if max(map(len, rows)) < 3 else 24  # characters
    texts = [textwrap.wrap(UNBROKEN.sub("\xa0", box.label), across) for box in boxes]
    row = {at: number for number, some in enumerate(rows) for at in some}
    width = max(130, 28 + 7.6 * max(len(line) for lines in texts for line in lines))
    tall = [18 * len(lines) + 15 * bool(box.size) + 12 for lines, box in zip(texts, boxes, strict=True)]
    columns, own, arrives = _columns(boxes, row)
    _spread(columns, width)
    edge = min(column.x for column in columns) - width / 2 - MARGIN
    x = [column.x - edge for column in columns]

    # An arrow goes down; in the gap below a row it may go sideways, on a track that it shares with the arrows that come
    # from the same box or go to it.
    turns: dict[tuple[int, int], list[tuple[int, tuple[str, int], float, float]]] = {}
    tracks: list[dict[tuple[str, int], float]] = [{} for _ in rows]
    for (parent, at), way in arrives.items():
        end = ("to", at) if len(boxes[at].parents) > 1 else ("from", parent)
        both = (row[parent], ("from", parent), x[own[parent]], x[way]), (row[at] - 1, end, x[way], x[own[at]])
        turns[parent, at] = [turn for turn in both if abs(turn[2] - turn[3]) > 1]
        for gap, net, _, _ in turns[parent, at]:
            tracks[gap][net] = 0
    top, y = [], MARGIN
    for some, track in zip(rows, tracks, strict=True):
        top.append(y)
        y += max(tall[at] for at in some)
        for number, net in enumerate(sorted(track)):
            track[net] = y + 15 + 10 * number
        y += 26 + 10 * len(track)
    arrows, dots, shapes = [], {}, []
    for (parent, at), bends in turns.items():
        path = f"M{x[own[parent]]:.0f} {top[row[parent]] + tall[parent]:.0f}"
        for gap, net, start, stop in bends:
            level, turn = tracks[gap][net], min(7, abs(stop - start) / 2)
            side = turn if stop > start else -turn
            path += f"V{level - turn:.0f}Q{start:.0f} {level:.0f} {start + side:.0f} {level:.0f}"
            path += f"H{stop - side:.0f}Q{stop:.0f} {level:.0f} {stop:.0f} {level + turn:.0f}"
            if net[0] == "from":
                dots[parent] = f'<circle cx="{start:.0f}" cy="{level - turn:.0f}" r="3.2"/>'
        arrows.append(f'<path d="{path}V{top[row[at]] - 2:.0f}"/>')
    for at, box in enumerate(boxes):
        middle, start, (fill, border) = x[own[at]], top[row[at]], COLOURS[box.family]
        place = f'width="{width:.0f}" height="{tall[at]}" rx="{16 if box.family == "end" else 8}" fill="{fill}"'
        corner = middle - width / 2
        if box.operations > 1 and box.family != "more":
            shapes.append(f'<rect x="{corner + 3:.0f}" y="{start + 3:.0f}" {place} stroke="{border}"/>')
        look = f'stroke="{LOUD}" stroke-width="4"' if box.marked else f'stroke="{border}"'
        shapes.append(f'<rect x="{corner:.0f}" y="{start:.0f}" {place} {look}/>')
        for line in texts[at]:
            start += 18
            shapes.append(f'<text x="{middle:.0f}" y="{start + 2:.0f}">{escape(line)}</text>')
        if box.size:
            shapes.append(f'<text x="{middle:.0f}" y="{start + 18:.0f}" class="size">{escape(box.size)}</text>')
        if box.marked:
            side = f'x="{corner + width + 9:.0f}" y="{top[row[at]] + tall[at] / 2 + 5:.0f}"'
            shapes.append(f'<text {side} text-anchor="start" font-weight="700" fill="{LOUD}">{LOOK}</text>')
    right = max(
        place + column.aside + width / 2 * (not column.passing) for place, column in zip(x, columns, strict=True)
    )
    wide, high = round(right + MARGIN), round(y - 26 + MARGIN)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" '
        f'height="{high}" role="img" font-size="13" '
        "font-family=\"system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif\">"
        f"<title>The network, {sum(box.operations for box in boxes):,} operations</title>"
        f"<style>.size{{font-size:11.5px;fill:{GREY}}}</style>"
        f'<defs><marker id="head" viewBox="0 0 10 10" refX="8" refY="5" markerWidth="8" markerHeight="8" '
        f'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 1 10 5 0 9z" fill="{ARROW}"/></marker></defs>'
        f'<rect x="1" y="1" width="{wide - 2}" height="{high - 2}" rx="14" fill="#fdfcf9" stroke="#d8d4ca"/>'
        f'<g fill="none" stroke="{ARROW}" stroke-width="1.6" marker-end="url(#head)">{"".join(arrows)}</g>'
        f'<g fill="{ARROW}">{"".join(dots.values())}</g>'
        f'<g fill="{INK}" stroke-width="1.4" text-anchor="middle">{"".join(shapes)}</g></svg>'
    )
