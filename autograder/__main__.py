"""The command `autograder`, also as `python -m autograder`."""

import os
import sys


def main() -> None:
    """Run the command line, or say what to install if this is the students' light package."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    try:
        from autograder.cli import cli
    except ModuleNotFoundError as error:
        if error.name not in ("click", "rich"):
            raise
        sys.exit("The commands need more than `check` does: pip install 'going-deeper[grading]'")
    cli()


if __name__ == "__main__":
    main()
