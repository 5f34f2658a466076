"""Stands in for modules that only other machines have, Colab's and Kaggle's: what they are asked for is nothing.

`going_on` lets a statement run with them that fails without. They are there for that statement alone, so that code
which asks where it runs, by `try: import google.colab` or in `sys.modules`, gets a true answer.
"""

import contextlib
import sys
from collections.abc import Iterator, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import FunctionType, ModuleType
from typing import Any

MODULES = ("google.colab", "kaggle_secrets", "kaggle_datasets")


def stands_in_for(error: BaseException | None) -> str:
    """The module that an error misses, if there is a stand-in for it; else ""."""
    name = error.name if isinstance(error, ModuleNotFoundError) else None
    if name == "google":  # no package of Google's is installed
        return "google.colab"
    return next((module for module in MODULES if name == module or f"{name}".startswith(f"{module}.")), "")


@contextlib.contextmanager
def standing_in() -> Iterator[None]:
    """While on, the modules can be imported where the real ones are not installed. What was imported stays usable."""
    finder = _Finder()
    sys.meta_path.append(finder)  # the last to be asked
    try:
        yield
    finally:
        sys.meta_path[:] = [it for it in sys.meta_path if it is not finder]
        for name in [name for name, module in sys.modules.items() if type(module) is _StandIn]:
            del sys.modules[name]


class Nothing(str):
    """An empty text. Each attribute, item and call of it is nothing again; as a decorator it changes nothing."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name.endswith("Error"):  # to be named by `except`
            return type(name, (Exception,), {})
        return Nothing()

    def __call__(self, *args: Any, **_: Any) -> Any:
        return args[0] if len(args) == 1 and isinstance(args[0], (FunctionType, type)) else Nothing()

    def __getitem__(self, _: Any) -> "Nothing":
        return Nothing()

    def __enter__(self) -> "Nothing":
        return self

    def __exit__(self, *_: object) -> None:
        pass


class _StandIn(ModuleType):
    def __getattr__(self, name: str) -> Any:
        return getattr(Nothing(), name)


class _Finder(MetaPathFinder, Loader):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        known = fullname == "google" or fullname.startswith(MODULES)
        return ModuleSpec(fullname, self, is_package=True) if known else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _StandIn(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        pass
