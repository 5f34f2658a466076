"""Going Deeper: a course kit on CNN architectures in Keras 3, and the autograder that grades it by evidence.

Students need one name: `from autograder import check`, then `check(my_function)` below each answer. `load_by_place`
gives a network that they built trained weights.
"""

from typing import TYPE_CHECKING, Any

from autograder.startup import __version__ as __version__

if TYPE_CHECKING:
    from autograder.student.check import check as check
    from autograder.student.pretrained import load_by_place as load_by_place

__all__ = ["check", "load_by_place"]


def __getattr__(name: str) -> Any:
    """Import Keras only when something is asked for, so that `autograder --help` answers at once."""
    if name in __all__:
        from autograder.startup import require_versions

        require_versions()
    if name == "check":
        from autograder.student.check import check

        return check
    if name == "load_by_place":
        from autograder.student.pretrained import load_by_place

        return load_by_place
    raise AttributeError(f"module 'autograder' has no attribute {name!r}")
