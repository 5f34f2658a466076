"""Going Deeper: a course kit on CNN architectures in Keras 3, and the autograder that grades it by evidence.

Students need one name: `from autograder import check`, then `check(my_function)` below each answer.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.checking import check as check

__version__ = "0.3.0"
__all__ = ["check"]


def __getattr__(name: str) -> Any:
    """Import Keras only when `check` is asked for, so that `autograder --help` answers at once."""
    if name == "check":
        from autograder.checking import check

        return check
    raise AttributeError(f"module 'autograder' has no attribute {name!r}")
