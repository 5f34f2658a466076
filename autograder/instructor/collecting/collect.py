"""Puts what a class handed in elsewhere into `submitted/<student>/<assignment>/`: the command `autograder collect`.

A submission is replaced as a whole, once everything was read. When it came is not noted: the times in Canvas' and
Moodle's zips are those of the download, and in a zip of `submit` the student's clock's.
"""

import filecmp
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from zipfile import ZipFile

from autograder.atomic_write import atomic_write
from autograder.errors import CourseError
from autograder.grading.collect import forget_time
from autograder.grading.submitted import submitted_folder
from autograder.instructor.collecting.downloads import Bounds, Entry, open_zip
from autograder.instructor.collecting.layouts import NotTaken, Person, Place
from autograder.instructor.collecting.people import ClassList, folders_of, kept_after, read_class_list
from autograder.instructor.collecting.sorting import assignments_named, newest_of, sort_out, unpacked
from autograder.schema.course import Course
from autograder.text import file_name

RECORD = Path(".autograder") / "folders.json"
Files = dict[tuple[str, ...], tuple[Entry, Place]]


@dataclass(slots=True)
class Collected:
    """One student's line.

    Attributes:
        student: The name of their folder.
        called: Their name in the download.
        outcome: What became of the folder.
        late: Whether the system says that it came late.
        files: Paths in the folder.
        known: Whether the roster has them; None without a roster.
    """

    student: str
    called: str
    outcome: Literal["new", "replaced", "unchanged"]
    late: bool
    files: list[str]
    known: bool | None = None


@dataclass(slots=True)
class Collection:
    """What was collected.

    Attributes:
        assignment: Of which assignment.
        students: One each, by folder.
        not_taken: Files that were left in the download, by name.
        missing: Names of those on the roster of whom there is nothing, now or from before.
        notes: Sentences that the instructor should read.
    """

    assignment: str
    students: list[Collected] = field(default_factory=list)
    not_taken: dict[str, NotTaken] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def collect(download: Path, course: Course, name: str | None = None, roster: Path | None = None) -> Collection:
    """Collect a download; nothing is changed if this raises.

    Args:
        download: A zip of Canvas', Moodle's or `submit`'s, of several of these, or of folders by student.
        course: Where to.
        name: The assignment, if the files do not say it.
        roster: The gradebook downloaded from Canvas, or Moodle's grading worksheet.

    Raises:
        CourseError: It can't be read, is of no assignment, or has nobody's work in it; or a folder is in the way.
    """
    members = read_class_list(roster) if roster else None
    with open_zip(download, download.name) as archive:
        done, people, files = _read(archive, download.name, course, name, members)
        _place(people, files, course, members, done)
    return done


def extract(downloads: Iterable[Path], course: Course, name: str, target: Path) -> Iterator[str]:
    """Write what is in downloads into `<target>/<student>/`; a later one's submission replaces an earlier one's.

    Yields:
        A sentence for every file that is not taken, and every download that can't be read.
    """
    kept = _kept(course)
    there = {path.name for path in (course.root / "submitted").glob("*")}
    for download in downloads:
        try:
            with open_zip(download, download.name) as archive:
                done, people, files = _read(archive, download.name, course, name, None)
                folders = folders_of(people, kept, there | {path.name for path in target.iterdir()})
                for key, folder in folders.items():
                    if (target / folder).is_dir():
                        shutil.rmtree(target / folder)
                    _write(files[key], target / folder)
        except CourseError as error:
            yield f"{error.message} {error.hint}"
            continue
        kept = kept_after(kept, folders)
        yield from (f"{name}: {it.why}" for name, it in done.not_taken.items())
    _keep(course, kept)


def _read(
    archive: ZipFile, download: str, course: Course, name: str | None, members: ClassList | None
) -> tuple[Collection, dict[str, Person], dict[str, Files]]:
    """What is in a download: people, and the newest files of each, by what tells people apart."""
    ids, bounds = [it.id for it in course.assignments()], Bounds()
    found = sort_out(archive, download, ids, members.knows if members else None, bounds)
    named = assignments_named(found.files, ids)
    assignment = course.assignment(name or _only(named, ids, download))
    for entry, place in found.files:
        if place.assignment not in ("", assignment.id):
            found.not_taken[entry.name] = NotTaken(f"is of {place.assignment}", fine=True)
    found.files = [it for it in found.files if it[1].assignment in ("", assignment.id)]
    found = unpacked(found, ids, bounds)
    if not found.files:
        raise CourseError(f"Nobody's work is in {download}.", hint=_first(found.not_taken))
    people, theirs = _by_person(found.files, members, assignment.id)
    done, files = Collection(assignment.id, not_taken=found.not_taken), {}
    if named and assignment.id not in named:
        done.notes.append(f"Collected as {assignment.id}, but the files are called {', '.join(sorted(named))}.")
    for key, handed_in in theirs.items():
        files[key], left = newest_of(handed_in, assignment)
        done.not_taken |= left
    return done, people, files


def _only(named: set[str], ids: list[str], download: str) -> str:
    """The assignment that is meant where none is said."""
    if len(named) == 1:
        return named.pop()
    if len(ids) == 1:
        return ids[0]
    found = f"names {', '.join(sorted(named))}" if named else "names no assignment"
    raise CourseError(
        f"{download} {found}.", hint=f"Say which: autograder collect FILE ASSIGNMENT, of {', '.join(ids)}."
    )


def _first(not_taken: dict[str, NotTaken]) -> str:
    """What to do where nothing was found."""
    said = [f"{name}: {it.why}." for name, it in list(not_taken.items())[:3]]
    return " ".join([*said, "autograder collect --help says what names it knows."])


def _by_person(
    found: list[tuple[Entry, Place]], members: ClassList | None, assignment: str
) -> tuple[dict[str, Person], dict[str, list[tuple[Entry, Place]]]]:
    """People and their files, by what tells people apart; a member of the class is who the roster says."""
    people: dict[str, Person] = {}
    theirs: dict[str, list[tuple[Entry, Place]]] = {}
    for entry, place in found:
        person = members.who(place.person) if members else place.person
        key = person.key(assignment)
        people[key] = person
        theirs.setdefault(key, []).append((entry, place))
    return people, theirs


def _place(
    people: dict[str, Person],
    files: dict[str, Files],
    course: Course,
    members: ClassList | None,
    done: Collection,
) -> None:
    """Write everybody's files beside where they go, then put them there."""
    submitted, kept = course.root / "submitted", _kept(course)
    submitted.mkdir(exist_ok=True)
    existing = [path.name for path in submitted.iterdir()]
    folders = folders_of(people, kept, existing)
    for folder in folders.values():
        path = submitted / folder
        if path.is_symlink() or (path.exists() and not path.is_dir()):
            raise CourseError(f"{path} is no folder.", hint="Move it away; a student's submissions go there.")
    with tempfile.TemporaryDirectory(prefix=".collecting-", dir=submitted) as scratch:
        drafts = {key: Path(scratch) / str(number) for number, key in enumerate(people)}
        for key, draft in drafts.items():
            _write(files[key], draft)
        kept = kept_after(kept, folders)
        _keep(course, kept)
        for key, draft in drafts.items():
            outcome = _put(draft, submitted, folders[key], done.assignment)
            late = any(place.late for _, place in files[key].values())
            called = next(iter(files[key].values()))[1].person
            known = members.find(called) is not None if members else None
            names = sorted("/".join(parts) for parts in files[key])
            done.students.append(Collected(folders[key], called.name, outcome, late, names, known))
            if outcome != "unchanged" and forget_time(course.root, done.assignment, folders[key]):
                done.notes.append(
                    f"{folders[key]}: the time that nbgrader noted was an earlier one's, and is forgotten."
                )
    done.students.sort(key=lambda it: it.student.casefold())
    for member in members.members if members else ():
        key = member.person.key(done.assignment)
        folder = kept.get(key, file_name(member.login))
        if key not in people and not submitted_folder(submitted, folder, done.assignment).is_dir():
            done.missing.append(member.name or member.login)


def _write(files: Files, draft: Path) -> None:
    """Write a student's files into a new folder."""
    draft.mkdir()
    for parts, (entry, _) in files.items():
        path = draft.joinpath(*parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(entry.read())


def _put(draft: Path, submitted: Path, student: str, assignment: str) -> Literal["new", "replaced", "unchanged"]:
    """Move a submission to where it goes; an earlier one goes where the draft was, to be deleted with it."""
    earlier, target = submitted_folder(submitted, student, assignment), submitted / student / assignment
    if earlier.is_dir() and not earlier.is_symlink() and _same(earlier, draft):
        return "unchanged"
    replaced = earlier.exists() or earlier.is_symlink()
    target.parent.mkdir(exist_ok=True)
    if replaced:
        earlier.rename(draft.with_name(f"{draft.name}-earlier"))
    draft.rename(target)
    return "replaced" if replaced else "new"


def _same(first: Path, second: Path) -> bool:
    """Whether two folders hold the same files, and nothing else."""
    inside = [{it.relative_to(folder) for it in folder.rglob("*")} for folder in (first, second)]
    if inside[0] != inside[1] or any((first / it).is_symlink() for it in inside[0]):
        return False
    return all((second / it).is_dir() or filecmp.cmp(first / it, second / it, shallow=False) for it in inside[0])


def _kept(course: Course) -> dict[str, str]:
    """The folders of those who were collected before."""
    path = course.root / RECORD
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _keep(course: Course, kept: dict[str, str]) -> None:
    (course.root / RECORD).parent.mkdir(exist_ok=True)
    with atomic_write(course.root / RECORD) as draft:
        draft.write_text(json.dumps(kept, indent=1, sort_keys=True, ensure_ascii=False), encoding="utf-8")
