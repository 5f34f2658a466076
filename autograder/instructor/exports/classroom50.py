"""Writes an autograder for Classroom 50; run there, checks a submission and writes its result.json.

The contract is that of https://github.com/foundation50/classroom50/wiki/Advanced-Autograding: an `autograder.py` with
the files beside it in <classroom>/autograders/<assignment>/, and a result.json of the schema classroom50/result/v1.

That folder is published on GitHub Pages, where anyone who finds the address can read it. So it holds nothing that
students do not have: submissions are graded as by `check`, with the public cases. Grade officially with `grade`.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from math import floor
from pathlib import Path
from typing import Any

from autograder.errors import CourseError
from autograder.instructor.exports.archive import archived_files, requirements, run_command, write_archive
from autograder.paths import PACKAGE
from autograder.schema.assignment import Assignment
from autograder.schema.published import known_assignments

ENTRY = '''"""Grades a submission of {name} for Classroom 50: `autograder export`. Needs Python 3.11 to 3.13.

The runner's machine is the only wall around what a student's code does: there is no sandbox within it, and the code can
change its own result.json. Nothing that students do not have lies here. Grade officially with `autograder grade`.
"""

import os
import subprocess
import sys
from pathlib import Path

here = Path(__file__).resolve().parent
pip = [sys.executable, "-m", "pip", "install", "--quiet", "--user", "-r", str(here / "requirements.txt")]
subprocess.run(pip, check=True)
grade = [sys.executable, "-P", "-m", "autograder.instructor.exports.classroom50", "{name}"]
sys.exit(subprocess.run(grade, env=os.environ | {{"PYTHONPATH": str(here / "kit")}}).returncode)
'''


def write_classroom50(assignment: Assignment, path: Path) -> None:
    """Write the zip to unpack into <classroom>/autograders/<assignment>/.

    Raises:
        CourseError: The assignment is not recorded, or has criteria of half points: Classroom 50 takes whole ones.
    """
    if any(points != int(points) for question in assignment.questions for points in question.criteria.values()):
        raise CourseError(
            f"{assignment.id} has criteria with parts of points.", hint="Classroom 50 takes whole points."
        )
    files = {f"kit/{name}": file for name, file in archived_files(assignment, official=False).items()}
    write_archive(path, files, {"autograder.py": ENTRY.format(name=assignment.id), "requirements.txt": requirements()})


def result_of(
    assignment: Assignment, lines: list[dict[str, Any]], environment: Mapping[str, str], submitted: datetime
) -> dict[str, Any]:
    """Classroom 50's result from the JSON lines of `autograder check`.

    Scores are whole points; a criterion that earned a part of its points counts what is full of them. The exact number
    is in `points` of its test.

    Args:
        assignment: What was handed in.
        lines: One per question; a question without one earns nothing.
        environment: The variables that Classroom 50's runner sets.
        submitted: When the graded commit was made.

    Raises:
        KeyError: A variable is missing: this does not run in Classroom 50.
    """
    known = {line["question"]: {it["name"]: it for it in line["criteria"]} for line in lines if line["question"]}
    tests = []
    for question in assignment.questions:
        for name, most in question.criteria.items():
            found = known.get(question.name, {}).get(name, {"outcome": "not run", "points": 0.0, "message": ""})
            tests.append(
                {
                    "test-name": f"{question.name}: {name}",
                    "passed": found["outcome"] == "passed",
                    "score": floor(found["points"] + 1e-9),
                    "max-score": int(most),
                    "points": found["points"],
                    "message": found["message"],
                }
            )
    return {
        "schema": "classroom50/result/v1",
        "classroom": environment["CLASSROOM"],
        "assignment": environment["ASSIGNMENT"],
        "submission": environment["SUBMISSION_TAG"],
        "commit": environment["COMMIT_URL"],
        "release": environment["RELEASE_URL"],
        "review": environment.get("REVIEW_URL") or environment["COMMIT_URL"],
        "datetime": submitted.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "score": sum(test["score"] for test in tests),
        "max-score": sum(test["max-score"] for test in tests),
        "tests": tests,
    }


def grade_checkout(name: str, checkout: Path) -> None:
    """Check the notebook in a student's checkout and write result.json there.

    Raises:
        CourseError: The check could not run.
    """
    assignment = next(it for it in known_assignments() if it.id == name)
    lines = run_command("check", checkout, PACKAGE.parent)
    for said in dict.fromkeys(said for line in lines for said in [*line.get("notes", ()), line["message"]] if said):
        print(said)
    words = ["git", "log", "-1", "--format=%ct"]
    done = subprocess.run(words, cwd=checkout, capture_output=True, text=True, check=False)
    submitted = datetime.fromtimestamp(int(done.stdout), UTC) if done.returncode == 0 else datetime.now(UTC)
    result = result_of(assignment, lines, os.environ, submitted)
    (checkout / "result.json").write_text(json.dumps(result, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    grade_checkout(sys.argv[1], Path.cwd())
