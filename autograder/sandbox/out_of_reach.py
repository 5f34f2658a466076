"""Puts this package out of the reach of a job's code, which imports it as its notebooks do and finds no more.

`run_cells` does so once all is imported that it needs itself. A module that is there already is not loaded a second
time either: `importlib.reload`, or an import after it was taken out of `sys.modules`, gives the one that is restrained.

In one process nothing is quite out of reach: frames and the garbage collector lead to what runs the job. There is no
judge and no reference in it, and nothing that counts what a question asks to be counted.
"""

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

ONCE = ("autograder", "keras")
STOOD_IN = "autograder.student."  # by `graded_later`


def put_out_of_reach() -> None:
    """From now on, importing this package gives the names that it exports, and Keras is loaded once and for all."""
    package = sys.modules["autograder"]
    shown = ModuleType("autograder", package.__doc__)
    for name in (*package.__all__, "__all__", "__file__", "__version__"):
        setattr(shown, name, getattr(package, name))
    for name in [name for name in sys.modules if f"{name}.".startswith("autograder.")]:
        if not name.startswith(STOOD_IN):
            del sys.modules[name]
    sys.modules["autograder"] = shown
    sys.meta_path.insert(0, _Loaded())


class _Loaded(MetaPathFinder, Loader):
    """Finds the modules of ONCE that are loaded now, as they are."""

    def __init__(self) -> None:
        self._modules = {name: it for name, it in sys.modules.items() if name.partition(".")[0] in ONCE}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in self._modules:
            if fullname.startswith("autograder."):
                raise ModuleNotFoundError(f"There is no {fullname} where answers are graded.", name=fullname)
            return None
        module = self._modules[fullname]
        spec = ModuleSpec(fullname, self, origin=getattr(module, "__file__", None))
        spec.submodule_search_locations = getattr(module, "__path__", None)
        return spec

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return self._modules[spec.name]

    def exec_module(self, module: ModuleType) -> None:
        pass
