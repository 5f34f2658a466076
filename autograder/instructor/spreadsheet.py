"""Reads CSV files of learning management systems as tables of text, and writes tables as CSV files that they read.

`exports` fill such files in; `reports.report` writes one beside its page.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from autograder.errors import CourseError

FORMULA = ("=", "+", "-", "@")
BOM = "\ufeff"


@dataclass(slots=True)
class Sheet:
    """A table of text cells.

    Attributes:
        header: Names of the columns.
        rows: One list of cells a line, each as long as the header.
        delimiter: Between cells.
        bom: Whether the file begins with a byte order mark, by which Excel knows UTF-8.
    """

    header: list[str]
    rows: list[list[str]] = field(default_factory=list)
    delimiter: str = ","
    bom: bool = False

    def column(self, name: str) -> int:
        """Where the column of this name is, in any case; -1 if there is none."""
        names = [it.strip().casefold() for it in self.header]
        return names.index(name.casefold()) if name.casefold() in names else -1

    def only(self, columns: list[int]) -> "Sheet":
        """The sheet with these columns alone."""
        rows = [[row[column] for column in columns] for row in self.rows]
        return Sheet([self.header[column] for column in columns], rows, self.delimiter, self.bom)


@dataclass(slots=True)
class Filled:
    """A sheet with our points in it.

    Attributes:
        sheet: To write.
        placed: Ids of our students that have a row in it.
        notes: Sentences that the instructor should read.
    """

    sheet: Sheet
    placed: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)


def read_sheet(path: Path) -> Sheet:
    """Read a CSV file: UTF-8, with commas or, as some languages have it, semicolons.

    Raises:
        CourseError: It is missing, empty or no CSV file in UTF-8.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise CourseError(f"{path} can't be read: {error.strerror}.", hint="Name the file you downloaded.") from None
    except UnicodeDecodeError:
        raise CourseError(
            f"{path} is not in UTF-8.", hint="Take it as it was downloaded, or save it as “CSV UTF-8”."
        ) from None
    bom = text.startswith(BOM)
    text = text.removeprefix(BOM)
    first = text.split("\n", 1)[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise CourseError(f"{path} is no CSV file: {error}.", hint="Take it as it was downloaded.") from None
    if not lines or not lines[0]:
        raise CourseError(f"{path} is empty.", hint="Download it again.")
    header, width = lines[0], len(lines[0])
    long = next((number for number, line in enumerate(lines, 1) if len(line) > width), 0)
    if long:
        raise CourseError(f"{path}, row {long} has more cells than the header.", hint="Take it as it was downloaded.")
    return Sheet(header, [line + [""] * (width - len(line)) for line in lines[1:] if line], delimiter, bom)


def write_sheet(sheet: Sheet, path: Path) -> None:
    """Write a sheet as a CSV file, quoted where needed; folders are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig" if sheet.bom else "utf-8", newline="") as file:
        csv.writer(file, delimiter=sheet.delimiter).writerows([sheet.header, *sheet.rows])


def guarded(text: str) -> str:
    """Text for a cell, with an apostrophe before what a spreadsheet would run as a formula.

    Spreadsheets pass over spaces, line breaks, signs that are not seen and quotes before a formula; some read signs of
    full width as the plain ones. Not for identifiers, which a system has to find again, nor for numbers.
    """
    begins = next((it for it in unicodedata.normalize("NFKC", text) if it != '"' and not _unseen(it)), "")
    return f"'{text}" if begins in FORMULA or text.startswith(("\t", "\r", "\n")) else text


def _unseen(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in ("Cc", "Cf", "Mn")


def number(points: float) -> str:
    """Points with up to two decimals and a point: 54, 54.5, 54.33."""
    return f"{points:.2f}".rstrip("0").rstrip(".")


def as_number(text: str) -> float | None:
    """The number in a cell, with a decimal point or comma; None if there is none."""
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return None


def listed(names: Iterable[str], most: int = 10) -> str:
    """Names after each other: the first of them, and how many more."""
    found = list(names)
    more = f" and {len(found) - most} more" if len(found) > most else ""
    return ", ".join(found[:most]) + more
