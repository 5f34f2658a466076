"""Sorts the files of a download by whose they are, and leaves of several attempts the newest."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from zipfile import ZipFile

from autograder.errors import CourseError
from autograder.instructor.collecting.downloads import MIB, Bounds, Contents, Entry, contents, within
from autograder.instructor.collecting.layouts import (
    MOODLE,
    Knows,
    NotTaken,
    Person,
    Place,
    attempt_of,
    handed_in_zip,
    is_of_a_system,
    place_of,
)
from autograder.schema.assignment import Assignment
from autograder.text import alike, file_name

MAX_FILES, MAX_MIB = 200, 256  # of one student
OLDER = NotTaken("an older attempt", fine=True)


@dataclass(slots=True)
class Sorted:
    """The files of a download: each with its place, and those that are not taken, by name."""

    files: list[tuple[Entry, Place]] = field(default_factory=list)
    not_taken: dict[str, NotTaken] = field(default_factory=dict)

    def add(self, found: Contents, places: Iterator[tuple[Entry, Place | NotTaken]]) -> None:
        """Take in what is in a zip."""
        self.not_taken |= {name: NotTaken(why) for name, why in found.left_out.items()}
        for entry, place in places:
            if isinstance(place, NotTaken):
                self.not_taken[entry.name] = place
            else:
                self.files.append((entry, place))


def sort_out(archive: ZipFile, name: str, ids: Collection[str], knows: Knows | None, bounds: Bounds) -> Sorted:
    """Tell by names whose each file of a download is.

    Args:
        archive: What was downloaded.
        name: Its file name, which says the student of a zip of `submit`.
        ids: The course's assignments.
        knows: Whether a roster has a person of Canvas under this name and number.
        bounds: How much may be read.

    Raises:
        CourseError: It is beyond the bounds.
    """
    found, done = contents(archive, name, bounds), Sorted()
    own = handed_in_zip(name, ids)
    flat = all(len(it.parts) == 1 or _named(it.parts[0], ids) for it in found.entries)
    if own and flat and not any(is_of_a_system(it.parts, ids) for it in found.entries):
        done.add(found, _of_one(found, Place(Person(own[1]), (), own[0]), ids))
        return done
    depth = _wrapped(found.entries, ids)
    done.add(found, ((it, place_of(it.parts[depth:], ids, knows)) for it in found.entries))
    return done


def assignments_named(files: list[tuple[Entry, Place]], ids: Collection[str]) -> set[str]:
    """The assignments that files say by their names or places."""
    named = {place.assignment for _, place in files}
    for _, place in files:
        last = place.parts[-1] if place.parts else ""
        plain = attempt_of(last, {f"{it}.ipynb" for it in ids})[0]
        named |= {it for it in ids if alike(plain, f"{it}.ipynb")} | set((handed_in_zip(last, ids) or ("",))[:1])
    return named - {""}


def unpacked(done: Sorted, ids: Collection[str], bounds: Bounds) -> Sorted:
    """The same, with the files of each student's newest zip of `submit` in the place of these zips.

    One that can't be read is not taken.
    """
    zips = [(entry, place) for entry, place in done.files if not place.parts]
    after = Sorted([it for it in done.files if it[1].parts], dict(done.not_taken))
    newest = {place.person: entry for entry, place in sorted(zips, key=lambda it: (_attempt(it[0]), it[0].time))}
    for entry, place in zips:
        if newest[place.person] is not entry:
            after.not_taken[entry.name] = OLDER
            continue
        try:
            found = within(entry, bounds)
        except CourseError as error:
            after.not_taken[entry.name] = NotTaken(error.message)
            continue
        if not found.entries:
            after.not_taken[entry.name] = NotTaken("has no files")
        found.entries = [replace(it, name=f"{entry.name}/{it.name}") for it in found.entries]
        found.left_out = {f"{entry.name}/{it}": why for it, why in found.left_out.items()}
        after.add(found, _of_one(found, place, ids))
    return after


def newest_of(
    files: list[tuple[Entry, Place]], assignment: Assignment
) -> tuple[dict[tuple[str, ...], tuple[Entry, Place]], dict[str, NotTaken]]:
    """One student's files by where they go, the newest attempt of each; and those not taken, by name.

    Newest is what has Canvas' highest number, then the highest mark in its name, then the latest time in the zip.
    """
    top = {place.parts[0] for _, place in files if len(place.parts) == 1}
    known = top | {f"{assignment.id}.ipynb", f"{assignment.id}.zip"} | {it.name for it in assignment.files}

    def rank(it: tuple[Entry, Place]) -> tuple[object, ...]:
        attempt = attempt_of(it[1].parts[0], known)[1] if len(it[1].parts) == 1 else ()
        return it[1].number, attempt, it[0].time

    taken: dict[tuple[str, ...], tuple[Entry, Place]] = {}
    spelled: dict[tuple[str, ...], tuple[str, ...]] = {}
    not_taken: dict[str, NotTaken] = {}
    size = 0
    for entry, place in sorted(files, key=rank, reverse=True):
        parts = (attempt_of(place.parts[0], known)[0],) if len(place.parts) == 1 else place.parts
        parts = tuple(map(file_name, parts))
        folded = tuple(it.casefold() for it in parts)
        folders = {it[:depth] for it in spelled for depth in range(1, len(it))}
        if folded in spelled:
            not_taken[entry.name] = OLDER
        elif folded in folders or any(folded[:depth] in spelled for depth in range(1, len(folded))):
            not_taken[entry.name] = NotTaken("a file and a folder have the same name")
        elif len(taken) == MAX_FILES or size + entry.size > MAX_MIB * MIB:
            not_taken[entry.name] = NotTaken(f"more than {MAX_FILES} files or {MAX_MIB} MiB of one student")
        else:
            taken[parts], spelled[folded] = (entry, place), parts
            size += entry.size
    return taken, not_taken


def _of_one(found: Contents, place: Place, ids: Collection[str]) -> Iterator[tuple[Entry, Place | NotTaken]]:
    """The files of one student's zip, a folder of the assignment's name around them left out."""
    for entry in found.entries:
        wrapped = len(entry.parts) > 1 and _named(entry.parts[0], ids)
        yield entry, replace(place, parts=entry.parts[1:] if wrapped else entry.parts)


def _wrapped(entries: list[Entry], ids: Collection[str]) -> int:
    """How many folders lie around everything in a download that was packed once more."""
    depth = 0
    while entries and all(len(it.parts) > depth + 1 for it in entries):
        first = {it.parts[depth] for it in entries}
        name = min(first)
        if len(first) > 1 or MOODLE.fullmatch(name):
            break
        inside = all(is_of_a_system(it.parts[depth + 1 :], ids) for it in entries)
        if not (inside or name == "submitted" or _named(name, ids)):
            break
        depth += 1
    return depth


def _named(name: str, ids: Collection[str]) -> bool:
    return any(alike(name, it) for it in ids)


def _attempt(entry: Entry) -> tuple[int, ...]:
    return attempt_of(entry.parts[-1], ())[1]
