"""Notebooks of `residual` as people really hand them in: all answers right, and something odd around them."""

import copy
import io
import json
import zipfile
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import nbformat

from autograder.instructor.authoring.release import notebook_of
from autograder.schema.cells import grade_id, nbgrader_settings
from support.courses import COURSE
from support.notebooks import cell_of

Notebook = dict[str, Any]
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"


def released() -> Notebook:
    notebook = json.loads(COURSE.release("residual").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
    return notebook


@lru_cache(maxsize=1)
def answers() -> dict[str, str]:
    """The solution's own answers, by name, without the marks around them."""
    cells = notebook_of(COURSE.assignment("residual")).cells
    return {
        grade_id(cell): "\n".join(line for line in cell.source.split("\n") if "### " not in line)
        for cell in cells
        if nbgrader_settings(cell).get("solution")
    }


def right() -> Notebook:
    """The release with every answer in its cell."""
    notebook = released()
    for name, answer in answers().items():
        cell_of(notebook, name)["source"] = answer
    return notebook


def code(source: str) -> Any:
    return {"cell_type": "code", "execution_count": 1, "metadata": {}, "outputs": [], "source": source}


def text(source: str) -> Any:
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def edited(*edits: Callable[[Notebook], None], start: Callable[[], Notebook] = right) -> Notebook:
    notebook = copy.deepcopy(start())
    for edit in edits:
        edit(notebook)
    return notebook


def put(place: str, *cells: Any, below: bool = False) -> Callable[[Notebook], None]:
    """Put cells above (or below) the cell of this name."""

    def edit(notebook: Notebook) -> None:
        at = notebook["cells"].index(cell_of(notebook, place)) + below
        notebook["cells"][at:at] = cells

    return edit


def take(name: str) -> Callable[[Notebook], None]:
    return lambda notebook: notebook["cells"].remove(cell_of(notebook, name))


def write(name: str, source: str) -> Callable[[Notebook], None]:
    return lambda notebook: cell_of(notebook, name).update(source=source)


def begin(name: str, source: str) -> Callable[[Notebook], None]:
    """Put lines before what stands in a cell."""
    return lambda notebook: cell_of(notebook, name).update(source=f"{source}\n{cell_of(notebook, name)['source']}")


HALVES = (
    """def residual_of(x, filters):
    y = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    y = keras.layers.Activation("relu")(keras.layers.BatchNormalization()(y))
    y = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    return keras.layers.BatchNormalization()(y)
""",
    """def identity_block(x, filters):
    return keras.layers.Activation("relu")(keras.layers.add([residual_of(x, filters), x]))
""",
)


def split(notebook: Notebook) -> None:
    """As the editor does: both halves keep the name."""
    first = cell_of(notebook, "identity_block")
    second = copy.deepcopy(first)
    first["source"], second["source"] = HALVES
    notebook["cells"].insert(notebook["cells"].index(first) + 1, second)


def merged(notebook: Notebook) -> None:
    take("projection_block")(notebook)
    cell_of(notebook, "identity_block")["source"] += "\n\n" + answers()["projection_block"]


def lose_metadata(notebook: Notebook, ids: bool = True) -> None:
    for cell in notebook["cells"]:
        cell["metadata"] = {}
        if ids:
            cell.pop("id", None)


def only_code(notebook: Notebook) -> None:
    """A fresh notebook with the code alone, retyped."""
    cells = notebook["cells"]
    notebook["cells"] = [code(cell["source"]) for cell in cells if cell["cell_type"] == "code" and not _check(cell)]


def _check(cell: Any) -> bool:
    return cell["source"].startswith("check(")


def as_colab(notebook: Notebook) -> None:
    """Colab keeps ids in the metadata and writes the minor version 0."""
    for cell in notebook["cells"]:
        cell["metadata"]["id"] = cell.pop("id")
        cell["metadata"].pop("nbgrader", None)
    notebook["nbformat_minor"] = 0


def as_version_3(notebook: Notebook) -> bytes:
    return nbformat.writes(nbformat.convert(nbformat.from_dict(notebook), 3), version=3).encode()


def dumped(notebook: Notebook) -> bytes:
    return json.dumps(notebook, indent=1, ensure_ascii=False).encode()


def zipped(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()
