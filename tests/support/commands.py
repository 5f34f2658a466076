"""Commands in processes of their own, as they are typed."""

import sys

# nbgrader's, without what makes nbformat slow to import: see `autograder.startup.skip_slow_imports`.
NBGRADER = (
    *(sys.executable, "-c"),
    "import autograder.startup as it; it.skip_slow_imports(); from nbgrader.apps.nbgraderapp import main; main()",
)
AUTOGRADER = (sys.executable, "-m", "autograder")
