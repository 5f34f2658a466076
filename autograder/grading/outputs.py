"""Makes outputs that came back safe for anyone to look at, and notes in a graded notebook what a student was told.

A student's code sits beside the process that sends outputs, so they may be anything. Text and pictures are kept, up to
a limit; nothing that a browser would run or fetch. What a student was told below a question is noted in the metadata of
its check's cell (`note_told`), from where `instructor.reports.report` takes it (`told_in`).
"""

import base64
import binascii
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

import nbformat

from autograder.schema.cells import grade_id
from autograder.schema.job import CHECK
from autograder.text import clean, clean_coloured

PICTURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}  # how such a file begins
STREAMS = ("stdout", "stderr")
MAX_OUTPUTS = 500  # of one cell
NOTED = "going_deeper"  # key of our own: of a cell's metadata, and of those of the output with the picture
SVG = "data:image/svg+xml;base64,"
TOO_MUCH = {"output_type": "stream", "name": "stderr", "text": "[Further output is not shown: there is too much.]\n"}


@dataclass(frozen=True, slots=True)
class Told:
    """What a student was told and shown below a question that was wrong in a known way.

    Attributes:
        mistakes: Names; several if they behave alike.
        sentence: What went wrong.
        picture: What the student built, as an image's address: an SVG in base64. "" if there is no picture.
        outline: The picture in words.
    """

    mistakes: tuple[str, ...]
    sentence: str
    picture: str = ""
    outline: str = ""


def note_told(cell: Any, mistakes: Collection[str], sentence: str) -> None:
    """Note in a check's cell what its student is told. The picture is not noted: it is an output of the cell."""
    cell.metadata[NOTED] = {"mistakes": list(mistakes), "sentence": sentence}


def picture_output(figure: str) -> Any:
    """An output of a picture, as `networks.picture.drawing` makes it, that `told_in` finds again."""
    return nbformat.v4.new_output("display_data", {"text/html": figure}, metadata={NOTED: "picture"})


def told_in(notebook: Any, question: str) -> Told | None:
    """What the student of a graded notebook was told below a question; None if it was no known mistake."""
    for cell in notebook.cells:
        noted = cell.metadata.get(NOTED)
        if noted and grade_id(cell) == f"{CHECK}{question}":
            shown = [output for output in cell.outputs if output.get("metadata", {}).get(NOTED) == "picture"]
            return Told(tuple(noted["mistakes"]), noted["sentence"], *(_image(shown[0]) if shown else ()))
    return None


def _image(output: Any) -> tuple[str, str]:
    """The address of a picture's image, and its words. An address that is no SVG in the page itself is not taken."""
    image = ElementTree.fromstring(output.data["text/html"]).find("img")
    if image is None or not image.get("src", "").startswith(SVG):
        return "", ""
    return image.get("src", ""), image.get("alt", "")


def safe_outputs(cells: Mapping[int, bytes], max_bytes: int) -> dict[int, list[Any]]:
    """Outputs in the notebook format, cell by cell; what is of no known kind is dropped.

    Args:
        cells: By index of the cell, what it showed: a list in JSON. What is none is dropped.
        max_bytes: The most that all of them together may hold.
    """
    found: dict[int, list[Any]] = {}
    for index, data in cells.items():
        outputs = _read(data)
        kept = [output for output in map(_safe, outputs[:MAX_OUTPUTS]) if output]
        sizes = [_size(output) for output in kept]
        fitting = next((at for at in range(len(kept)) if sum(sizes[: at + 1]) > max_bytes), len(kept))
        max_bytes -= sum(sizes[:fitting])
        if fitting < len(kept) or len(outputs) > MAX_OUTPUTS:
            kept = [*kept[:fitting], TOO_MUCH]
        found[index] = [nbformat.from_dict(output) for output in kept]
    return found


def _read(data: bytes) -> list[Any]:
    try:
        outputs = json.loads(data)
    except (ValueError, RecursionError):
        return []
    return outputs if isinstance(outputs, list) else []


def _safe(output: Any) -> dict[str, Any] | None:
    match output:
        case {"output_type": "stream", "name": str(name), "text": str(text)} if name in STREAMS:
            return {"output_type": "stream", "name": name, "text": clean_coloured(text)}
        case {"output_type": "error", "ename": str(name), "evalue": str(value), "traceback": list(lines)}:
            kept = [clean_coloured(line) for line in lines[:MAX_OUTPUTS] if isinstance(line, str)]
            return {"output_type": "error", "ename": clean(name), "evalue": clean(value), "traceback": kept}
        case {"output_type": "display_data", "data": dict(data)}:
            return {"output_type": "display_data", "data": _data(data), "metadata": {}}
        case {"output_type": "execute_result", "data": dict(data)}:
            return {"output_type": "execute_result", "data": _data(data), "metadata": {}, "execution_count": None}
    return None


def _data(data: dict[Any, Any]) -> dict[str, str]:
    kept = {"text/plain": clean_coloured(data["text/plain"])} if isinstance(data.get("text/plain"), str) else {}
    for kind, start in PICTURES.items():
        text = data.get(kind)
        try:
            picture = base64.b64decode("".join(text.split()), validate=True) if isinstance(text, str) else b""
        except (binascii.Error, ValueError):
            continue
        if picture.startswith(start):
            kept[kind] = base64.b64encode(picture).decode()
    return kept


def _size(output: dict[str, Any]) -> int:
    texts = [*output.get("data", {}).values(), *output.get("traceback", ())]
    texts += [output[key] for key in ("text", "ename", "evalue") if key in output]
    return sum(map(len, texts))
