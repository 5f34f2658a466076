"""What came back as cells' outputs in, outputs that can be shown to anyone out.

A student's code sits beside the process that sends them, so they may be anything. Text and pictures are kept, up to a
limit; nothing that a browser would run or fetch.
"""

import base64
import binascii
from collections.abc import Mapping
from typing import Any

import nbformat

from autograder.text import clean, clean_coloured

PICTURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}  # how such a file begins
STREAMS = ("stdout", "stderr")
MAX_OUTPUTS = 500  # of one cell
TOO_MUCH = {"output_type": "stream", "name": "stderr", "text": "[Further output is not shown: there is too much.]\n"}


def safe_outputs(cells: Mapping[int, list[Any]], max_bytes: int) -> dict[int, list[Any]]:
    """Outputs in the notebook format, cell by cell; what is of no known kind is dropped.

    Args:
        cells: By index of the cell, what it showed.
        max_bytes: The most that all of them together may hold.
    """
    found: dict[int, list[Any]] = {}
    for index, outputs in cells.items():
        kept = [output for output in map(_safe, outputs[:MAX_OUTPUTS]) if output]
        sizes = [_size(output) for output in kept]
        fitting = next((at for at in range(len(kept)) if sum(sizes[: at + 1]) > max_bytes), len(kept))
        max_bytes -= sum(sizes[:fitting])
        if fitting < len(kept) or len(outputs) > MAX_OUTPUTS:
            kept = [*kept[:fitting], TOO_MUCH]
        found[index] = [nbformat.from_dict(output) for output in kept]
    return found


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
