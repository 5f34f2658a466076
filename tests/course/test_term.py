"""A term goes by: at each step the gradebook, every export, the report and the feedback pages say the same score."""

import csv
import html
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI
from sqlalchemy import text

import autograder.grading.grade_class
from autograder.cli.app import cli
from autograder.cli.tables import show_changes
from autograder.grading.collect import note_time
from autograder.grading.grade_class import grade
from autograder.grading.journal import Row
from autograder.grading.keeping import Keeper
from autograder.grading.nbgrader_setup import Folders, course_directory, nbgrader_config
from autograder.instructor.authoring.demo import answer_notebook
from autograder.instructor.authoring.release import write_notebook
from autograder.instructor.authoring.sample_answers import sample_answer
from autograder.sandbox.bubblewrap import Sandbox
from autograder.sandbox.engine import Engine
from autograder.schema.cells import grade_id
from autograder.schema.course import Course
from support.courses import COURSE, copy_course, submitted, within

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.filterwarnings("ignore:Object of type:sqlalchemy.exc.SAWarning"),  # nbgrader adds submissions so
]
ID, WRITTEN, CHECKED = "one_by_one", "explain_one_by_one", "check_conv_multiplications"
STUDENTS = ("ada", "bob", "cyd")  # cyd writes nothing
CANVAS = 'Student,ID,SIS Login ID,Section,"{title} (1)"\n' + "".join(f"{it},{it},{it},A,\n" for it in STUDENTS)
LATE = """
from nbgrader.plugins import BasePlugin
class Late(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return {per_day} * total_seconds_late / 86400
"""
HEADING = re.compile(r"<h4>one_by_one \(Score: ([\d.]+)( so far)? / 100.0\)</h4>")


@pytest.fixture
def course(tmp_path: Path) -> Iterator[Course]:
    """A class of three, not graded yet, in a course that takes points off for each day."""
    copy_course(tmp_path)
    for student in STUDENTS:
        hand_in(tmp_path, student, "wrong/count_flops", "" if student == "cyd" else f"The words of {student}.")
    penalty(tmp_path, 0.333)
    (tmp_path / "canvas.csv").write_text(CANVAS.format(title=COURSE.assignment(ID).title))
    with within(tmp_path):
        yield Course(tmp_path)


def hand_in(root: Path, student: str, answer: str, words: str) -> None:
    found = sample_answer(COURSE.answers, f"{ID}/conv_multiplications/{answer}")
    notebook = answer_notebook(COURSE.assignment(ID), [found])
    for cell in notebook.cells:
        if grade_id(cell) == WRITTEN and words:
            cell.source = words
    write_notebook(notebook, submitted(root, student, ID))


def penalty(root: Path, per_day: float) -> None:
    """Say in the course's settings what a day costs."""
    settings = COURSE.root.joinpath("nbgrader_config.py").read_text()
    plugin = LATE.format(per_day=per_day)
    setting = "c.AssignLatePenalties.plugin_class = Late\n"
    (root / "nbgrader_config.py").write_text(f"{settings}{plugin}\n{setting}")


@pytest.fixture
def run(course: Course, engine: Engine) -> Callable[..., dict[str, Row]]:
    """Grade as the command does; the rows by student."""

    def run(*students: str, **options: bool) -> dict[str, Row]:
        folders = Folders.under(course.root, course)
        keeper = Keeper(folders)
        found = grade(course.assignment(ID), list(students or STUDENTS), folders, keeper, engine, 2, **options)
        rows = {row.student: row for row in found}
        assert not any(row.fault for row in rows.values())
        return rows

    return run


def by_hand(student: str, points: float | None, cell: str = WRITTEN, extra: float | None = None) -> None:
    """Give points as formgrader does."""
    with Gradebook("sqlite:///gradebook.db") as book:
        grade = book.find_grade(cell, ID, ID, student)
        grade.manual_score, grade.extra_credit = points, extra
        grade.needs_manual_grade = points is None and grade.auto_score is None
        book.db.commit()


def due(day: int) -> None:
    with Gradebook("sqlite:///gradebook.db") as book:
        book.update_or_create_assignment(ID, duedate=datetime(2026, 3, day))


def scores_everywhere() -> dict[str, dict[str, float]]:
    """By place, what it says that students have."""
    with Gradebook("sqlite:///gradebook.db") as book:
        for student in STUDENTS:
            book.update_or_create_student(student, email=f"{student}@uni.edu")
        found = {it.student.id: it.score - it.late_submission_penalty for it in book.assignment_submissions(ID)}
    said = {"gradebook": {student: round(score, 2) for student, score in found.items()}}
    for words in (["canvas", "--into", "canvas.csv"], ["moodle"], ["csv"]):
        done = CliRunner().invoke(cli, ["export", ID, "--to", *words], catch_exceptions=False)
        assert done.exit_code == 0, done.output
    assert CliRunner().invoke(cli, ["report", ID], catch_exceptions=False).exit_code == 0
    said["canvas"] = {row[0]: float(row[-1]) for row in table("exports/canvas.csv")[1:]}
    said["moodle"] = {row[0].split("@")[0]: float(row[1]) for row in table(f"exports/{ID}-moodle.csv")[1:]}
    header, *rows = table(f"exports/{ID}.csv")
    said["csv"] = {row[0]: float(row[header.index("total")]) for row in rows}
    said["report"] = {}
    for row in table(f"reports/{ID}.csv")[1:]:
        said["report"].setdefault(row[0], -float(row[-1]))
        said["report"][row[0]] += float(row[3] or 0)
    said["report"] = {student: round(score, 2) for student, score in said["report"].items()}
    said["pages"] = {student: float(HEADING.search(page(student))[1]) for student in STUDENTS}
    mean = sum(said["gradebook"].values()) / len(STUDENTS)
    assert f"<dt>mean</dt><dd>{mean:.1f}</dd>" in Path(f"reports/{ID}.html").read_text(encoding="utf-8")
    return said


def table(path: str) -> list[list[str]]:
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def page(student: str) -> str:
    return html.unescape(Path(f"feedback/{student}/{ID}/{ID}.html").read_text(encoding="utf-8"))


def assert_everywhere(**expected: float) -> None:
    found = scores_everywhere()
    assert found == dict.fromkeys(found, expected)


def waiting() -> set[str]:
    """Who waits for a person, by nbgrader, by the export and by the pages: they agree."""
    with Gradebook("sqlite:///gradebook.db") as book:
        found = {it.student.id for it in book.assignment_submissions(ID) if it.needs_manual_grade}
    header, *rows = table(f"exports/{ID}.csv")
    assert {row[0] for row in rows if row[header.index("status")] == "to grade"} == found
    assert {it for it in STUDENTS if "waits for a person" in page(it)} == found
    return found


def test_a_term(course: Course, run: Callable[..., dict[str, Row]], monkeypatch, capsys) -> None:
    root = course.root
    rows = run()
    assert_everywhere(ada=1, bob=1, cyd=1)
    assert waiting() == {"ada", "bob"}, "who wrote nothing waits for nobody"
    assert "Score: waits for a person / 10.0" in page("ada") and "Score: 0.0 / 10.0" in page("cyd")
    assert not any(row.before or row.why or row.again for row in rows.values())

    by_hand("ada", 7.25)
    by_hand("bob", 4)
    rows = run()
    assert_everywhere(ada=8.25, bob=5, cyd=1)
    assert waiting() == set()
    assert (rows["ada"].before, rows["ada"].score, rows["ada"].why) == (1, 8.25, ["by hand"])
    show_changes(list(rows.values()))
    assert "ada: 1 → 8.25 (+7.25): by hand" in capsys.readouterr().out

    rows = run(regrade=True)
    assert_everywhere(ada=8.25, bob=5, cyd=1)
    assert waiting() == set() and not any(row.why for row in rows.values())

    hand_in(root, "ada", "right/tensordot_numpy_numbers", "The words of ada.")  # only the code is another
    hand_in(root, "bob", "wrong/count_flops", "Other words.")
    rows = run()
    gained = rows["ada"].points - 1
    assert gained > 0 and (rows["ada"].before, rows["ada"].why) == (8.25, ["new submission"])
    assert_everywhere(ada=8.25 + gained, bob=5, cyd=1)
    assert waiting() == {"bob"} and rows["bob"].again == [WRITTEN] and rows["ada"].again == []
    assert "Score: 4.0 so far, waits for a person / 10.0" in page("bob")
    show_changes(list(rows.values()))
    assert f"somebody looks again: bob ({WRITTEN})." in capsys.readouterr().out
    assert run(regrade=True)["bob"].again == [WRITTEN], "nobody has looked since"
    by_hand("bob", 9)
    assert run()["bob"].score == 10
    assert run(regrade=True)["bob"].again == []
    assert_everywhere(ada=8.25 + gained, bob=10, cyd=1)

    with Gradebook("sqlite:///gradebook.db") as book:  # as a version left it that noted neither looks nor reasons
        book.db.execute(text("DROP TABLE autograder_looked_at"))
        book.db.commit()
    journal = root / ".autograder" / "graded" / f"{ID}.jsonl"
    lines = map(json.loads, journal.read_text().splitlines())
    journal.write_text("".join(json.dumps({"key": "old", "row": it["row"]}) + "\n" for it in lines))
    assert not any(row.why or row.again for row in run().values())
    assert_everywhere(ada=8.25 + gained, bob=10, cyd=1)
    assert waiting() == set()

    by_hand("cyd", 3.5, CHECKED, extra=0.25)
    monkeypatch.setattr(autograder.grading.grade_class, "kit_files", lambda: [root / "nbgrader_config.py"])
    rows = run()  # the package is another
    assert_everywhere(ada=8.25 + gained, bob=10, cyd=3.75)
    assert rows["cyd"].why == ["new version", "by hand"] and not rows["ada"].why


def test_formgraders_button_keeps_points_by_hand(
    course: Course, run: Callable[..., dict[str, Row]], sandbox: Sandbox
) -> None:
    run()
    by_hand("ada", 7.25)
    run()
    config = nbgrader_config(course)
    config.Grade.sandbox = sandbox
    button = NbGraderAPI(course_directory(course), config=config)
    for student in STUDENTS:
        done = button.autograde(ID, student)
        assert done["success"], done
    assert_everywhere(ada=8.25, bob=1, cyd=1)
    assert waiting() == {"bob"}
    hand_in(course.root, "ada", "wrong/count_flops", "Other words.")
    assert button.autograde(ID, "ada")["success"] and button.generate_feedback(ID, "ada")["success"]
    assert_everywhere(ada=8.25, bob=1, cyd=1)
    assert waiting() == {"ada", "bob"}
    assert run()["ada"].again == [WRITTEN]


def test_penalty_follows_what_it_depends_on(
    course: Course, run: Callable[..., dict[str, Row]], engine: Engine, monkeypatch
) -> None:
    root = course.root
    note_time(root, ID, "ada", datetime(2026, 3, 4, tzinfo=UTC))
    run()
    by_hand("ada", 7.25)
    run()
    monkeypatch.setattr(type(engine), "run", lambda *_: pytest.fail("something was run"))
    why = []

    def follows(ada: float) -> None:
        before = scores_everywhere()["gradebook"]["ada"]
        row = run()["ada"]
        assert_everywhere(ada=ada, bob=1, cyd=1)
        assert (row.before, row.score) == (pytest.approx(before, abs=0.005), pytest.approx(ada, abs=0.005))
        why.extend(row.why)

    due(2)
    follows(7.58)
    due(3)
    follows(7.92)
    with Gradebook("sqlite:///gradebook.db") as book:
        book.grant_extension(ID, "ada", days=1)
    follows(8.25)
    due(1)
    follows(7.58)
    note_time(root, ID, "ada", datetime(2026, 3, 5, tzinfo=UTC))
    follows(7.25)
    penalty(root, 1)
    follows(5.25)
    due(9)
    follows(8.25)
    Path(f"feedback/bob/{ID}/{ID}.html").unlink()
    run()
    assert_everywhere(ada=8.25, bob=1, cyd=1)
    assert why == [*["due date"] * 4, "collection time", "penalty settings", "due date"]


def test_mark_for_review_is_not_set_again_where_a_person_has_answered_it(
    course: Course, run: Callable[..., dict[str, Row]]
) -> None:
    def marked() -> int:
        with Gradebook("sqlite:///gradebook.db") as book:
            return sum(it.needs_manual_grade for it in book.find_submission_notebook(ID, ID, "cyd").grades)

    path = submitted(course.root, "cyd", ID)
    whole = path.read_text()
    path.write_text(whole[:2000])
    assert run()["cyd"].review and marked() == 8
    by_hand("cyd", 5, CHECKED)
    assert run(regrade=True)["cyd"].review and marked() == 7
    with Gradebook("sqlite:///gradebook.db") as book:
        cells = [it.name for it in book.find_submission_notebook(ID, ID, "cyd").grades if it.needs_manual_grade]
    for cell in cells:
        by_hand("cyd", 0, cell)
    for regrade in (False, True):
        assert not run(regrade=regrade)["cyd"].review and marked() == 0
    assert_everywhere(ada=1, bob=1, cyd=5)
    path.write_text(whole[:1000])
    assert run()["cyd"].review and marked() == 8
    assert_everywhere(ada=1, bob=1, cyd=5)
