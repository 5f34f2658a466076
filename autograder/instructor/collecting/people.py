"""Who is who: a class list that was downloaded, and the folder that each person's work goes to.

`collect` names folders so that `export` finds the students in Canvas' gradebook and Moodle's worksheet again.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import CourseError
from autograder.instructor.collecting.layouts import Person, System, canvas_name
from autograder.instructor.spreadsheet import Sheet, read_sheet
from autograder.text import file_name, one_form

LOGINS = {
    "canvas": ("SIS Login ID", "SIS User ID", "ID"),
    "moodle": ("Username", "ID number", "Email address", "Full name", "Identifier"),
}


@dataclass(frozen=True, slots=True)
class Member:
    """Someone on a class list: the name, the login, the system's number, and all that may stand for them elsewhere."""

    system: System
    name: str
    login: str
    number: str
    clues: tuple[str, ...]

    @property
    def person(self) -> Person:
        """Them, as a download of the same system knows them."""
        return Person(self.login, self.system, self.number)


class ClassList:
    """The members of a class, to be found by what a download says of a person."""

    def __init__(self, members: list[Member]) -> None:
        self.members = members
        self._by_number = {(it.system, it.number): it for it in members if it.number}
        clues = [(_key(clue), it) for it in members for clue in {*it.clues, canvas_name(it.name)} if clue]
        count = Counter(key for key, _ in {(key, it.login) for key, it in clues})
        self._by_clue = {key: it for key, it in clues if count[key] == 1}

    def find(self, person: Person) -> Member | None:
        """The member by number; of another system, or of none, by what is theirs alone: login, e-mail, name."""
        if not person.number or not any(it.system == person.system for it in self.members):
            return self._by_clue.get(_key(person.name))
        found = self._by_number.get((person.system, person.number))
        if found and person.system == "moodle" and not _squeezed(person.name).endswith(_squeezed(found.name)):
            return None  # a group, whose numbers are not participants'
        return found

    def who(self, person: Person) -> Person:
        """The member, as the roster has them; whom it does not know, by name, lest a group has a member's number."""
        found = self.find(person)
        if found:
            return found.person
        return Person(person.name) if (person.system, person.number) in self._by_number else person

    def knows(self, person: Person) -> bool:
        """Whether Canvas has someone of this number under this very name."""
        found = self._by_number.get((person.system, person.number))
        return found is not None and canvas_name(found.name) == person.name


def read_class_list(path: Path) -> ClassList:
    """Read the gradebook that was downloaded from Canvas, or Moodle's grading worksheet.

    Raises:
        CourseError: It is neither.
    """
    sheet = read_sheet(path)
    names = {name.strip().casefold() for name in sheet.header}
    if {"id", "section"} <= names:
        return ClassList([member for row in sheet.rows if (member := _of_canvas(sheet, row))])
    if "identifier" in names:
        return ClassList([_of_moodle(sheet, row) for row in sheet.rows])
    raise CourseError(
        f"{path.name} is neither a gradebook of Canvas nor a grading worksheet of Moodle.",
        hint="Canvas: Grades, Export. Moodle, in English: “Download grading worksheet” in the assignment.",
    )


def _of_canvas(sheet: Sheet, row: list[str]) -> Member | None:
    name = _cell(sheet, row, "Student") or ", ".join(_cell(sheet, row, it) for it in ("LastName", "FirstName"))
    number = _cell(sheet, row, "ID")
    if not number or name == "Student, Test":  # rows above the students, and Canvas' own test student
        return None
    clues = tuple(_cell(sheet, row, it) for it in LOGINS["canvas"])
    return Member("canvas", name, next(filter(None, clues)), number, (*clues, name))


def _of_moodle(sheet: Sheet, row: list[str]) -> Member:
    clues = tuple(_cell(sheet, row, it) for it in LOGINS["moodle"])
    number = re.search(r"\d+$", clues[-1])
    return Member("moodle", clues[3], next(filter(None, clues), ""), number[0] if number else "", clues)


def folders_of(people: Mapping[str, Person], kept: Mapping[str, str], existing: Iterable[str]) -> dict[str, str]:
    """A folder for each person: never one for two, also where case or Unicode form makes no difference.

    Who has a folder keeps it. Two of one name get their numbers after it. People whose keys are of different kinds,
    before the colon, can't be told apart by them: then those of the same name are one.

    Args:
        people: By what tells them apart.
        kept: The folder of everybody who was collected before, by the same.
        existing: The folders that are there.

    Returns:
        Folders' names by the same.
    """
    there = list(existing)
    owners: dict[str, set[str]] = {}
    for key, folder in kept.items():
        owners.setdefault(folder, set()).add(key)
    chosen: dict[str, str] = {}
    for key in people:
        if kept.get(key) in there and kept[key] not in chosen.values():
            chosen[key] = kept[key]
    names = {key: file_name(person.name) for key, person in people.items() if key not in chosen}
    count = Counter(_key(name) for name in names.values())

    def own(key: str, folder: str, wanted: str) -> bool:
        others = [it for it in owners.get(folder, ()) if _kind(it) == _kind(key) and it != key]
        return one_form(folder) == wanted and folder not in chosen.values() and not others

    for key, name in names.items():
        number = people[key].number
        plain = [name] if count[_key(name)] == 1 or not number else []
        numbered = [f"{name}-{number}"] if number else []
        for wanted in itertools.chain(plain, numbered, (f"{name}-{it}" for it in itertools.count(2))):
            same = [it for it in {*there, *chosen.values()} if _key(it) == _key(wanted)]
            if all(own(key, it, wanted) for it in same):
                chosen[key] = same[0] if same else wanted
                break
    return chosen


def kept_after(kept: Mapping[str, str], chosen: Mapping[str, str]) -> dict[str, str]:
    """Everybody's folder, now that these were chosen. Whose folder was deleted, and then given to another, has none."""
    given = {(_kind(key), folder) for key, folder in chosen.items()}
    return {key: folder for key, folder in kept.items() if (_kind(key), folder) not in given} | dict(chosen)


def _kind(key: str) -> str:
    return key.partition(":")[0]


def _cell(sheet: Sheet, row: list[str], name: str) -> str:
    index = sheet.column(name)
    return row[index].strip() if index >= 0 else ""


def _key(text: str) -> str:
    return " ".join(one_form(text).split()).casefold()


def _squeezed(text: str) -> str:
    """The letters of a name: systems leave out various signs of it."""
    return re.sub(r"\W", "", one_form(text).casefold())
