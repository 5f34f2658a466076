"""Says of a piece of code, without running it, what it defines, what it needs, and where nothing is written yet.

A submission is read through a `Reader`: what was written to take long does not.
"""

import ast
import builtins
import re
import symtable
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

MOST_PARSED = 1 << 16  # characters of one piece of code: up to a second and 100 MiB
MOST_TOGETHER = 1 << 18  # of all the pieces of one submission
MOST_FIELDS = 10**8  # characters times opening braces of code with f-strings: Python 3.11 reads one anew for each field
F_STRING = re.compile(r"[fF][rR]?[\"']|[rR][fF][\"']")
MAGIC = re.compile(r"^([^\S\n]*)(?:[%!]|[\w.]+\?+[^\S\n]*$|\?).*$", re.MULTILINE)
ASSIGNED_MAGIC = re.compile(r"^([^\S\n]*\w[\w, ]*=)[^\S\n]*[%!].*$", re.MULTILINE)
LIKELY_DEFINITION = re.compile(r"^(?:async +)?(?:def|class) +(\w+)", re.MULTILINE)
LIKELY_VALUE = re.compile(r"^(\w+) *=(?!=)", re.MULTILINE)
WORD = re.compile(r"\w+")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
SCOPES = (*FUNCTIONS, ast.ClassDef, ast.Lambda)


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a piece of code.

    Attributes:
        written: Functions, classes and values that it defines at its top level, placeholders excepted.
        placeholders: Functions at its top level that have no body yet.
        imported: Names that it imports there.
        needed: Names that it takes from elsewhere, inside functions too.
        modules: Modules that it imports, the first part of their names.
        unknown: Whether it may define any name: it imports everything of a module, or is too long.
        parsed: Whether it is Python.
        too_long: Whether it was not parsed, so that of what it needs nothing is known.
        hollow: The placeholders with their first and last line, from 1.
    """

    written: frozenset[str] = frozenset()
    placeholders: frozenset[str] = frozenset()
    imported: frozenset[str] = frozenset()
    needed: frozenset[str] = frozenset()
    modules: frozenset[str] = frozenset()
    unknown: bool = False
    parsed: bool = True
    too_long: bool = False
    hollow: tuple[tuple[str, int, int], ...] = ()

    @property
    def defined(self) -> frozenset[str]:
        """What code that comes later finds."""
        return self.written | self.imported


class Reader:
    """Reads the code of one submission: each text once, and no more of it than anybody writes.

    Of code that is longer, a picture in base64 say, only the lines are looked at that begin as the definition of a
    question do. It may define any name, so that it runs where it stands.

    Args:
        questions: What code that is too long may define.
    """

    def __init__(self, questions: Iterable[str]) -> None:
        self._questions = frozenset(questions)
        self._left = MOST_TOGETHER
        self._known: dict[str, Names] = {}

    def names_of(self, source: str) -> Names:
        """The names of a cell's or a file's code."""
        if source not in self._known:
            parse = is_short(source) and len(source) <= self._left
            self._left -= len(source) if parse else 0
            self._known[source] = names_of(source) if parse else self._at_a_glance(source)
        return self._known[source]

    def _at_a_glance(self, source: str) -> Names:
        found = (it[1] for pattern in (LIKELY_DEFINITION, LIKELY_VALUE) for it in pattern.finditer(source))
        return Names(written=self._questions.intersection(found), unknown=True, too_long=True)


def is_short(source: str) -> bool:
    """Whether code is parsed in about a second, whatever it holds."""
    if len(source) > MOST_PARSED:
        return False
    return len(source) * source.count("{") <= MOST_FIELDS or not F_STRING.search(source)


def words_of(source: str, among: Collection[str]) -> frozenset[str]:
    """Those of some names that stand in code, wherever that is."""
    return frozenset(it[0] for it in WORD.finditer(source) if it[0] in among)


@lru_cache(maxsize=256)
def names_of(source: str) -> Names:
    """The names of code that is short. Code that is not Python defines what its lines seem to define."""
    plain, tree = _parsed(source)
    if tree is None:
        return Names(written=frozenset(LIKELY_DEFINITION.findall(source)), parsed=False)
    written, placeholders, imported, modules, unknown = set(), set(), set(), set(), False
    for node in _own_nodes(tree):
        if isinstance(node, FUNCTIONS):
            (placeholders if _is_placeholder(node) else written).add(node.name)
        elif isinstance(node, ast.ClassDef):
            written.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            modules |= _modules(node)
            for alias in node.names:
                unknown = unknown or alias.name == "*"
                imported.add(alias.asname or alias.name.partition(".")[0])
        elif isinstance(node, (ast.Name, ast.Attribute, ast.Subscript)) and isinstance(node.ctx, ast.Store):
            base: ast.AST = node
            while isinstance(base, (ast.Attribute, ast.Subscript)):
                base = base.value
            if isinstance(base, ast.Name):
                written.add(base.id)
    for inner in ast.walk(tree):
        if isinstance(inner, (ast.Import, ast.ImportFrom)):
            modules |= _modules(inner)
    placeholders -= written
    hollow = (it for it in tree.body if isinstance(it, FUNCTIONS) and it.name in placeholders and _is_placeholder(it))
    return Names(
        *(frozenset(names) for names in (written, placeholders, imported, _needed(plain), modules)),
        unknown=unknown,
        hollow=tuple((it.name, *_lines(it)) for it in hollow),
    )


def without_placeholders(source: str, names: Names, unwanted: Collection[str]) -> str:
    """Code, of which the names are known, without those of its placeholders; else as it is, magics and all."""
    lines = source.split("\n")
    for name, first, last in reversed(names.hollow):
        if name in unwanted:
            del lines[first - 1 : last]
    return "\n".join(lines).strip("\n")


def text_of(source: str, name: str) -> str:
    """The text of what a name stands for at the top level of code; all of the code if that can't be told."""
    plain, tree = _parsed(source) if is_short(source) else (source, None)
    texts = (
        (ast.get_source_segment(plain, node) for node in tree.body if getattr(node, "name", "") == name) if tree else ()
    )
    return "\n".join(filter(None, texts)) or source


def _parsed(source: str) -> tuple[str, ast.Module | None]:
    """The code as Python, line by line where it was, and its tree; None if it can't be parsed."""
    for plain in (source, MAGIC.sub(r"\1pass", ASSIGNED_MAGIC.sub(r"\1 None", source))):
        try:
            return plain, ast.parse(plain)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
    return source, None


def _lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> tuple[int, int]:
    """The first and the last line of a function, decorators included."""
    first = min([function.lineno, *(it.lineno for it in function.decorator_list)])
    return first, function.end_lineno or first


def _own_nodes(tree: ast.AST) -> Iterable[ast.AST]:
    """The nodes of the top level: into `if`, `for` and `with`, not into functions and classes."""
    left = [tree]
    while left:
        node = left.pop()
        yield node
        if not isinstance(node, SCOPES):
            left.extend(ast.iter_child_nodes(node))


def _modules(node: ast.Import | ast.ImportFrom) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name.partition(".")[0] for alias in node.names}
    return {node.module.partition(".")[0]} if node.module and not node.level else set()


def _is_placeholder(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a function has a docstring at most, then `pass`, `...` or a bare `raise NotImplementedError`."""
    rest = [it for it in function.body if not (isinstance(it, ast.Expr) and isinstance(it.value, ast.Constant))]
    return all(isinstance(it, ast.Pass) or _raises_not_implemented(it) for it in rest)


def _raises_not_implemented(statement: ast.stmt) -> bool:
    if not isinstance(statement, ast.Raise):
        return False
    raised = statement.exc.func if isinstance(statement.exc, ast.Call) else statement.exc
    return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"


def _needed(plain: str) -> frozenset[str]:
    """The global names that code looks up: at its top level all that it names, in functions those that are global."""
    try:
        tables = [symtable.symtable(plain, "answer", "exec")]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset()
    found: set[str] = set()
    while tables:
        table = tables.pop()
        tables.extend(table.get_children())
        top = table.get_type() == "module"
        found |= {it.get_name() for it in table.get_symbols() if it.is_referenced() and (top or it.is_global())}
    return frozenset(found - set(dir(builtins)))
