"""Makes the table at a notebook's end: each question, its points by `check`, and what to hand in.

`check.all()` shows it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Literal

from autograder.judging.display import CELL, RULE
from autograder.judging.verdict import points_text
from autograder.schema.assignment import Assignment
from autograder.student.progress import Attempts

Status = Literal["solved", "begun", "not checked"]
NOTE = (
    "Points by check, with public examples; the grade also uses others. The written question is for a person to read."
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a question stands; `points` are the most that a check gave."""

    question: str
    points: float
    max_points: float
    status: Status


@dataclass(frozen=True, slots=True)
class Summary:
    """How far an assignment is. Shows itself: a table in a notebook, lines of text elsewhere."""

    assignment: Assignment
    rows: tuple[Standing, ...]

    @property
    def total(self) -> str:
        """Points of all rows, of how many."""
        earned, most = sum(row.points for row in self.rows), sum(row.max_points for row in self.rows)
        return f"{points_text(earned)} of {points_text(most)}"

    @property
    def hand_in(self) -> str:
        """What to do before handing in, and what to hand in."""
        files = [f"{self.assignment.id}.ipynb", *(file.name for file in self.assignment.files)]
        words = f"To finish: Restart Kernel and Run All Cells, save, and hand in {' and '.join(files)}"
        return f"{words}. In a terminal, `autograder submit {self.assignment.id}` makes a zip of it."

    def __repr__(self) -> str:
        width = max(len(row.question) for row in self.rows)
        lines = [f"{self.assignment.id}: {self.total} points by check"]
        for row in self.rows:
            share = f"{points_text(row.points)}/{points_text(row.max_points)}"
            lines.append(f"  {row.question:{width}}{share:>8}  {row.status}")
        return "\n".join([*lines, self.hand_in, NOTE])

    def _repr_html_(self) -> str:
        heads = "".join(f'<th scope="col" style="{CELL}">{name}</th>' for name in ("Question", "Points", "Status"))
        body = "".join(
            f'<tr style="{RULE}"><th scope="row" style="{CELL};font-weight:normal">{escape(row.question)}</th>'
            f'<td style="{CELL}">{points_text(row.points)} of {points_text(row.max_points)}</td>'
            f'<td style="{CELL}">{row.status}</td></tr>'
            for row in self.rows
        )
        return (
            '<table style="border-collapse:collapse;font-size:.95em">'
            f'<caption style="text-align:left"><strong>{escape(self.assignment.title)}</strong> · {self.total} points '
            f"by check</caption><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
            f"<p>{escape(self.hand_in)}</p>"
            f'<p style="opacity:.7;font-size:.85em">{NOTE}</p>'
        )


def summarise(assignment: Assignment, *sources: Mapping[str, Attempts]) -> Summary:
    """The summary of an assignment, by the best check of each question in any of the sources."""
    rows = []
    for question in assignment.questions:
        tried = [known[question.name] for known in sources if question.name in known]
        best = max((it.best for it in tried), default=0.0)
        checked = any(it.count for it in tried)
        status: Status = "solved" if best >= question.points else "begun" if checked else "not checked"
        rows.append(Standing(question.name, best, question.points, status))
    return Summary(assignment, tuple(rows))
