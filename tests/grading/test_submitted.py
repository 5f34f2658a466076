"""What lies under submitted/ is found whatever it is called, and what is no submission is said."""

import unicodedata
from pathlib import Path

from autograder.grading.nbgrader_setup import Folders
from autograder.grading.submitted import not_understood, students_with, submitted_folder
from support.courses import COURSE

IDS = [it.id for it in COURSE.assignments()]
NFD = unicodedata.normalize("NFD", "José")
FILES = {  # what is said of it, None if it is a submission
    "ada/residual/residual.ipynb": None,
    "[group 3]/residual/residual.ipynb": None,
    "a*b/Residual/residual.ipynb": None,
    f"{NFD}/residual/my notebook.ipynb": None,
    "inception/residual/residual.ipynb": None,
    ".cache/residual/residual.ipynb": None,
    "__MACOSX/ada/residual.ipynb": None,
    "residual/bob/residual.ipynb": "residual/ is called as an assignment",
    "cyd/residual.ipynb": "cyd/residual.ipynb is in no folder",
    "dan/homework/residual.ipynb": "dan/homework/ is no assignment",
    "ada/RESIDUAL/residual.ipynb": "ada/RESIDUAL/ is a second residual",
    "residual.ipynb": "residual.ipynb is a file",
}


def test_students_are_found_by_name_not_by_pattern(tmp_path: Path, residual) -> None:
    folders = Folders.under(tmp_path, COURSE)
    assert students_with(residual, folders) == []
    for name in FILES:
        path = folders.submitted / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}")
    assert students_with(residual, folders) == sorted(["ada", "[group 3]", "a*b", NFD, "inception"])
    assert students_with(residual, folders, "José") == [NFD]
    assert students_with(residual, folders, "a*b") == ["a*b"] and students_with(residual, folders, "*") == []
    assert submitted_folder(folders.submitted, "a*b", "residual").name == "Residual"
    assert submitted_folder(folders.submitted, "ada", "residual").name == "residual"
    assert submitted_folder(folders.submitted, "nobody", "residual") == folders.submitted / "nobody" / "residual"
    said = not_understood(folders.submitted, IDS)
    wanted = [it for it in FILES.values() if it]
    assert len(said) == len(wanted) and all(any(line.startswith(it) for line in said) for it in wanted)
