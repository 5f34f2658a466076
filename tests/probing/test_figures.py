"""A matplotlib figure is described by what it shows."""

import matplotlib.figure
import numpy as np

from autograder.probing.figures import describe_figure


def test_figure_is_described_by_what_it_shows() -> None:
    figure = matplotlib.figure.Figure()
    axes = figure.subplots()
    axes.bar([2010, 2011], [28.2, 25.8])
    axes.plot([1, 2], [3, 4])
    axes.scatter([5], [6], s=[7])
    axes.set(title="ILSVRC", xlabel="year", ylabel="top-5 error (%)", yscale="log")
    described = describe_figure(figure)["figure"][0]
    assert (described["title"], described["x_label"]) == ("ILSVRC", "year")
    np.testing.assert_allclose(described["bars"][0]["marks"], [[2010, 28.2, 0], [2011, 25.8, 0]])
    np.testing.assert_allclose(described["lines"][0]["marks"], [[1, 3, 0], [2, 4, 0]])
    np.testing.assert_allclose(described["points"][0]["marks"], [[5, 6, 7]])
    assert describe_figure("not a figure") == "not a figure"
