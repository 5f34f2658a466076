"""What is private to Keras and TensorFlow, and every patch of them, is touched by the modules made for that alone."""

import ast
import re
from collections.abc import Iterator

import pytest

from autograder.paths import PACKAGE, kit_files

ALLOWED = PACKAGE / "keras_internals"
PRIVATE = re.compile(r"(keras\.src|tensorflow\.python|tensorflow\.core)(\.|$)|.*\b__internal__\b")
BY_NAME = re.compile(
    r"(keras\.src|tensorflow\.python)[\w.]*|_keras_history|_inbound_nodes|_is_default|_call_has_training_arg"
)
DOCUMENTED = {"_asdict", "_fields", "_make", "_replace", "_exit"}  # of namedtuples and of `os`
METHOD = re.compile(r"__(call|init|new|setattr|getattr|getattribute|get|set|eq|hash)__")


def violations(source: str, own: frozenset[str] = frozenset()) -> list[str]:
    """What a module does that is for the allowed ones alone, a line each.

    Args:
        source: The module's text.
        own: Private names that the package itself defines.
    """
    tree = ast.parse(source)
    theirs = _imported(tree)
    theirs |= _bound_to_classes(tree, theirs)
    faults = (it for node in ast.walk(tree) for it in (*_imports(node), *_names(node, own), *_patches(node, theirs)))
    return [f"line {line}: {what}" for line, what in faults]


def _imports(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Imports of private modules, and of what patches."""
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        within = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
        for name in (within + it.name for it in node.names):
            if PRIVATE.match(name) or name.startswith("unittest.mock"):
                yield node.lineno, f"imports {name}"


def _names(node: ast.AST, own: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Private attributes of objects that are not the package's own, and texts that are such names."""
    if isinstance(node, ast.Attribute):
        private = node.attr.startswith("_") and not node.attr.endswith("_") and node.attr not in DOCUMENTED | own
        if PRIVATE.match(ast.unparse(node)) or (private and not _is_self(node.value)):
            yield node.lineno, f"uses {ast.unparse(node)}"
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and BY_NAME.fullmatch(node.value):
        yield node.lineno, f"names {node.value!r}"


def _patches(node: ast.AST, theirs: set[str]) -> Iterator[tuple[int, str]]:
    """Assignments to classes and modules of Keras and TensorFlow, and to methods of whatever class."""
    match node:
        case ast.Attribute(ctx=ast.Store() | ast.Del()) if _root(node.value) in theirs or METHOD.fullmatch(node.attr):
            yield node.lineno, f"assigns {ast.unparse(node)}"
        case ast.Call(args=[first, *_]) if _root(first) in theirs:
            if ast.unparse(node.func).endswith(("setattr", "delattr", "__setattr__", "__delattr__")):
                yield node.lineno, f"assigns to {ast.unparse(first)}"


def _imported(tree: ast.Module) -> set[str]:
    """What a module calls that it imports from Keras and TensorFlow."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            for it in node.names:
                source = (node.module or "") if isinstance(node, ast.ImportFrom) else it.name
                if source.split(".")[0] in ("keras", "tensorflow"):
                    found.add(it.asname or it.name.split(".")[0])
    return found


def _bound_to_classes(tree: ast.Module, imported: set[str]) -> set[str]:
    """Other names for their classes: `cls = keras.layers.Layer`, `for cls in (keras.Model, …)`, and names for those."""
    found: set[str] = set()
    before = -1
    while before < len(found):
        before = len(found)
        for node in ast.walk(tree):
            value = getattr(node, "iter" if isinstance(node, (ast.For, ast.comprehension)) else "value", None)
            targets = getattr(node, "targets", None) or [getattr(node, "target", None)]
            if isinstance(value, ast.expr) and _has_class(value, imported, found):
                found |= {it.id for target in targets if target for it in ast.walk(target) if isinstance(it, ast.Name)}
    return found


def _has_class(expression: ast.expr, imported: set[str], bound: set[str]) -> bool:
    """Whether an expression has a class of theirs in it that it does not call."""
    called = {id(it.func) for it in ast.walk(expression) if isinstance(it, ast.Call)}
    for it in ast.walk(expression):
        last = it.attr if isinstance(it, ast.Attribute) else it.id if isinstance(it, ast.Name) else ""
        if id(it) not in called and (last in bound or (last[:1].isupper() and _root(it) in imported)):
            return True
    return False


def _root(expression: ast.AST) -> str:
    while isinstance(expression, ast.Attribute):
        expression = expression.value
    return expression.id if isinstance(expression, ast.Name) else ""


def _is_self(expression: ast.expr) -> bool:
    return ast.unparse(expression) in ("self", "cls", "super()")


def own_names(sources: list[str]) -> frozenset[str]:
    """Names that the package defines: of functions, classes, variables, and attributes that an object gives itself."""
    found: set[str] = set()
    for node in (it for source in sources for it in ast.walk(ast.parse(source))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and _is_self(node.value):
            found.add(node.attr)
    return frozenset(found)


def test_only_the_modules_made_for_it_touch_what_is_private() -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in kit_files()}
    own = own_names(list(texts.values()))
    faults = {path: violations(text, own) for path, text in texts.items()}
    assert len(texts) > 100 and sum(bool(found) for path, found in faults.items() if path.is_relative_to(ALLOWED)) >= 5
    assert {path.name: found for path, found in faults.items() if found and not path.is_relative_to(ALLOWED)} == {}


PLANTED = {
    "history": "def f(tensor): return tensor._keras_history",
    "history by name": "def f(tensor): return getattr(tensor, '_keras_history', None)",
    "nodes": "def f(layer): return [node for node in layer._inbound_nodes]",
    "another private name": "def f(layer): return layer._call_signature",
    "a frame": "import sys\nframe = sys._getframe(1)",
    "import": "import keras.src.ops",
    "import from": "from keras.src import ops",
    "import inside a function": "def f():\n    from keras.src.backend.common import global_state",
    "import from the package": "from keras import src",
    "attribute": "import keras\ngraphs = keras.src.ops.function",
    "module by name": "import importlib\nfunction = importlib.import_module('keras.src.ops.function')",
    "internals of TensorFlow": "import tensorflow as tf\ndispatch = tf.__internal__.dispatch",
    "TensorFlow's Python": "from tensorflow.python.framework import ops",
    "assignment": "import keras\nkeras.layers.Layer.__call__ = print",
    "assignment to an import": "from keras.layers import Layer\nLayer.symbolic_call = print",
    "assignment to an alias": "import keras\ncls = keras.layers.Layer\ncls.symbolic_call = print",
    "assignment to an alias' alias": "import keras as k\na = k.Model\nb = a\nb.fit = print",
    "assignment in a tuple": "import keras\nkeras.Model.fit, x = print, 1",
    "assignment in a loop": "import keras\nfor cls in (keras.Model, keras.layers.Layer):\n    cls.summary = print",
    "assignment of a method": "def f(cls): cls.__call__ = print",
    "deletion": "import keras\ndel keras.Model.fit",
    "setattr": "import keras\nsetattr(keras.Model, 'fit', print)",
    "object's setattr": "from keras import Model\ntype.__setattr__(Model, 'fit', print)",
    "setattr in a loop": "from itertools import product\nimport keras\n"
    "for cls, name in product((keras.Model, keras.layers.Layer), 'ab'):\n    setattr(cls, name, print)",
    "mock": "from unittest import mock",
    "mock of a class": "import unittest.mock\nimport keras\nunittest.mock.patch.object(keras.Model, 'fit')",
    "patch": "from unittest.mock import patch",
}
HARMLESS = {
    "a private name of one's own": "class A:\n    def f(self): return self._x, super()._x",
    "a setting of a layer": "import keras\nlayer = keras.layers.Dense(3)\nlayer.trainable = False\nlayer.built = True",
    "a setting by name": "import keras\nmodel = keras.Model()\nsetattr(model, 'trainable', False)",
    "a name in a pattern": "PATTERN = r'no attribute (_keras_history|output_shape)'",
    "a documented name": "import os\ndef f(record): return record._asdict(), os._exit(0)",
    "what Jupyter asks for": "def f(result): return result._repr_html_()",
    "a name of the package": "def f(check): return check._own()",
    "public Keras": "import keras\nx = keras.ops.relu(keras.Input((3,)))\ny = keras.config.floatx()",
}


@pytest.mark.parametrize("source", PLANTED.values(), ids=PLANTED)
def test_a_violation_is_found(source: str) -> None:
    assert violations(source)


@pytest.mark.parametrize("source", HARMLESS.values(), ids=HARMLESS)
def test_what_is_harmless_is_none(source: str) -> None:
    assert violations(source, frozenset(("_own",))) == []
