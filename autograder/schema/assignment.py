"""Reads a course's declarations into records: assignments, questions, cases, points and limits.

An instructor declares them in `solutions/<id>/assignment.toml`; a student's copy of the package
reads the public part from `data/reference/public/<id>.json`. Both have the same structure, so one
parser serves both and fails with the same words.
"""

import tomllib
from dataclasses import dataclass, field, fields
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from autograder.errors import CourseError

if TYPE_CHECKING:
    from autograder.schema.course import Course

Kind = Literal["block", "network", "value", "chart", "trained"]
KINDS = ("block", "network", "value", "chart", "trained")
CRITERIA = ("builds", "shape", "parameters", "outputs", "labels", "training", "accuracy", "arguments", "errors")
Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Case:
    """One call of a question's function, and what is compared about it.

    Attributes:
        name: Unique within the question.
        about: How feedback names the case: "12 filters on a 9×7 image".
        args: Arguments by name, in the order of the signature. `{"array": [2, 5, 3]}` stands for a float32 array of
            that shape, `{"labels": [8], "classes": 10}` for integers below 10 and `{"between": [0.5, 2]}` for one
            number, all drawn afresh for every seed; `{"model": "small_cnn", ...}` for what a function of
            `probing.given_models` makes.
        input: Shape of the input without the batch axis: (height, width, channels). None for values.
        public: Whether a student's own `check` runs it too.
        behaviour: Whether outputs are compared, not only shapes and parameter counts.
        run_at: A smaller input to compare outputs on, for networks that compute alike at every size. Choose one that
            is as often even as `input` is when it is halved, as padding depends on that.
        raises: Name of the exception that the call must raise, if that is what is asked.
        within: The least and the most that a number may be of the reference's, where it can't be equal: times, say. Let
            there be no number that suffices for every case.
        cpu_s: Seconds of computing that the call may take, to ask for code without Python loops. Such cases come last.
        data: Of a trained network, the file of images that its accuracy is measured on; see `judging.examination`.
        accuracy: And the accuracies that earn nothing and everything; between them points grow in proportion.
    """

    name: str
    about: str
    args: dict[str, Any] = field(default_factory=dict)
    input: tuple[int, ...] | None = None
    public: bool = False
    behaviour: bool = True
    run_at: tuple[int, ...] | None = None
    raises: str | None = None
    within: tuple[float, float] | None = None
    cpu_s: float | None = None
    data: str | None = None
    accuracy: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class WrongFormula:
    """A wrong way to work out a value, as students do.

    Attributes:
        name: Of the mistake.
        says: The sentence that the student reads.
        formula: A Python expression of the question's arguments, with `np`. The instructor's own: it is evaluated.
    """

    name: str
    says: str
    formula: str


@dataclass(frozen=True, slots=True)
class Question:
    """A function for the student to write.

    Attributes:
        name: The function's name, the solution cell's `grade_id` and, after `check_`, the test cell's.
        kind: "block" (tensor to tensor), "network" (returns `keras.Model`), "trained" (returns one with weights that
            count), "chart" (returns a matplotlib figure) or "value" (anything else).
        title: What feedback calls it.
        criteria: Points per criterion, in the order in which they are judged.
        cases: The first is the example printed in the notebook; the others are further arguments.
        symmetric_padding: Whether symmetric zero padding is as right as "same" where a window strides.
        mistakes: Of a question for a value, the wrong formulas to recognise. Students do not see them.
        forbids: Methods of Keras' models and layers that are not there while the answer is called.
        says: Words that a chart has to show.
        paper: Whom feedback cites: "Lin et al. (2013)".
        hints: For `autograder hint`, one after the other: what to think about, the structure, nearly the code in words.
    """

    name: str
    kind: Kind
    title: str
    criteria: dict[str, float]
    cases: tuple[Case, ...]
    symmetric_padding: bool = False
    mistakes: tuple[WrongFormula, ...] = ()
    forbids: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    paper: str = "The authors"
    hints: tuple[str, ...] = ()

    @property
    def example(self) -> Case:
        """The example printed in the notebook."""
        return self.cases[0]

    @property
    def run_case(self) -> Case:
        """The case that outputs are compared on: the example, or if that is too large to run, the first that is not."""
        return next((case for case in self.cases if case.behaviour and not case.raises), self.example)

    @property
    def points(self) -> float:
        """The most that this question earns."""
        return sum(self.criteria.values())


@dataclass(frozen=True, slots=True)
class Limits:
    """What one submission may take. Units are in the names.

    Attributes:
        cell_s: Seconds for one cell, and for calling one answer.
        wall_s: Seconds for the whole submission, but for cells that no question needs.
        spare_s: Seconds for all cells together that no question needs.
        memory_mib: Memory of its own, over all its processes.
        gpu_memory_mib: Memory of a GPU, where it gets one.
        processes: Processes and threads at a time.
        disk_mib: Files that it writes.
        output_kib: What its cells print and show.
        evidence_kib: The evidence of one answer.
        submission_kib: The notebook that is handed in.
    """

    cell_s: float = 30.0
    wall_s: float = 300.0
    spare_s: float = 60.0
    memory_mib: int = 2048
    gpu_memory_mib: int = 4096
    processes: int = 128
    disk_mib: int = 64
    output_kib: int = 2048
    evidence_kib: int = 4096
    submission_kib: int = 20480


@dataclass(frozen=True, slots=True)
class ExtraFile:
    """A file that students may hand in beside the notebook: its name and the most it may hold."""

    name: str
    max_kib: int = 4096


@dataclass(frozen=True, slots=True)
class Assignment:
    """An assignment: its questions in notebook order, its limits, and the files that may lie beside the notebook.

    Attributes:
        files: What students may hand in beside the notebook.
        written: Points of the questions that a person grades, by their cells' names. Students' files do not have them.
        number: Its place in the course.
        data: Files of the course's `data` folder that the notebook reads, released in a `data` folder beside it.
        declared_in: The course that declares it; None of what students have.
    """

    id: str
    title: str
    questions: tuple[Question, ...]
    limits: Limits = field(default_factory=Limits)
    files: tuple[ExtraFile, ...] = ()
    data: tuple[str, ...] = ()
    written: dict[str, float] = field(default_factory=dict)
    number: int = 0
    declared_in: "Course | None" = field(default=None, compare=False, repr=False)

    @property
    def course(self) -> "Course":
        """The course that declares it.

        Raises:
            CourseError: It was read from what students have.
        """
        if self.declared_in is None:
            raise CourseError(f"{self.id} is not declared by a course here.", hint="Change to the course's folder.")
        return self.declared_in

    def question(self, name: str) -> Question:
        """The question called `name`.

        Raises:
            CourseError: There is none; the message lists those there are.
        """
        for question in self.questions:
            if question.name == name:
                return question
        raise CourseError(
            f"{self.id} has no question {name!r}.",
            hint=f"Its questions: {', '.join(q.name for q in self.questions)}.",
        )


def read_assignment(path: Path) -> Assignment:
    """The assignment declared in a TOML file.

    Raises:
        CourseError: The file is missing or does not declare an assignment; the message says where.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CourseError(f"There is no {path}.", hint="Run the command in the course's folder.") from None
    except ValueError as error:
        raise CourseError(f"{path} can't be read: {error}.") from error
    return parse_assignment(data, str(path))


def parse_assignment(data: dict[str, Any], where: str) -> Assignment:
    """The assignment in `data`, the parsed TOML or JSON; `where` is named in errors.

    Raises:
        CourseError: A key is missing, unknown or of a value that makes no sense.
    """
    questions = tuple(_question(entry, where) for entry in data.get("question", ()))
    names = [question.name for question in questions]
    if len(set(names)) != len(names):
        raise CourseError(f"{where}: two questions have the same name.", hint=f"Names: {', '.join(names)}.")
    limits = _record(Limits, data.get("limits", {}), f"{where}, [limits]")
    files = tuple(_record(ExtraFile, entry, f"{where}, [[file]]") for entry in data.get("file", ()))
    for file in files:
        if Path(file.name).name != file.name or file.name.startswith("."):
            raise CourseError(f"{where}: {file.name!r} is not a plain file name.", hint="Name files without folders.")
    plain = {"id": data.get("id"), "title": data.get("title"), "number": data.get("number", 0)}
    written = data.get("written", {})
    _require_points(written, f"{where}, [written]")
    parts = {"questions": questions, "limits": limits, "files": files, "written": written}
    parts |= {"data": tuple(data.get("data", ()))}
    return _record(Assignment, plain | parts, where)


def _question(entry: dict[str, Any], where: str) -> Question:
    where = f"{where}, question {entry.get('name')!r}"
    cases = tuple(_record(Case, raw | tuples_of(raw), where) for raw in entry.get("case", ()))
    mistakes = tuple(_record(WrongFormula, raw, f"{where}, [[question.mistake]]") for raw in entry.get("mistake", ()))
    rest = {key: value for key, value in entry.items() if key not in ("case", "mistake")}
    rest |= {key: tuple(entry.get(key, ())) for key in ("forbids", "says", "hints")}
    question = _record(Question, {**rest, "cases": cases, "mistakes": mistakes}, where)
    _require_points(question.criteria, f"{where}, criteria")
    named = [case.name for case in cases]
    if twice := [name for name in named if named.count(name) > 1]:
        raise CourseError(f"{where}: two cases are called {twice[0]!r}.", hint="Each case has a name of its own.")
    unknown = [name for name in question.criteria if name not in CRITERIA]
    if question.kind not in KINDS or unknown or not cases:
        raise CourseError(
            f"{where}: kind {question.kind!r}, criteria {list(question.criteria)}, {len(cases)} cases.",
            hint=f"A question has a kind of {KINDS}, criteria out of {CRITERIA}, and at least one case.",
        )
    return question


def _require_points(points: Any, where: str) -> None:
    if not isinstance(points, dict):
        raise CourseError(f"{where}: {points!r}.", hint="Points stand behind names: explain_costs = 10.")
    for name, worth in points.items():
        if type(worth) not in (int, float) or not 0 <= worth < inf:
            raise CourseError(f"{where}: {name} = {worth!r}.", hint="Points are a number, 0 or more.")


def tuples_of(case: dict[str, Any]) -> dict[str, Any]:
    """The settings of a case that TOML and JSON have as lists."""
    return {key: tuple(case[key]) for key in ("input", "run_at", "within", "accuracy") if case.get(key) is not None}


def _record(cls: type[Record], values: dict[str, Any], where: str) -> Record:
    known = {item.name for item in fields(cls)}  # type: ignore[arg-type]
    unknown = sorted(set(values) - known)
    missing = [name for name, value in values.items() if value is None and name in ("id", "title")]
    if unknown or missing:
        raise CourseError(
            f"{where}: {'unknown key ' + unknown[0] if unknown else 'no ' + missing[0]}.",
            hint=f"Keys of {cls.__name__}: {', '.join(sorted(known))}.",
        )
    try:
        return cls(**values)
    except TypeError as error:
        raise CourseError(f"{where}: {error}.") from error
