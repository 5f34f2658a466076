"""Describes what a matplotlib figure shows, the numbers and words that a reader sees, as plain data.

`probe` calls it for what an answer returns; `judging.charts` compares what comes of it.
"""

import re
import sys
from typing import Any

import numpy as np

NUMBER = re.compile(r"\d+(?:\.\d+)?")


def describe_figure(value: Any) -> Any:
    """Describe a matplotlib Figure (or the figure of an Axes); any other value is returned as it is.

    Returns:
        `{"figure": [axes, ...]}`, each axes a dict with title, labels, texts, and its lines, sets of bars and clouds of
        points. Each of these is a dict of `marks`, an array (n, 3) of place, value and area (0 for lines and bars), and
        `written`, the numbers that stand at each place of the axis besides, as years do. Bars that lie down have place
        and value as if they stood.
    """
    if "matplotlib.figure" not in sys.modules:
        return value
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    if isinstance(value, Axes):
        value = value.figure
    if not isinstance(value, Figure):
        return value
    described = [_axes(axes, value) for axes in value.axes if axes.get_label() != "<colorbar>"]
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close(value)  # or a notebook would show it once more
    return {"figure": described}


def _axes(axes: Any, figure: Any) -> dict[str, Any]:
    from matplotlib.text import Text

    boxes = [box for box in axes.containers if getattr(box, "patches", None)]
    clouds = [cloud for cloud in axes.collections if len(cloud.get_offsets())]
    ticks = {id(label) for axis in (axes.xaxis, axes.yaxis) for label in axis.get_ticklabels(which="both")}
    texts = [it.get_text() for it in (*axes.findobj(Text), *figure.texts) if id(it) not in ticks]
    return {
        "title": " ".join(filter(None, (axes.get_title(side) for side in ("left", "center", "right")))),
        "x_label": axes.get_xlabel() or figure.get_supxlabel() or _words(axes.xaxis),
        "y_label": axes.get_ylabel() or figure.get_supylabel() or _words(axes.yaxis),
        "texts": [text for text in [figure.get_suptitle(), *texts] if text.strip()],
        "lines": [_marks(axes.xaxis, line.get_xdata(False), line.get_ydata(False)) for line in axes.lines],
        "bars": [_bars(axes, box) for box in boxes],
        "points": [_cloud(axes, it) for it in clouds],
    }


def _bars(axes: Any, box: Any) -> dict[str, Any]:
    if getattr(box, "orientation", "vertical") == "horizontal":
        places = [bar.get_y() + bar.get_height() / 2 for bar in box.patches]
        return _marks(axes.yaxis, places, [bar.get_x() + bar.get_width() for bar in box.patches])
    places = [bar.get_x() + bar.get_width() / 2 for bar in box.patches]
    return _marks(axes.xaxis, places, [bar.get_y() + bar.get_height() for bar in box.patches])


def _cloud(axes: Any, cloud: Any) -> dict[str, Any]:
    places = np.asarray(cloud.get_offsets(), dtype=float)
    sizes = np.asarray(getattr(cloud, "get_sizes", lambda: ())(), dtype=float)
    return _marks(axes.xaxis, places[:, 0], places[:, 1], np.resize(sizes if sizes.size else [0.0], len(places)))


def _marks(axis: Any, places: Any, values: Any, areas: Any = 0.0) -> dict[str, Any]:
    places = np.asarray(axis.convert_units(places), dtype=float)
    columns = np.broadcast_arrays(places, np.asarray(values, dtype=float), np.asarray(areas, dtype=float))
    labels = zip(axis.get_ticklocs(), axis.get_ticklabels(), strict=False)
    numbers = {round(float(at), 6): [float(it) for it in NUMBER.findall(text.get_text())] for at, text in labels}
    written = [[*numbers.get(round(at, 6), []), *_year(axis, at)] for at in columns[0].ravel().tolist()]
    return {"marks": np.stack(columns, axis=-1).reshape(-1, 3), "written": written}


def _year(axis: Any, place: float) -> list[float]:
    """The year of a place on an axis of dates."""
    if "Date" not in type(axis.get_major_formatter()).__name__ or not np.isfinite(place):
        return []
    from matplotlib.dates import num2date

    return [float(num2date(place).year)]


def _words(axis: Any) -> str:
    """What is written at an axis without a title, if it is words: categories speak for themselves."""
    written = " ".join(text.get_text() for text in axis.get_ticklabels())
    return written if type(axis.get_major_formatter()).__name__ == "StrCategoryFormatter" else ""
