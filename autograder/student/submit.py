"""Hands in a student's saved notebook: a zip always, and nbgrader's exchange where a course has one.

The zip holds plain files, and its name says who and what: `autograder collect` puts them into
`submitted/<student>/<assignment>/`, and so does `nbgrader zip_collect` (see `nbgrader_config.py`). The command
`autograder submit` calls this.
"""

import getpass
import importlib.util
import logging
import tempfile
import threading
import zipfile
from dataclasses import dataclass
from pathlib import Path

from autograder.atomic_write import atomic_write
from autograder.errors import CourseError
from autograder.reading.submission import Submission, read
from autograder.schema.assignment import Assignment
from autograder.schema.published import released_notebook
from autograder.student.own_work import OwnWork
from autograder.text import file_name

EXCHANGE_S = 60.0


@dataclass(frozen=True, slots=True)
class HandIn:
    """What is handed in.

    Attributes:
        assignment: What it answers.
        files: By name, their content; the notebook has the assignment's.
        remarks: Sentences on what its owner may not have meant.
        submission: What the grader will read of it.
    """

    assignment: Assignment
    files: dict[str, bytes]
    remarks: tuple[str, ...]
    submission: Submission


def hand_in_of(work: OwnWork) -> HandIn:
    """The notebook as it is saved, and of the files beside it those that the assignment takes.

    Raises:
        CourseError: It is no notebook, or can't be read.
    """
    assignment, path = work.assignment, work.path
    if path.suffix == ".py":
        raise CourseError(f"{path.name} is not a notebook.", hint=f"{assignment.id} is handed in as a notebook.")
    try:
        notebook = path.read_bytes()
        beside = {it.name: path.with_name(it.name) for it in assignment.files}
        files = {name: file.read_bytes() for name, file in beside.items() if file.is_file()}
    except OSError as fault:
        raise CourseError(f"{fault.filename} can't be read: {fault.strerror}.", hint="Whose is it?") from None
    submission = read(path, assignment, released_notebook(assignment.id, path.parent))
    remarks = list(submission.notes)
    if not submission.readable:
        remarks.append("So it would earn nothing. Save it again in Jupyter, and hand in again.")
    remarks += [f"There is no {name} beside it, which may be handed in too." for name in beside if name not in files]
    return HandIn(assignment, {f"{assignment.id}.ipynb": notebook, **files}, tuple(remarks), submission)


def user_name() -> str:
    """The name that a student has on this machine, as nbgrader's exchange would call them."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container may know no names
        return "student"


def write_hand_in(handed_in: HandIn, student: str, folder: Path) -> Path:
    """Write `<assignment>-<student>.zip`; an earlier one is replaced. Letters of every script stay in the name.

    Raises:
        CourseError: The folder can't be written to.
    """
    name = file_name(f"{handed_in.assignment.id}-{student}.zip")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with atomic_write(folder / name) as draft, zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
            for file, content in handed_in.files.items():
                archive.writestr(file, content)
        return (folder / name).resolve()
    except OSError as fault:
        raise CourseError(f"{folder} can't be written to: {fault.strerror}.", hint="Choose another: --out.") from None


def to_exchange(handed_in: HandIn, student: str | None) -> str | None:
    """Hand in at nbgrader's exchange, if nbgrader is set up for one on this machine.

    Args:
        handed_in: What.
        student: Who, if not as nbgrader knows them.

    Returns:
        The course's name; None if there is no exchange.

    Raises:
        CourseError: The exchange did not take it, or took longer than a minute.
    """
    if not _nbgrader_is_set_up():
        return None
    ended: list[str | Exception | None] = []

    def submit() -> None:
        try:
            ended.append(_submit(handed_in, student))
        except Exception as fault:
            ended.append(fault)

    thread = threading.Thread(target=submit, daemon=True)  # an exchange on a network drive that is gone never answers
    thread.start()
    thread.join(EXCHANGE_S)
    outcome = ended[0] if ended else TimeoutError(f"no answer in {EXCHANGE_S:g} seconds")
    if isinstance(outcome, Exception):
        raise CourseError(f"nbgrader's exchange did not take it: {outcome}")
    return outcome


def _nbgrader_is_set_up() -> bool:
    """Whether nbgrader is here and has settings: without, it knows no course. Importing it takes seconds."""
    if not importlib.util.find_spec("nbgrader"):
        return False
    from jupyter_core.paths import jupyter_config_path

    return any((Path(folder) / "nbgrader_config.py").exists() for folder in (".", *jupyter_config_path()))


def _submit(handed_in: HandIn, student: str | None) -> str | None:
    from nbgrader.apps import NbGrader
    from nbgrader.auth import Authenticator
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.exchange import ExchangeFactory

    settings = NbGrader()
    settings.log = logging.getLogger("autograder.nbgrader")
    settings.log.setLevel(logging.CRITICAL + 1)  # what it has to say comes as an exception
    settings.load_config_file()
    config, name = settings.config, handed_in.assignment.id
    directory = CourseDirectory(config=config, assignment_id=name, student_id=student or "*")
    exchange = ExchangeFactory(config=config).Submit(
        coursedir=directory, authenticator=Authenticator(config=config), config=config
    )
    exchange.log = settings.log
    root = getattr(exchange, "root", None)  # others than nbgrader's own may have none
    if not directory.course_id or (root and not Path(root).is_dir()):
        return None
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / name
        place.mkdir()
        for file, content in handed_in.files.items():
            (place / file).write_bytes(content)
        exchange.assignment_dir, exchange.path_includes_course = folder, False
        exchange.start()
    return directory.course_id
