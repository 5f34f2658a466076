"""Puts the pictures that were pasted into a Markdown cell into its text, and says which are not there.

Jupyter keeps them as attachments of the cell, to which the text refers. A graded page is made of texts alone, and one
that refers to a picture that is not there could not be made at all.
"""

import base64
import html
import io
import re
import warnings
from urllib.parse import quote, unquote

from PIL import Image

from autograder.reading.decoding import HandedCell
from autograder.text import clean

KINDS = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif"}
MOST_BYTES, MOST_PIXELS = 4 << 20, 50_000_000  # of one picture
HEAD = 1 << 20  # bytes that say what a picture is
MOST_NOTES = 20
NOT_SHOWN = "is not in the notebook, or is no PNG, JPEG or GIF that is shown."
REFERENCE = re.compile(  # what was read is never read again in another way (`*+`): a text may be made to take long
    r"!\[(?P<alt>[^\[\]\n]{0,1000}+)\]\(\s*+<?attachment:(?P<name>[^)>\n]{0,500}+)[^)\n]{0,500}+\)"
    r"|<img\b[^<>]{0,500}?\battachment:(?P<tag>[^\"'<>]{0,500}+)[^<>]{0,500}+>"
)
LEFT = re.compile(r"attachment:(?=\S)")


class Pictures:
    """The pictures of one notebook: each and all of them together up to a limit.

    Args:
        most_bytes: The most that all of them may hold.

    Attributes:
        notes: Sentences on those that are not shown.
    """

    def __init__(self, most_bytes: int = 16 << 20) -> None:
        self.notes: list[str] = []
        self._left = most_bytes
        self._opened: dict[int, tuple[str, int]] = {}

    def put_into(self, cell: HandedCell) -> str:
        """The text of a cell with its pictures in it, each as an address that holds it."""

        def put(found: re.Match[str]) -> str:
            name = re.sub(r"\s+[\"'].*$", "", found["name"] or found["tag"] or "").strip()
            held = cell.pictures.get(name) or cell.pictures.get(unquote(name)) or cell.pictures.get(quote(name))
            address = self._address(held)
            if address:
                alt = re.sub(r"[\[\]]", "", found["alt"] or name)
                return f"![{alt}]({address})"
            shown = clean(unquote(name))[:80]
            if len(self.notes) < MOST_NOTES:
                self.notes.append(f"The picture {shown} {NOT_SHOWN}")
            return f"*(The picture {html.escape(shown)} can't be shown.)*"

        if cell.kind != "markdown" or "attachment:" not in cell.source:
            return cell.source
        return LEFT.sub("attachment ", REFERENCE.sub(put, cell.source))

    def _address(self, held: dict[str, str] | None) -> str:
        if held is None:
            return ""
        if id(held) not in self._opened:  # once, however often it is referred to
            self._opened[id(held)] = next(filter(None, map(_opened, held.values())), ("", 0))
        address, size = self._opened[id(held)]
        if size > self._left:
            return ""
        self._left -= size
        return address


def _opened(text: str) -> tuple[str, int] | None:
    """A picture's address and its bytes; None if it is none that is shown."""
    if len(text) > 2 * MOST_BYTES:
        return None
    try:
        data = base64.b64decode("".join(text.split()), validate=True)
        with warnings.catch_warnings(action="ignore"):
            picture = Image.open(io.BytesIO(data[:HEAD]), formats=list(KINDS))
    except Exception:  # no base64, no picture, or one that is made to trip its reader
        return None
    if len(data) > MOST_BYTES or picture.width * picture.height > MOST_PIXELS:
        return None
    return f"data:{KINDS[picture.format or '']};base64,{base64.b64encode(data).decode()}", len(data)
