"""The course's sample answers: what students write, right and wrong, and what each of them earns and is told.

`data/answers/<assignment>/<question>/` holds whole answers, `right/<name>.py` and `wrong/<name>.py`, whose docstrings
say what they are and what they earn. Those that differ little from one of them stand in `variants.toml`, as what is
replaced in it. The demo, the tests and the benchmarks ask for answers by name ("residual/resnet/right/if_elif") and
need not know which are files. To try some:

    python -m autograder.instructor.authoring.sample_answers 'residual/identity_block/wrong/bn_*' --into FOLDER
"""

import argparse
import difflib
import re
import shutil
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Any

from autograder.errors import CourseError
from autograder.schema.course import Course

FULL = "full marks"
_TEXT = re.compile(r'"""([^\n]+)\n\n(.*?)"""\n(.*)', re.DOTALL)  # what it is, what it earns, its code
_EARNS = re.compile(
    rf"^(\w+): ({FULL}|loses [\w, ]+|error|timeout|not attempted)\n(?:  told ([\w, +]+)\n)?", re.MULTILINE
)
_NAME = re.compile(r"(right|wrong)/\w+")
_KEYS = {"name": str, "base": str, "about": str, "earns": (str, dict), "told": (str, dict), "replace": list}


@dataclass(frozen=True, slots=True)
class SampleAnswer:
    """An answer to one question, or to several.

    Attributes:
        assignment: The assignment's id.
        question: The question that it is mainly about.
        side: "right" if it earns full marks wherever it answers, else "wrong".
        name: Its name among the answers of that question and side.
        text: The Python file, its docstring included.
        earns: By question: "full marks", "loses" and criteria, "error", "timeout" or "not attempted".
        told: By question, the names of the mistakes that it is told, as "first, second"; only where there are any.
    """

    assignment: str
    question: str
    side: str
    name: str
    text: str
    earns: dict[str, str]
    told: dict[str, str]

    @property
    def full_name(self) -> str:
        """What it is asked for by: "residual/identity_block/right/add_layer"."""
        return f"{self.assignment}/{self.question}/{self.side}/{self.name}"

    @property
    def code(self) -> str:
        """The text without its docstring."""
        return self.text.split('"""\n', 1)[1]


def sample_answers(folder: Path, pattern: str = "*") -> list[SampleAnswer]:
    """The answers whose full names match, by name.

    Args:
        folder: Where they are: `Course.answers`.
        pattern: As of file names: "residual/*", "*/wrong/*".

    Raises:
        CourseError: An answer or a variant can't be read as one; says which, and what to do.
    """
    return [answer for name, answer in _collection(folder).items() if fnmatchcase(name, pattern)]


def sample_answer(folder: Path, full_name: str) -> SampleAnswer:
    """The answer of this name.

    Raises:
        CourseError: There is none.
    """
    found = _collection(folder)
    if full_name not in found:
        near = difflib.get_close_matches(full_name, found, 3, 0.8)
        hint = f"Near: {', '.join(near)}." if near else "Names are <assignment>/<question>/<right or wrong>/<name>."
        raise CourseError(f"There is no sample answer {full_name!r}.", hint=hint)
    return found[full_name]


def write_answers(folder: Path, answers: Iterable[SampleAnswer], into: Path) -> list[Path]:
    """Write answers of a folder as `<full name>.py` into another, beside each the files that it reads; the paths."""
    paths = []
    for answer in answers:
        path = into / f"{answer.full_name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(answer.text, encoding="utf-8", newline="")
        for file in (folder / answer.assignment).iterdir():
            if file.is_file() and not path.with_name(file.name).exists():
                shutil.copy(file, path.parent)
        paths.append(path)
    return paths


@lru_cache(maxsize=8)
def _collection(folder: Path) -> dict[str, SampleAnswer]:
    """Every answer under a folder by its full name, in the order of names."""
    files = {answer.full_name: answer for answer in map(_of_file, sorted(folder.rglob("*.py")))}
    found = dict(files)
    for path in sorted(folder.glob("*/*/variants.toml")):
        for answer in _variants(path, files):
            if answer.full_name in found:
                raise CourseError(f"{path}: there are two answers {answer.full_name!r}.", hint="Rename one.")
            found[answer.full_name] = answer
    return dict(sorted(found.items()))


def _of_file(path: Path) -> SampleAnswer:
    assignment, question, side = (parent.name for parent in reversed(list(path.parents)[:3]))
    if side not in ("right", "wrong"):
        raise CourseError(f"{path} is neither under right/ nor under wrong/.", hint="Move it there.")
    return _answer(assignment, question, side, path.stem, path.read_bytes().decode(), str(path))


def _variants(path: Path, files: dict[str, SampleAnswer]) -> Iterator[SampleAnswer]:
    """The answers that a variants.toml describes."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f"{path} is no TOML: {error}.", hint="Mend it.") from None
    if set(data) != {"variant"}:
        raise CourseError(f"{path}: {', '.join(data) or 'nothing'} in it.", hint="Begin every entry with [[variant]].")
    assignment, question = path.parts[-3:-1]
    for number, entry in enumerate(data["variant"], 1):
        where = f"{path}, variant {entry.get('name', number)}"
        entry = {"told": {}} | entry
        if wrong := {key for key in {*_KEYS, *entry} if not isinstance(entry.get(key), _KEYS.get(key, ()))}:
            hint = "See data/README.md for what an entry says."
            raise CourseError(f"{where}: missing, unknown or wrong: {', '.join(sorted(wrong))}.", hint=hint)
        if not _NAME.fullmatch(entry["name"]):
            raise CourseError(f"{where}: that is no name.", hint='Write name = "wrong/no_bias", say, or "right/…".')
        base = "/".join([assignment, *([question] if entry["base"].count("/") < 2 else []), entry["base"]])
        if base not in files:
            hint = "A base is a file: right/<name>, or <question>/right/<name> if it is another question's."
            raise CourseError(f"{where}: there is no file of its base {base!r}.", hint=hint)
        words = _words(entry["earns"], entry["told"], question, where)
        code = _replaced(files[base].code, entry["replace"], where)
        side, _, name = entry["name"].partition("/")
        text = f'"""{entry["about"]}\n\n{words}"""\n{code}'
        yield _answer(assignment, question, side, name, text, where)


def _replaced(code: str, replace: Any, where: str) -> str:
    """A base's code with a variant's replacements in it."""
    places = []
    for pair in replace:
        if not (isinstance(pair, list) and len(pair) == 2 and all(isinstance(text, str) for text in pair)):
            raise CourseError(f"{where}: {pair!r} is no replacement.", hint="Write [old, new].")
        if (times := code.count(pair[0])) != 1:
            hint = "What is replaced must be there once: copy whole lines, and one more where others are the same."
            raise CourseError(f"{where}: {pair[0]!r} is {times} times in its base, not once.", hint=hint)
        places.append((code.index(pair[0]), *pair))
    changed, at = "", 0
    for start, old, new in sorted(places):
        if start < at:
            raise CourseError(f"{where}: {old!r} overlaps with the replacement before it.", hint="Make them one.")
        changed += code[at:start] + new
        at = start + len(old)
    changed += code[at:]
    if changed == code:
        raise CourseError(f"{where} is its base.", hint="Say in `replace` what is different.")
    return changed


def _words(earns: str | dict[str, str], told: str | dict[str, str], question: str, where: str) -> str:
    """What a variant earns and is told, as a docstring says it. A text alone is about its folder's question."""
    earns = {question: earns} if isinstance(earns, str) else earns
    told = {question: told} if isinstance(told, str) else told
    if strange := set(told) - set(earns):
        raise CourseError(f"{where} is told about {', '.join(sorted(strange))}.", hint="Say in `earns` what it earns.")
    lines = (f"{name}: {it}\n" + (f"  told {told[name]}\n" if name in told else "") for name, it in earns.items())
    return "".join(lines)


def _answer(assignment: str, question: str, side: str, name: str, text: str, where: str) -> SampleAnswer:
    """An answer of which the text says what it earns."""
    parts = _TEXT.fullmatch(text)
    found = _EARNS.findall(parts[2]) if parts else []
    if not parts or not found or _EARNS.sub("", parts[2]):
        hint = f"Of each question: {FULL}, loses <criteria>, error, timeout or not attempted."
        raise CourseError(f"{where} does not say what it is and what it earns.", hint=hint)
    earns = {asked: earned for asked, earned, _ in found}
    told = {asked: mistakes for asked, _, mistakes in found if mistakes}
    if question not in earns:
        raise CourseError(f"{where} does not answer {question}.", hint="Move it to a question that it answers.")
    if (set(earns.values()) == {FULL}) != (side == "right"):
        raise CourseError(f"{where} is {side}, but earns {', '.join(earns.values())}.", hint="Move it, or mend that.")
    return SampleAnswer(assignment, question, side, name, text, earns, told)


def main() -> None:
    """Write the answers whose names match out as files."""
    program = "python -m autograder.instructor.authoring.sample_answers"
    parser = argparse.ArgumentParser(program, description=main.__doc__)
    parser.add_argument("patterns", nargs="+", metavar="NAME", help="a name, or a pattern: 'residual/*/wrong/*relu*'")
    parser.add_argument("--into", type=Path, required=True, metavar="FOLDER")
    words = parser.parse_args()
    try:
        folder = Course.here().answers
        found = [it for name in words.patterns for it in sample_answers(folder, name) or [sample_answer(folder, name)]]
        print(*write_answers(folder, found, words.into), sep="\n")
    except CourseError as error:
        sys.exit(f"{error.message}\n{error.hint}")


if __name__ == "__main__":
    main()
