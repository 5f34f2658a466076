"""A matplotlib figure in, what it shows out: the numbers and words that a reader sees, as plain data."""

import sys
from typing import Any

import numpy as np


def describe_figure(value: Any) -> Any:
    """Describe a matplotlib Figure (or the figure of an Axes); any other value is returned as it is.

    Returns:
        `{"figure": [axes, ...]}`, each axes a dict with title, labels, scales, and the data of its lines `(n, 2)`,
        bars (position, height, width), points (x, y, area) and texts.
    """
    if "matplotlib.figure" not in sys.modules:
        return value
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    if isinstance(value, Axes):
        value = value.figure
    return {"figure": [_axes(axes) for axes in value.axes]} if isinstance(value, Figure) else value


def _axes(axes: Any) -> dict[str, Any]:
    bars = [[patch.get_x(), patch.get_height(), patch.get_width()] for box in axes.containers for patch in box.patches]
    points = []
    for cloud in axes.collections:
        offsets = np.asarray(cloud.get_offsets(), dtype=float)
        sizes = np.resize(np.asarray(getattr(cloud, "get_sizes", lambda: [0.0])(), dtype=float), len(offsets))
        points.extend([*map(float, offset), float(size)] for offset, size in zip(offsets, sizes, strict=True))
    return {
        "title": axes.get_title(),
        "x_label": axes.get_xlabel(),
        "y_label": axes.get_ylabel(),
        "x_scale": axes.get_xscale(),
        "y_scale": axes.get_yscale(),
        "lines": [np.asarray(line.get_xydata(), dtype=float) for line in axes.lines],
        "bars": np.asarray(bars, dtype=float).reshape(-1, 3),
        "points": np.asarray(points, dtype=float).reshape(-1, 3),
        "texts": [text.get_text() for text in axes.texts]
        + [label.get_text() for label in (*axes.get_xticklabels(), *axes.get_yticklabels())],
    }
