"""Makes pages of notebooks that run nothing: how feedback and formgrader show what a student wrote.

`nbgrader_config.py` names what is here. Markdown keeps its meaning; of the HTML in it only what formats text is left.
Formulas become MathML, which browsers show without a script or a network.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

import nh3
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.filters import do_float, do_round
from latex2mathml.converter import convert
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.highlight import Highlight2HTML
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from autograder.grading import page_filters
from autograder.grading.gradebook import open_gradebook
from autograder.grading.standing import points_of, shown
from autograder.schema.cells import grade_id

SHOWN = "autograder-shown"  # name of what a page notes in its head: a key of what it says of the grade
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data: 'self'; font-src data:"
MATHML = frozenset(
    "math mfrac mi mn mo mover mpadded mrow mspace msqrt mroot mstyle msub msubsup msup mtable mtd mtext mtr munder "
    "munderover menclose mphantom".split()
)
MATHML_ATTRIBUTES = frozenset(
    "accent columnalign columnspacing display displaystyle fence form linebreak lspace mathvariant maxsize minsize "
    "movablelimits notation rowspacing rspace scriptlevel separator stretchy symmetric width".split()
)
TAGS = (nh3.ALLOWED_TAGS | MATHML | {"input"}) - {"area", "map"}
ATTRIBUTES = {
    **{tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()},
    **{tag: set(MATHML_ATTRIBUTES) for tag in MATHML},
    "a": {"href", "title"},
    "details": {"open"},
    "div": {"class"},
    "span": {"class"},
    "code": {"class"},
    "pre": {"class"},
    "input": {"type", "checked", "disabled"},  # of a list of tasks
}
OWN_PICTURE = re.compile(r"data:image/(png|jpeg|gif);base64,|(?!/)(?!\.\.)(?!.*/\.\.)[\w./%-]+$", re.IGNORECASE)
MAX_RENDERED = 8000  # characters of a cell that are shown as more than plain text
DATA = re.compile(r"data:image/(?:png|jpe?g|gif);base64,[A-Za-z0-9+/=]{8,}")  # a picture that was pasted into the text
SET_ASIDE = re.compile(r'(?<=src=")data:image/png;base64,(\d{8})(?=")')
MOST_ON_PAGE = 100_000  # characters of code, and of texts, that one page shows so
LONG_LINE = 500  # Pygments and Markdown's reader look at parts of a line anew from each character
SLOW = re.compile(rf"(?:[ \t]*\n){{40}}|[ \t]{{200}}|[^\n]{{{LONG_LINE + 1}}}")
PYTHON = ("python", "python3", "py", "py3", "ipython", "ipython3")  # what a block of code may say that it is
SCRIPT = re.compile(r"<script\b.*?</script\s*>", re.IGNORECASE | re.DOTALL)


class Renderer(IPythonRenderer):
    """nbconvert's, with formulas as MathML; of blocks of code only Python is highlighted."""

    def block_code(self, code: str, info: str | None = None) -> str:
        words = (info or "").split()
        if words and words[0].lower() in PYTHON and not SLOW.search(code):
            return super().block_code(code, info)
        return super().block_code(code)

    def block_math(self, body: str) -> str:
        return f"<p>{_mathml(body, 'block')}</p>\n"

    def multiline_math(self, text: str) -> str:
        return self.block_math(text)

    def latex_environment(self, name: str, body: str) -> str:
        return self.block_math(rf"\begin{{{name}}}{body}\end{{{name}}}")

    def inline_math(self, body: str) -> str:
        return _mathml(body, "inline")


def safe_markdown(source: str) -> str:
    """HTML of a Markdown cell: text, tables, links, formulas and its own pictures; nothing that runs or loads.

    A text of more than `MAX_RENDERED` characters, pictures in it not counted, is shown as it was written: reading
    Markdown that was made to be slow takes longer than the square of its length.
    """
    pictures: list[str] = []

    def set_aside(found: re.Match[str]) -> str:
        pictures.append(found[0])
        return f"data:image/png;base64,{len(pictures) - 1:08}"

    source = DATA.sub(set_aside, source)
    if len(source) > MAX_RENDERED:
        return _plain_text(source)
    return SET_ASIDE.sub(lambda found: "".join(pictures[int(found[1]) :][:1]), _html(source))


def _plain_text(source: str) -> str:
    return f'<pre style="white-space: pre-wrap">{escape(source)}</pre>'


@lru_cache(maxsize=1024)
def _html(source: str) -> str:
    try:
        html = MarkdownWithMath(renderer=Renderer(escape=False, exclude_anchor_links=True)).render(source)
    except Exception:  # an attachment that is not there, or whatever else its writer did not think of
        return f"<p>This text can't be shown as Markdown:</p><pre>{nh3.clean_text(source)}</pre>"
    return nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, attribute_filter=_keep, url_schemes={"http", "https", "data"}
    )


def _keep(tag: str, attribute: str, value: str) -> str | None:
    """Pictures only from the page itself or beside it, so that opening a page tells nobody; links only to pages."""
    if attribute == "src":
        return value if OWN_PICTURE.match(value) else None
    if attribute == "href" and value.lower().lstrip().startswith("data:"):
        return None
    if tag == "input":
        return value if (attribute, value) == ("type", "checkbox") or attribute != "type" else None
    return value


def _mathml(text: str, display: str) -> str:
    try:
        return convert(text.strip(), display=display)
    except Exception:  # a formula that does not parse is shown as it was written
        return f"<code>{nh3.clean_text(text)}</code>"


def safe_code(source: str, language: str | None = None, metadata: Any = None) -> str:
    """HTML of a code cell, highlighted unless that could take long."""
    return _plain_code(source) if len(source) > MAX_RENDERED or SLOW.search(source) else _highlight(source)


def _plain_code(source: str) -> str:
    return f'<div class="highlight"><pre>{escape(source)}</pre></div>'


@lru_cache(maxsize=1024)
def _highlight(source: str) -> str:
    try:
        return Highlight2HTML(pygments_lexer="ipython3")(source)
    except Exception:  # as above
        return _plain_code(source)


class Page:
    """Shows the cells of one page: what comes after the first `MOST_ON_PAGE` characters, as it was written."""

    def __init__(self) -> None:
        self._code = self._text = MOST_ON_PAGE

    def code(self, source: str, language: str | None = None, metadata: Any = None) -> str:
        self._code -= min(len(source), MAX_RENDERED)
        return safe_code(source) if self._code >= 0 else _plain_code(source)

    def text(self, source: str) -> str:
        self._text -= min(len(source), MAX_RENDERED)
        return safe_markdown(source) if self._text >= 0 else _plain_text(source)


class _Compiled(BytecodeCache):
    """Compiled templates, for the next page: each page has an exporter of its own."""

    def __init__(self) -> None:
        self._held: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._held:
            bucket.bytecode_from_string(self._held[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._held[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


class FeedbackExporter(HTMLExporter):
    """A feedback page that loads nothing and runs nothing, and says so to the browser.

    What waits for a person is said to wait, whatever it counts for until then.
    """

    def _create_environment(self) -> Any:
        environment = super()._create_environment()
        environment.bytecode_cache = _COMPILED
        return environment

    def _preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        nb, resources = super()._preprocess(nb, resources)
        place = resources.get("nbgrader")
        if place is None:  # no page of a student in the gradebook
            return nb, resources
        with open_gradebook(place["db_url"]) as book:
            notebook = book.find_submission_notebook(place["notebook"], place["assignment"], place["student"])
            waiting = {str(it.name): points_of(it) for it in notebook.grades if it.needs_manual_grade}
            place["shown"] = shown(notebook)
        for cell in nb.cells:
            if grade_id(cell) in waiting:
                points = waiting[grade_id(cell)]
                until = "" if points is None else f"{round(points, 2)} so far, "
                cell.metadata.nbgrader["score"] = f"{until}waits for a person"
        if waiting:
            place["score"] = f"{round(place['score'], 2)} so far"
        return nb, resources

    def from_notebook_node(self, nb: Any, resources: Any = None, **kwargs: Any) -> tuple[str, Any]:
        page_filters.load([(cell.cell_type, cell.source) for cell in nb.cells])
        self.register_filter("highlight_code", page_filters.code)
        self.register_filter("markdown2html", page_filters.markdown)
        for name, usual in (("float", do_float), ("round", do_round)):  # nbgrader's template has scores go through both
            self.register_filter(name, _but_words(usual))
        resources = self._init_resources(resources)
        # HTMLExporter's own would parse the page once more, to add what JupyterLab's template needs and this has not
        html, resources = super(HTMLExporter, self).from_notebook_node(nb, resources, **kwargs)
        head = f'<head>\n<meta http-equiv="Content-Security-Policy" content="{POLICY}" />'
        if "nbgrader" in resources:
            head += f'\n<meta name="{SHOWN}" content="{resources["nbgrader"]["shown"]}" />'
        return SCRIPT.sub("", html).replace("<head>", head, 1), resources


def _but_words(usual: Callable[..., Any]) -> Callable[..., Any]:
    """A filter of Jinja's that leaves words as they are."""
    return lambda value, *rest: value if isinstance(value, str) else usual(value, *rest)


def says(page: Path, standing: str) -> bool:
    """Whether a feedback page is there and says what the gradebook does: `standing` is the key of that."""
    if not page.exists():
        return False
    with page.open(encoding="utf-8") as file:
        return f'name="{SHOWN}" content="{standing}"' in file.read(2000)
