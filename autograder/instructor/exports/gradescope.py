"""Writes an autograder for Gradescope; run there, judges a submission and writes its results.json.

The files are those of https://gradescope-autograders.readthedocs.io/en/latest/specs/: `setup.sh` and `run_autograder`
at the root of a zip that Gradescope unpacks to /autograder/source; the submission in /autograder/submission.

Gradescope's own container is the only wall (`--sandbox=none`): it has no rights to make another. A student's code runs
there as another user, who can't read the references and declarations nor write results. It can read the judge's code,
use the network, and see what else is in the container; so look at submissions with surprising scores.
"""

import json
import sys
from pathlib import Path
from typing import Any

from autograder.instructor.exports.archive import archived_files, requirements, run_command, write_archive
from autograder.schema.assignment import Assignment
from autograder.schema.course import Course

SETUP = """#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the container.
set -euo pipefail
apt-get update && apt-get install -y curl ca-certificates
curl -LsSf https://astral.sh/uv/install.sh | env UV_INSTALL_DIR=/usr/local/bin sh
export UV_PYTHON_INSTALL_DIR=/opt/python
uv venv --python 3.12 /opt/grader
uv pip install --python /opt/grader/bin/python -r /autograder/source/requirements.txt
"""
RUN = """#!/usr/bin/env bash
# Gradescope runs this for every submission, as root.
#
# THIS CONTAINER IS THE ONLY WALL around what a student's code does: there is no sandbox within it. The code runs as
# nobody. What it may not read (references, hidden cases) or write (results) is root's alone; it can read all else, and
# use the network if there is one. So put nothing else that is secret into this archive or container.
set -euo pipefail
cd /autograder/source
chmod 711 /autograder /autograder/source
chmod -R go= /autograder/source/{{data,solutions,assignments}} /autograder/submission /autograder/results
export GOING_DEEPER_RUN_AS=nobody
export PYTHONPATH=/autograder/source
results=/autograder/results/results.json
exec /opt/grader/bin/python -m autograder.instructor.exports.gradescope {name} /autograder/submission "$results"
"""


def write_gradescope(assignment: Assignment, path: Path) -> None:
    """Write the zip to upload under “Configure Autograder”.

    Raises:
        CourseError: The assignment is not recorded or not released.
    """
    texts = {"setup.sh": SETUP, "run_autograder": RUN.format(name=assignment.id), "requirements.txt": requirements()}
    write_archive(path, archived_files(assignment, official=True), texts)


def results_of(assignment: Assignment, lines: list[dict[str, Any]]) -> dict[str, Any]:
    """Gradescope's results from the JSON lines of `autograder judge`.

    Args:
        assignment: What was handed in.
        lines: One per question; a question without one earns nothing.

    Returns:
        The content of results.json: a test per criterion, with `name`, `score`, `max_score`, `status` and `output`.
    """
    said = dict.fromkeys(note for line in lines for note in line.get("notes", ()))
    said |= dict.fromkeys(line["message"] for line in lines if line["question"] is None and line["message"])
    known = {line["question"]: line for line in lines}
    tests = []
    for question in assignment.questions:
        line = known.get(question.name, {})
        criteria = {it["name"]: it for it in line.get("criteria", ())}
        explained = [line["diagnosis"]] if line.get("diagnosis") else []
        for name, most in question.criteria.items():
            found = criteria.get(name)
            passed = found is not None and found["outcome"] == "passed"
            words = [found["message"] if found else line.get("message") or "Not answered."]
            if not passed:  # the mistake's name stands with the first criterion that it cost
                words, explained = [*words, *explained], []
            tests.append(
                {
                    "name": f"{question.title}: {name}",
                    "score": found["points"] if found else 0.0,
                    "max_score": most,
                    "status": "passed" if passed else "failed",
                    "output": "\n".join(filter(None, words)),
                }
            )
    return {"output": " ".join(said), "output_format": "text", "test_output_format": "text", "tests": tests}


def grade_submission(assignment: Assignment, submission: Path, results: Path) -> None:
    """Judge what is in a folder and write Gradescope's results.

    Raises:
        CourseError: The judge could not run; no results are written, and Gradescope shows what was said to staff.
    """
    lines = run_command("judge", submission, Path.cwd())
    results.write_text(json.dumps(results_of(assignment, lines), ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    grade_submission(Course.here().assignment(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
