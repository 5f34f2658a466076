"""Tells by the names in a download who handed in what: Canvas', Moodle's, `autograder submit`'s, and plain folders.

Canvas (https://github.com/instructure/canvas-lms, lib/content_zipper.rb): flat files
`<sortable name>[_LATE]_<user>_<file>_<the student's name for it>`. Of the name, in lower case, only letters, digits and
underscores are left; who stays anonymous is `anon_<five characters>`. The second number is the file's, so a higher one
came later. What was typed in is `…_<user>_text.html` and `…_<user>_link.html`.

Moodle (https://github.com/moodle/moodle, mod/assign/classes/downloader.php, in older versions mod/assign/locallib.php):
folders `<full name>_<participant>_assignsubmission_<plugin>`, in older versions with one more underscore; or, without
“Download submissions in folders”, files `<full name>_<participant>_assignsubmission_<plugin>_<file>`. A name has no
underscore; who is in a group is the group, and in none has no number. What was typed in is the plugin `onlinetext`.

A student chooses the last part of such a name, and may choose the first. So a name that can be read in two ways is read
in neither, unless a roster says which.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from autograder.text import alike, one_form

MOODLE = re.compile(
    r"(?P<name>[^_]+)(?:_(?P<number>\d+))?_+assignsubmission_(?P<plugin>[a-z]+)(?:_(?P<file>.*))?", re.DOTALL
)
CANVAS = re.compile(r"(?=(?P<late>_LATE)?_(?P<user>\d+)_(?P<file>\d+)_(?P<own>.+))", re.DOTALL)
ANONYMOUS = re.compile(r"(?P<late>LATE_)?(?P<name>anon_[A-Za-z0-9]{5})_(?P<file>\d+)_(?P<own>.+)", re.DOTALL)
CANVAS_TYPED = re.compile(r".+_(\d+|anon_[A-Za-z0-9]{5})_(text|link)\.html")
MARK = re.compile(r" ?\((\d+)\)$|-Copy(\d*)$| - Copy(?: \((\d+)\))?$| copy(?: (\d+))?$|(?P<dash>-(\d{1,3}))$")

System = Literal["canvas", "moodle", ""]


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a name in a download is about: `name` as it stands there, and the number that the system has for them."""

    name: str
    system: System = ""
    number: str = ""

    def key(self, assignment: str) -> str:
        """What tells them from others of the same name. Moodle numbers people anew for every assignment."""
        if not self.number:
            return f"name:{self.name}"
        return f"{assignment}/moodle:{self.number}" if self.system == "moodle" else f"{self.system}:{self.number}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file of a download belongs.

    Attributes:
        person: Whose it is.
        parts: Its folders and its name, in the student's folder. Empty for a zip of `submit`, whose files are meant.
        assignment: The assignment that its place names, "" if it names none.
        late: Whether the system says that it came late.
        number: Canvas' number of the file; 0 elsewhere.
    """

    person: Person
    parts: tuple[str, ...]
    assignment: str = ""
    late: bool = False
    number: int = 0


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Why a file is left where it is; `fine` if nothing of a student's is lost with it."""

    why: str
    fine: bool = False


Knows = Callable[[Person], bool]


def place_of(parts: tuple[str, ...], assignments: Collection[str], knows: Knows | None = None) -> Place | NotTaken:
    """Where a file of a download belongs, by its path's parts.

    Args:
        parts: Folders and name, at least one.
        assignments: The ids of the course.
        knows: Whether a roster has this person of Canvas under this name and number.
    """
    top = one_form(parts[0])
    if found := MOODLE.fullmatch(top):
        if found["plugin"] != "file":
            return NotTaken(f"typed into Moodle ({found['plugin']}), no file", fine=True)
        own = parts[1:] if len(parts) > 1 and not found["file"] else (found["file"] or "", *parts[1:])
        if own[0]:
            return Place(Person(found["name"].strip(), "moodle", found["number"] or ""), own)
    if len(parts) == 1:
        if CANVAS_TYPED.fullmatch(top):
            return NotTaken("typed into Canvas, no file", fine=True)
        readings = list(_canvas(top))
        if len(readings) > 1:
            known = [it for it in readings if knows and knows(it.person)]
            if len(known) != 1:
                return NotTaken("its name can be read in two ways, as of two people; --roster tells them apart")
            readings = known
        if readings:
            return readings[0]
        if handed_in := handed_in_zip(top, assignments):
            return Place(Person(handed_in[1]), (), handed_in[0])
        return NotTaken("its name says of no student")
    if len(parts) > 2 and (named := _named(parts[1], assignments)):
        return Place(Person(top), parts[2:], named)
    return Place(Person(top), parts[1:])


def is_of_a_system(parts: tuple[str, ...], assignments: Collection[str]) -> bool:
    """Whether a system or `submit` has given a file's first part its name."""
    single = len(parts) == 1
    made = CANVAS_TYPED.fullmatch(parts[0]) or any(_canvas(parts[0])) or handed_in_zip(parts[0], assignments)
    return bool(MOODLE.fullmatch(one_form(parts[0])) or (single and made))


def handed_in_zip(name: str, assignments: Collection[str]) -> tuple[str, str] | None:
    """The assignment and the student that the name of a zip of `autograder submit` says: `residual-ada.zip`."""
    stem, dot, suffix = one_form(name).rpartition(".")
    if not dot or suffix.lower() != "zip":
        return None
    stem = _without_mark(stem, lambda plain, dash: not dash)[0]
    fitting = [it for it in assignments if stem.startswith(f"{it}-") and len(stem) > len(it) + 1]
    longest = max(fitting, key=len, default=None)
    return (longest, stem.removeprefix(f"{longest}-")) if longest else None


def attempt_of(name: str, known: Collection[str]) -> tuple[str, tuple[int, ...]]:
    """A file's name without the marks of further attempts, and their numbers: `residual (1).ipynb` is attempt (1,).

    Browsers write ` (1)`, Jupyter `-Copy1`, Canvas `-1`. Of files other than notebooks and zips two may be meant, and
    with `-1` of those as well: then the name without the mark has to be a known one.
    """
    stem, dot, suffix = name.rpartition(".")
    if not dot:
        return name, ()
    sure = suffix.lower() in ("ipynb", "zip")
    stem, numbers = _without_mark(stem, lambda plain, dash: (sure and not dash) or f"{plain}.{suffix}" in known)
    return f"{stem}.{suffix}", numbers


def canvas_name(sortable: str) -> str:
    """A student's name as it stands in the names of Canvas' files, of the one in its gradebook: `Doe, Jane`."""
    return _words(re.sub(r"_(\d+)_", r"\1", one_form(sortable)).lower())


def _canvas(name: str) -> Iterator[Place]:
    """The ways to read a name of Canvas'."""
    if found := ANONYMOUS.fullmatch(name):
        yield Place(Person(found["name"], "canvas"), (found["own"],), "", bool(found["late"]), int(found["file"]))
        return
    for found in CANVAS.finditer(name):
        who = name[: found.start()]
        if who and _words(who) == who and not who.endswith("_LATE"):
            person = Person(who, "canvas", found["user"])
            yield Place(person, (found["own"],), "", bool(found["late"]), int(found["file"]))


def _words(text: str) -> str:
    """What Ruby's [[:word:]] leaves of a text: unlike Python's \\w, vowel signs and accents that stand alone too."""
    return "".join(it for it in text if it == "_" or unicodedata.category(it)[0] in "LMN")


def _without_mark(stem: str, meant: Callable[[str, bool], bool]) -> tuple[str, tuple[int, ...]]:
    """A stem without the marks at its end, and their numbers, first to last."""
    numbers: list[int] = []
    while found := MARK.search(stem):
        plain = stem[: found.start()]
        if not plain or not meant(plain, bool(found["dash"])):
            break
        digits = next((it.lstrip("-") for it in found.groups() if it), "")
        stem, numbers = plain, [int(digits or 1), *numbers]
    return stem, tuple(numbers)


def _named(part: str, assignments: Collection[str]) -> str:
    return next((it for it in assignments if alike(it, part)), "")
