"""Says of a piece of code, without running it, what it defines, what it needs, and where nothing is written yet."""

import ast
import builtins
import re
import symtable
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

MAGIC = re.compile(r"^(\s*)(?:[%!]|[\w.]+\?+\s*$|\?).*$", re.MULTILINE)
ASSIGNED_MAGIC = re.compile(r"^(\s*[\w, ]+=)\s*[%!].*$", re.MULTILINE)
LIKELY_DEFINITION = re.compile(r"^(?:async +)?(?:def|class) +(\w+)", re.MULTILINE)
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
        unknown: Whether it may define any name: it imports everything of a module.
        parsed: Whether it is Python.
    """

    written: frozenset[str] = frozenset()
    placeholders: frozenset[str] = frozenset()
    imported: frozenset[str] = frozenset()
    needed: frozenset[str] = frozenset()
    modules: frozenset[str] = frozenset()
    unknown: bool = False
    parsed: bool = True

    @property
    def defined(self) -> frozenset[str]:
        """What code that comes later finds."""
        return self.written | self.imported


@lru_cache(maxsize=4096)
def names_of(source: str) -> Names:
    """The names of a cell's or a file's code. Code that is not Python defines what its lines seem to define."""
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
    return Names(
        *(frozenset(names) for names in (written, placeholders, imported, _needed(plain), modules)), unknown=unknown
    )


def without_functions(source: str, names: Iterable[str]) -> str:
    """The code without the placeholders of these names at its top level; else as it is, magics and all."""
    _, tree = _parsed(source)
    unwanted = set(names)
    lines = source.split("\n")
    for node in reversed(tree.body if tree else []):
        if isinstance(node, FUNCTIONS) and node.name in unwanted and _is_placeholder(node):
            first = min([node.lineno, *(it.lineno for it in node.decorator_list)])
            del lines[first - 1 : node.end_lineno]
    return "\n".join(lines).strip("\n")


def text_of(source: str, name: str) -> str:
    """The text of what a name stands for at the top level of code; all of the code if that can't be told."""
    plain, tree = _parsed(source)
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
