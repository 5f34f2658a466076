"""What pages call for every text of a student: the HTML that the process that judges has made of it, within limits.

`nbgrader_config.py` names `markdown` and `code`; `pages` makes the HTML, in that process. A text that takes too long is
shown as it was written.
"""

import threading
from collections.abc import Iterable
from html import escape
from typing import Any

from autograder.grading.judging_process import NotJudged
from autograder.grading.session import judging

MOST_KEPT = 4096  # texts; a page is made right after its notebook was judged
KINDS = ("markdown", "code")
_kept: dict[tuple[str, str], str] = {}
_keeping = threading.Lock()


def markdown(source: str) -> str:
    """HTML of a Markdown cell."""
    return _html("markdown", source)


def code(source: str, language: str | None = None, metadata: Any = None) -> str:
    """HTML of a code cell."""
    return _html("code", source)


def load(cells: Iterable[tuple[str, str]]) -> None:
    """Have the HTML ready of all cells of a page, by kind and source."""
    missing = [(kind, source) for kind, source in cells if kind in KINDS and (kind, source) not in _kept]
    if not missing:
        return
    try:
        keep(judging().first("page", cells=missing))
    except NotJudged:
        keep(as_written(kind, source) for kind, source in missing)


def keep(pages: Iterable[tuple[str, str, str]]) -> None:
    """Keep HTML, of a cell's kind and source, for the next pages that show it."""
    with _keeping:  # several submissions are judged at a time
        for kind, source, html in pages:
            _kept.pop((kind, source), None)
            _kept[kind, source] = html
        while len(_kept) > MOST_KEPT:
            del _kept[next(iter(_kept))]


def as_written(kind: str, source: str) -> tuple[str, str, str]:
    """A text as it was written, for `keep`."""
    return kind, source, f'<div class="highlight"><pre style="white-space: pre-wrap">{escape(source)}</pre></div>'


def _html(kind: str, source: str) -> str:
    if (kind, source) not in _kept:
        load([(kind, source)])
    return _kept.get((kind, source)) or as_written(kind, source)[2]
