"""The command `autograder`, also as `python -m autograder`."""

import os
import sys

from autograder.errors import install
from autograder.startup import skip_slow_imports

OF_TERMINAL = ("click", "rich", "psutil", "IPython", "matplotlib", "nbformat")
OF_GRADING = ("nbgrader", "jupytext", "nbconvert", "nh3", "latex2mathml")


def main() -> None:
    """Run the command line, or say what to install if this is the students' light package."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    skip_slow_imports()
    try:
        from autograder.cli.app import cli

        cli()
    except ModuleNotFoundError as error:
        package = (error.name or "").split(".")[0]
        if package not in (*OF_TERMINAL, *OF_GRADING):
            raise
        extra = "terminal" if package in OF_TERMINAL else "grading"
        sys.exit(f"This command needs more than `check` does: {install(extra)}")


if __name__ == "__main__":
    main()
