"""Opens the shell that a submission's cells run in; `run_cells` does."""

import sys
import warnings

import matplotlib

from autograder.sandbox.capturing_shell import Stream
from autograder.sandbox.going_on import GoingOn
from autograder.sandbox.magics import PassesOver
from autograder.schema.job import Job


class Shell(PassesOver, GoingOn):
    """IPython's semantics, with what does not work here passed over and every definition made."""


def open_shell(job: Job) -> Shell:
    """The shell of this process, for a job; its `shown` is what cells show."""
    warnings.filterwarnings("ignore", module="IPython")
    shell = Shell.instance()
    shell.enable_matplotlib("inline")
    matplotlib.use = lambda *_, **__: None  # another backend needs a window
    shell.history_manager.enabled = False
    shell.colors = "nocolor"
    shell.script = job.script
    shell.user_ns["__name__"] = "answer" if job.script else "__main__"
    most = job.limits.output_kib * 1024
    sys.stdout, sys.stderr = Stream("stdout", shell.shown, most), Stream("stderr", shell.shown, most)
    return shell
