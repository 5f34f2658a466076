"""Stands in for what students have of this package where their answers are run: the judge is elsewhere, and later.

`stand_in` puts it where `from autograder import check` looks. Cells that call `check` go on.
"""

import sys
from math import inf
from types import ModuleType
from typing import Any


class GradedLater:
    """Both `check` and what it returns: every call and attribute is this object again.

    Attributes:
        points: More than any answer earns, so that code which goes on only with full points does.
        status: As a verdict's.
    """

    points = max_points = inf
    status = "passed"

    def __call__(self, *_: Any, **__: Any) -> "GradedLater":
        return self

    def __getattr__(self, name: str) -> "GradedLater":
        if name.startswith("_"):
            raise AttributeError(name)
        return self

    def __repr__(self) -> str:
        return "Where answers are graded, `check` says nothing: see the verdict below each question."


def load_by_place(model: Any, *_: Any, **__: Any) -> Any:
    """The network as it is: the course's data is not here."""
    return model


def stand_in() -> None:
    """From now on students' names are these, in this process and its forks."""
    for place, content in {"check.check": GradedLater(), "pretrained.load_by_place": load_by_place}.items():
        module, name = place.split(".")
        found = sys.modules[f"autograder.student.{module}"] = ModuleType(f"autograder.student.{module}")
        setattr(found, name, content)
