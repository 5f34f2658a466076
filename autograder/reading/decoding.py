"""Turns the bytes of a notebook or Python file that somebody handed in into its cells, whatever saved it.

Encodings, byte order marks, old notebook formats and Colab's are read; outputs are dropped, of whatever size. Of a cell
come its kind, its text, what it is called, and its pictures; nothing else.
"""

import codecs
import io
import itertools
import json
import re
import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import ijson
import nbformat
from ijson.common import IncompleteJSONError, JSONError

from autograder.errors import BadSubmission
from autograder.schema.job import EXPERIMENT
from autograder.text import storable

MOST_CELLS = 2000
MOST_EVENTS = 3_000_000  # of a large file's JSON, outputs and all: some seconds and 300 MiB
EVENT = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[\]{}]|[^\s"\[\]{},:]+', re.DOTALL)
AT_ONCE = 1 << 22  # bytes; a larger notebook is read piece by piece, without its outputs
PIECE = 1 << 20
CONFLICT = re.compile(rb"^[ \t\r\",]*(?:<{7} |={7}[\s\\\"]|>{7} )", re.MULTILINE)
OTHER_FILES = {b"%PDF": "a PDF", b"PK\x03\x04": "a zip archive or an office document", b"\x1f\x8b": "an archive"}
NOT_UTF8 = "It holds letters that are not UTF-8; they were read as Windows-1252."
SAVE = "Save it in Jupyter, and hand that file in."


@dataclass(frozen=True, slots=True)
class HandedCell:
    """A cell as it was handed in.

    Attributes:
        kind: "code", "markdown" or "raw".
        source: Its text.
        name: What nbgrader knows it by; "" if nothing says.
        identity: The notebook format's id of it; "" if nothing says.
        experiment: Whether it is tagged as one.
        pictures: Of a Markdown cell, what is pasted into it: by name and media type, base64.
    """

    kind: str
    source: str
    name: str = ""
    identity: str = ""
    experiment: bool = False
    pictures: dict[str, dict[str, str]] = field(default_factory=dict)


def cells_of(content: bytes, name: str, most_bytes: int) -> tuple[list[HandedCell], list[str]]:
    """The cells of a notebook or, if its name ends so, of a Python file; and sentences on what was odd.

    Args:
        content: Its bytes.
        name: What it is called, for the sentences.
        most_bytes: The most that the texts of its cells may hold together.

    Raises:
        BadSubmission: It is neither, or holds more; the message is for who handed it in.
    """
    if name.lower().endswith(".py"):
        source, notes = source_of(content)
        return [HandedCell("code", storable(source))], notes
    raw, notes = _raw_cells(content, name, most_bytes)
    if len(raw) > MOST_CELLS:
        raise BadSubmission(f"The notebook has {len(raw):,} cells; up to {MOST_CELLS:,} are graded.")
    cells = [cell for cell in map(_cell, raw) if cell is not None]
    if raw and not cells:
        raise BadSubmission("The notebook is malformed: no cell of it has a text.")
    if len(cells) < len(raw):
        notes.append(f"{len(raw) - len(cells)} of its cells are malformed and were passed over.")
    size = sum(len(cell.source) for cell in cells)
    if size > most_bytes:
        raise BadSubmission(f"{name} has {size:,} characters of text; up to {most_bytes:,} are read.")
    return cells, notes


def source_of(content: bytes) -> tuple[str, list[str]]:
    """The text of a Python file, in the encoding that it declares or begins with."""
    for marks in (b"\xff\xfe", b"\xfe\xff"):
        if content.startswith(marks):
            return _text(content)
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
        return io.TextIOWrapper(io.BytesIO(content), encoding).read(), []
    except (SyntaxError, UnicodeDecodeError, LookupError):
        text, notes = _text(content)
        return io.StringIO(text, newline=None).read(), notes


def _text(content: bytes) -> tuple[str, list[str]]:
    """Bytes as text: UTF-8, UTF-16 or UTF-32, by what they begin with; else as Windows writes it, with a note."""
    encoding = json.detect_encoding(content)
    try:
        return content.decode(encoding).removeprefix("\ufeff"), []
    except UnicodeDecodeError as fault:
        if len(content) - fault.start < 8:  # cut off in the middle of a letter
            return content.decode(encoding, "ignore").removeprefix("\ufeff"), []
    return content.decode("cp1252", "replace"), [NOT_UTF8]


def _utf8(content: bytes) -> tuple[bytes, list[str]]:
    """A notebook's bytes as UTF-8, and a note as of `_text`. A large one is recoded piece by piece."""
    encoding = json.detect_encoding(content)
    if len(content) <= AT_ONCE:
        text, notes = _text(content)
        return text.encode("utf-8", "replace"), notes
    try:
        if not encoding.startswith("utf-8"):
            return b"".join(_recoded(content, encoding, "strict")), []
        for _ in _recoded(content, encoding, "strict"):
            pass
        return content.removeprefix(b"\xef\xbb\xbf"), []
    except UnicodeDecodeError:
        return b"".join(_recoded(content, "cp1252", "replace")), [NOT_UTF8]


def _recoded(content: bytes, encoding: str, errors: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    for at in range(0, len(content), PIECE):
        yield decoder.decode(content[at : at + PIECE]).encode("utf-8", "replace")


def _raw_cells(content: bytes, name: str, most_bytes: int) -> tuple[list[Any], list[str]]:
    for start, kind in OTHER_FILES.items():
        if content.startswith(start):
            raise BadSubmission(f"{name} is {kind}, not a notebook. {SAVE}")
    content, notes = _utf8(content)
    content = content.removeprefix(b"\xef\xbb\xbf").strip(b"\0 \t\r\n")
    if not content:
        raise BadSubmission(f"{name} is empty: it is not a complete notebook. {SAVE}")
    if content.startswith(b"<"):
        what = "has a merge conflict in it" if CONFLICT.match(content) else "is a web page, not a notebook"
        raise BadSubmission(f"{name} {what}. {SAVE}")
    if len(content) > AT_ONCE:
        return _streamed(content, name, most_bytes), notes
    text = content.decode("utf-8", "replace")
    try:
        raw, end = json.JSONDecoder(strict=False).raw_decode(text)
    except RecursionError:
        raise BadSubmission(f"{name} is not a complete notebook: it is nested too deeply.") from None
    except ValueError as fault:
        raise _not_json(content, name, fault) from None
    if text[end:].strip():
        notes.append("Behind its end there is more text, which was passed over.")
    if not isinstance(raw, dict) or not isinstance(raw.get("cells", raw.get("worksheets")), list):
        raise BadSubmission("The file is JSON but not a Jupyter notebook: it has no cells.")
    if "cells" not in raw:
        raw = _upgraded(raw)
        notes.append("It is in an old notebook format.")
    return raw["cells"], notes


def _not_json(content: bytes, name: str, fault: ValueError) -> BadSubmission:
    if CONFLICT.search(content):
        said = "has a merge conflict in it: both versions stand between lines of <<<<<<< and >>>>>>>. Keep one."
        return BadSubmission(f"{name} {said}")
    if isinstance(fault, json.JSONDecodeError):
        if fault.pos >= len(fault.doc) - 1 or fault.msg.startswith("Unterminated string"):
            return BadSubmission(f"{name} is not a complete notebook: it may have been cut off while saving. {SAVE}")
        where = f"line {fault.lineno}: {fault.msg}"
        return BadSubmission(f"{name} is not a notebook, or was changed by something else than Jupyter ({where}).")
    return BadSubmission(f"{name} is not a notebook: a number in it is too long.")


def _upgraded(raw: dict[str, Any]) -> dict[str, Any]:
    try:
        return json.loads(nbformat.writes(nbformat.convert(nbformat.from_dict(raw), 4)))
    except Exception as fault:  # whatever an old format's reader trips over
        said = "The notebook is malformed: it is in an old format, and damaged"
        raise BadSubmission(f"{said} ({type(fault).__name__}).") from None


def _streamed(content: bytes, name: str, most_bytes: int) -> list[Any]:
    """The cells of a large notebook without their outputs, which are dropped as they come."""
    cells: list[Any] = []
    builder, size = None, 0
    level, top, field_name = 0, "", ""  # how many lists and objects are open; the keys in the outermost and in the cell
    try:
        for event, value in _events(content):
            level -= event in ("end_map", "end_array")
            if level == 1:
                top = value if event == "map_key" else top if event == "start_array" else ""
            elif event == "map_key" and level == 3:
                field_name = value
            if level == 2 and top == "cells" and event == "start_map":
                builder, field_name = ijson.ObjectBuilder(), ""
            ends = level == 2 and event == "end_map"
            if builder is not None and (ends or field_name != "outputs"):
                builder.event(event, value)
                size += len(value) if isinstance(value, str) else 8
            if size > most_bytes + MOST_CELLS * 100:
                raise BadSubmission(f"{name} has more than {most_bytes:,} characters of text beside its outputs.")
            if builder is not None and ends:
                cells.append(builder.value)
                builder = None
            if len(cells) > MOST_CELLS:
                break
            level += event in ("start_map", "start_array")
    except IncompleteJSONError:
        said = f"{name} is not a complete notebook: it may have been cut off while saving. {SAVE}"
        raise (_not_json(content, name, ValueError()) if CONFLICT.search(content) else BadSubmission(said)) from None
    except (JSONError, RecursionError) as fault:
        raise BadSubmission(f"{name} is not a notebook ({str(fault)[:80]}).") from None
    if not cells:
        raise BadSubmission(f"{name} holds no cells that can be read.")
    return cells


def _events(content: bytes) -> Iterator[tuple[str, Any]]:
    if next(itertools.islice(EVENT.finditer(content), MOST_EVENTS, None), None):
        raise BadSubmission(
            "The notebook is too large: its JSON has millions of parts. Clear its outputs, and save it."
        )
    whole = len(content) + 1  # at once: a long text in parts is read anew with each
    return ijson.basic_parse(io.BytesIO(content), use_float=True, buf_size=whole)


def _cell(raw: Any) -> HandedCell | None:
    """A cell, None if it has no kind or text."""
    if not isinstance(raw, dict):
        return None
    kind, source = raw.get("cell_type"), _joined(raw.get("source", ""))
    if kind not in ("code", "markdown", "raw") or source is None:
        return None
    metadata = raw.get("metadata") if isinstance(raw.get("metadata"), dict) else {}
    nbgrader = metadata.get("nbgrader") if isinstance(metadata.get("nbgrader"), dict) else {}
    identity = raw.get("id") or metadata.get("id")  # Colab's place for it
    tags = metadata.get("tags")
    return HandedCell(
        kind,
        storable(source.replace("\r\n", "\n").replace("\r", "\n")),
        _label(nbgrader.get("grade_id")),
        _label(identity),
        isinstance(tags, list) and EXPERIMENT in tags,
        _pictures(raw.get("attachments")),
    )


def _joined(source: Any) -> str | None:
    """A text, which the format may have as a list of lines."""
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        return "".join(source)
    return source if isinstance(source, str) else None


def _label(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _pictures(attachments: Any) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for name, kinds in _items(attachments):
        by_kind = {kind: joined for kind, data in _items(kinds) if (joined := _joined(data)) is not None}
        found[name] = by_kind
    return found


def _items(value: Any) -> Iterable[tuple[str, Any]]:
    return value.items() if isinstance(value, dict) else ()
