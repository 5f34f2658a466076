"""Packs what grades an assignment on a machine of another system into an archive, and runs the grading there.

The archive holds what no package index has: this package, the assignment's declaration and reference. Dependencies are
in its requirements.txt. `gradescope` and `classroom50` are made of this.
"""

import json
import subprocess
import sys
from importlib.metadata import requires
from pathlib import Path
from typing import Any, Literal

from packaging.requirements import Requirement

from autograder.errors import CourseError
from autograder.instructor.zips import write_zip
from autograder.paths import PACKAGE, kit_files, public_folder
from autograder.schema.assignment import Assignment

Command = Literal["check", "judge"]
DATE = (2020, 1, 1, 0, 0, 0)


def archived_files(assignment: Assignment, official: bool) -> dict[str, Path]:
    """The files that grading an assignment needs, by their place under the folder to grade in.

    Args:
        assignment: What will be graded.
        official: For `judge`: with the declaration of every case, the official reference, held-out images and the
            released notebook. Else for `check`: with nothing that students do not have.

    Raises:
        CourseError: The assignment is not recorded or not released.
    """
    name = assignment.id
    images = {case.data for question in assignment.questions for case in question.cases if case.data}
    files = {path.relative_to(PACKAGE.parent).as_posix(): path for path in kit_files()}
    public = {f"{name}.json", f"{name}.ipynb", *images}
    files |= {f"data/reference/public/{it}": public_folder() / it for it in sorted(public)}
    if official:
        course = assignment.course
        own = [course.solution(name) / "assignment.toml", course.reference(name), course.release(name)]
        own += [course.held_out / it for it in sorted(images)]
        files |= {path.relative_to(course.root).as_posix(): path for path in own}
    for path in files.values():
        if not path.is_file():
            raise CourseError(
                f"There is no {path}.", hint=f"Run `autograder release {name}`, `autograder record {name}`."
            )
    return files


def requirements() -> str:
    """What pip has to install to grade on Linux, a line each."""
    lines = []
    for line in requires("going-deeper") or ():
        found = Requirement(line)
        if found.marker is None or found.marker.evaluate({"extra": "grading", "sys_platform": "linux"}):
            found.marker = None
            lines.append(str(found))
    return "\n".join(sorted(lines)) + "\n"


def write_archive(path: Path, files: dict[str, Path], texts: dict[str, str]) -> None:
    """Write an archive of files and of texts by name; texts that begin with `#!` can be executed."""
    contents = {name: file.read_bytes() for name, file in files.items()}
    contents |= {name: text.encode() for name, text in texts.items()}
    write_zip(path, contents, DATE, compress=True)


def run_command(command: Command, handed_in: Path, folder: Path) -> list[dict[str, Any]]:
    """Run `autograder check` or `judge` on what somebody handed in, without a sandbox; its JSON lines.

    Args:
        command: Which.
        handed_in: A student's folder.
        folder: Where the kit is; nothing is imported from where that is.

    Raises:
        CourseError: It could not run; the message has the end of what it said.
    """
    words = ["--sandbox=none"] if command == "judge" else []
    whole = [sys.executable, "-P", "-m", "autograder", command, "--json", *words, str(handed_in.resolve())]
    done = subprocess.run(whole, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1) or not done.stdout.strip():
        raise CourseError(f"autograder {command} failed ({done.returncode}): {done.stderr.strip()[-2000:]}")
    return [json.loads(line) for line in done.stdout.splitlines()]
