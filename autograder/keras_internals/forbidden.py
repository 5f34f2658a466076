"""Forbids what an answer may not use: networks that are ready-made, and methods that do what is asked.

What is forbidden is changed itself, not its name: the code of the function is replaced, so that whoever kept the
function, a method of it or its `__code__` has what came in its place. The code of a ready-made network is gone then;
that of a method begins with a look at what is forbidden now. `sandbox.fork_server` sees to it before there is any job,
`probing.probe` forbids methods while it calls an answer, and `inlining` looks who calls a layer.

What it does not stop: code that takes that look out of a function again, and code of the student's own that does the
same. Both stand in the submission, where `reading.suspect` finds them for a person.

Relied on, each with a test in tests/keras_internals/test_keras_promises.py:

- applications: networks of `keras.applications` are functions of modules below keras.src.applications, in such files
- one_call: every layer and model of Keras is called by `Layer.__call__`
- behind: what `count_params` and `summary` do is done by the functions in BEHIND, of keras.src.utils.summary_utils
"""

import ast
import contextlib
import inspect
import re
import sys
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import keras
from keras.src import applications
from keras.src.utils import summary_utils

READY_MADE = re.compile(r"[/\\](?:keras[/\\]src[/\\]applications|keras_hub|keras_cv)[/\\]")
NETWORKS = f"{applications.__name__}."
HARMLESS = re.compile(r"\.imagenet_utils\.|\.(?:preprocess_input|decode_predictions)$")
BEHIND = {"count_params": ("count_params", "weight_memory_size"), "summary": ("print_summary",)}
PLACE = "what is meant comes here"


class ReadyMade(RuntimeError):
    """The answer takes a network that is ready-made."""

    def __init__(self) -> None:
        super().__init__("This is a ready-made network of keras.applications. Build it yourself: that is the task.")


def refuse_ready_made(frame: Any) -> None:
    """Raise if the code that calls a layer is that of a network which is ready-made."""
    if READY_MADE.search(frame.f_code.co_filename):
        raise ReadyMade


def forbid_ready_made() -> None:
    """From now on, no network of keras.applications can be built in this process."""
    original = keras.layers.Layer.__call__

    def call(self: Any, *args: Any, **kwargs: Any) -> Any:
        refuse_ready_made(sys._getframe(1))
        return original(self, *args, **kwargs)

    keras.layers.Layer.__call__ = call
    outer = compile(f"def network(*_, **__): raise {PLACE!r}", "", "exec")
    raising = _with(outer.co_consts[0], ReadyMade)
    for function in networks():
        code = function.__code__
        function.__code__ = raising.replace(
            co_name=code.co_name, co_filename=code.co_filename, co_firstlineno=code.co_firstlineno
        )


def networks() -> list[FunctionType]:
    """The functions that build networks of keras.applications, whole or in part."""
    modules = [module for name, module in sys.modules.items() if name.startswith(NETWORKS)]
    found = [it for module in modules for it in vars(module).values() if inspect.isfunction(it)]
    names = [f"{it.__module__}.{it.__name__}" for it in found]
    return [
        it for it, name in zip(found, names, strict=True) if name.startswith(NETWORKS) and not HARMLESS.search(name)
    ]


def folders_of_networks() -> list[Path]:
    """Where the code of keras.applications can be read. Without it, no further interpreter can import Keras."""
    return [Path(folder) for folder in applications.__path__]


@contextlib.contextmanager
def without_methods(names: Iterable[str]) -> Iterator[None]:
    """While on, these methods of Keras' models and layers raise: what they do is what is asked."""
    restrain(names)
    before = _forbidden.names
    _forbidden.names = frozenset(names)
    try:
        yield
    finally:
        _forbidden.names = before


def restrain(names: Iterable[str]) -> None:
    """From now on, these methods and the functions behind them ask whether they are forbidden, whoever calls them."""
    for name in names:
        named = [getattr(cls, name, None) for cls in (keras.Model, keras.layers.Layer)]
        named += [getattr(summary_utils, behind, None) for behind in BEHIND.get(name, ())]
        for function in map(inspect.unwrap, filter(inspect.isfunction, named)):
            if function not in _restrained:
                _restrained.add(function)
                function.__code__ = _asking(function, name)


class _Forbidden:
    """The names of what is forbidden now."""

    names: frozenset[str] = frozenset()

    def __contains__(self, name: str) -> bool:
        return name in self.names


_forbidden = _Forbidden()
_restrained: set[FunctionType] = set()


def _asking(function: FunctionType, name: str) -> CodeType:
    """A function's code with a look, before all else, at whether it is forbidden under this name."""
    lines, first = inspect.getsourcelines(function)
    tree = ast.parse(textwrap.dedent("".join(lines)))
    (definition,) = tree.body
    assert isinstance(definition, ast.FunctionDef)
    definition.decorator_list = []
    told = f"{name} is not there when this is graded: work it out from the layers."
    look = ast.parse(f"if {name!r} in {PLACE!r}: raise AttributeError({told!r})").body
    definition.body = [*look, *definition.body]
    closed = ast.parse(f"def closed({', '.join(function.__code__.co_freevars)}): pass")
    closed.body[0].body = tree.body  # type: ignore[attr-defined]
    ast.increment_lineno(tree, first - 1)
    outer = compile(closed, function.__code__.co_filename, "exec").co_consts[0]
    inner = next(it for it in outer.co_consts if isinstance(it, CodeType))
    return _with(inner, _forbidden)


def _with(code: CodeType, meant: object) -> CodeType:
    """Code with something in the place that was left for it: it needs no name that could be given to something else."""
    return code.replace(co_consts=tuple(meant if it == PLACE else it for it in code.co_consts))
