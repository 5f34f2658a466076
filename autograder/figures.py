"""A matplotlib figure in, what it shows out: the numbers and words that a reader sees, as plain data."""

import re
import sys
from typing import Any

import numpy as np

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
WRITTEN = ("FixedFormatter", "FuncFormatter", "StrCategoryFormatter")  # of an axis on which words stand at 0, 1, 2…


def describe_figure(value: Any) -> Any:
    """Describe a matplotlib Figure (or the figure of an Axes); any other value is returned as it is.

    Returns:
        `{"figure": [axes, ...]}`, each axes a dict with title, labels, texts, and its lines, sets of bars and clouds of
        points: arrays `(n, 3)` of place, value and area, the latter 0 for lines and bars. A place that is a number
        written at the axis, as years are, is that number; bars that lie down have place and value as if they stood.
    """
    if "matplotlib.figure" not in sys.modules:
        return value
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    if isinstance(value, Axes):
        value = value.figure
    if not isinstance(value, Figure):
        return value
    described = {"figure": [_axes(axes) for axes in value.axes if axes.get_label() != "<colorbar>"]}
    sys.modules["matplotlib.pyplot"].close(value) if "matplotlib.pyplot" in sys.modules else None
    return described


def _axes(axes: Any) -> dict[str, Any]:
    legend = axes.get_legend()
    boxes = [box for box in axes.containers if getattr(box, "patches", None)]
    clouds = [cloud for cloud in axes.collections if len(cloud.get_offsets())]
    written = [text.get_text() for text in (*axes.texts, *axes.figure.texts, *(legend.get_texts() if legend else ()))]
    return {
        "title": axes.get_title() or axes.get_title("left") or axes.get_title("right"),
        "x_label": axes.get_xlabel() or _words(axes.xaxis),
        "y_label": axes.get_ylabel() or _words(axes.yaxis),
        "texts": written,
        "lines": [_marks(axes.xaxis, line.get_xdata(False), line.get_ydata(False)) for line in axes.lines],
        "bars": [_bars(axes, box) for box in boxes],
        "points": [_cloud(axes, it) for it in clouds],
    }


def _bars(axes: Any, box: Any) -> np.ndarray:
    if getattr(box, "orientation", "vertical") == "horizontal":
        places = [bar.get_y() + bar.get_height() / 2 for bar in box.patches]
        return _marks(axes.yaxis, places, [bar.get_x() + bar.get_width() for bar in box.patches])
    places = [bar.get_x() + bar.get_width() / 2 for bar in box.patches]
    return _marks(axes.xaxis, places, [bar.get_y() + bar.get_height() for bar in box.patches])


def _cloud(axes: Any, cloud: Any) -> np.ndarray:
    places = np.asarray(cloud.get_offsets(), dtype=float)
    sizes = np.asarray(getattr(cloud, "get_sizes", lambda: ())(), dtype=float)
    return _marks(axes.xaxis, places[:, 0], places[:, 1], np.resize(sizes if sizes.size else [0.0], len(places)))


def _marks(axis: Any, places: Any, values: Any, areas: Any = 0.0) -> np.ndarray:
    """(n, 3) of place, value and area."""
    places = np.asarray(places, dtype=float)
    if type(axis.get_major_formatter()).__name__ in WRITTEN:
        labels = {
            float(at): text.get_text() for at, text in zip(axis.get_ticklocs(), axis.get_ticklabels(), strict=False)
        }
        found = [NUMBER.search(labels.get(round(at, 6), "")) for at in places]
        places = np.array([float(it.group()) if it else at for it, at in zip(found, places, strict=True)])
    columns = np.broadcast_arrays(places, np.asarray(values, dtype=float), np.asarray(areas, dtype=float))
    return np.stack(columns, axis=-1).reshape(-1, 3)


def _words(axis: Any) -> str:
    """What is written at an axis without a title: categories speak for themselves."""
    if type(axis.get_major_formatter()).__name__ not in WRITTEN:
        return ""
    return " ".join(text.get_text() for text in axis.get_ticklabels())
