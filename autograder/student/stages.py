"""Says in the cell's output what a check is doing, where a person watches, and takes it away at the end.

`check` uses it for what takes long.
"""

import contextlib
import sys
from collections.abc import Callable, Iterator


@contextlib.contextmanager
def stages(long: bool) -> Iterator[Callable[[str], None]]:
    """Show in one place what is being done, and take it away at the end.

    Args:
        long: Whether it takes so long that anybody would wonder.

    Yields:
        A function to call with each sentence. Where nobody watches, as when a notebook is graded, it does nothing.
    """
    if not (long and watched()):
        yield lambda words: None
        return
    from IPython.display import display

    place = display({"text/plain": ""}, raw=True, display_id=True)
    try:
        yield lambda words: place.update({"text/plain": words}, raw=True)
    finally:
        place.update({}, raw=True)  # without content nothing is drawn, and the saved notebook has nothing to show


def watched() -> bool:
    """Whether this cell was run by someone who could be asked for input: by hand, not by nbgrader or nbconvert."""
    shell = sys.modules.get("IPython") and sys.modules["IPython"].get_ipython()
    parent = getattr(shell, "get_parent", dict)()
    return bool(parent.get("content", {}).get("allow_stdin"))
