"""Writes a verdict for a person to read: HTML for a notebook or a feedback page, text for a terminal.

The HTML is a table with headers and words for every colour, without scripts, and takes its colours from the page
around it, so that it reads on light and dark. Everything that came from a student is escaped. `student.check`,
`grading.graded` and the commands `check` and `judge` show verdicts so.
"""

from html import escape
from textwrap import indent, wrap

from autograder.judging.verdict import CriterionVerdict, Verdict, points_text
from autograder.networks.picture.drawing import outline, picture
from autograder.text import NAMED

MARKS = {
    "passed": ("✓", "passed", "#2e9e5b"),
    "failed": ("✗", "failed", "#d64545"),
    "not run": ("–", "not run", "#8a8f98"),
}
CELL = "text-align:left;vertical-align:top;padding:.3em .8em .3em 0;white-space:normal"
RULE = "border-top:1px solid rgba(128,128,128,.35)"


def headline(verdict: Verdict) -> str:
    """One line: the question and its points."""
    return f"{verdict.question}: {points_text(verdict.points)} of {points_text(verdict.max_points)} points"


def judged(verdict: Verdict) -> bool:
    """Whether any criterion was looked at, so that there are lines to show."""
    return verdict.status in ("passed", "failed")


def as_html(verdict: Verdict, footer: str = "", draw: bool = False) -> str:
    """The verdict as an HTML fragment, with a picture of the student's network if asked and if there is one."""
    good = verdict.status == "passed"
    colour = MARKS["passed" if good else "failed"][2]
    rows = "".join(_row(line) for line in verdict.criteria)
    note = f'<p style="margin:.2em 0 .6em">{escape(verdict.message)}</p>' if verdict.message else ""
    named = ""
    if verdict.diagnosis:
        words = escape(verdict.diagnosis.sentence)
        named = f'<p style="margin:.2em 0 .6em"><strong>{NAMED}</strong> {words}</p>'
    shown = picture(verdict.graph, verdict.marks) if draw and verdict.graph else ""
    end = f'<p style="margin:.6em 0 0;opacity:.7;font-size:.85em">{escape(footer)}</p>' if footer else ""
    table = (
        '<table style="border-collapse:collapse;table-layout:auto;width:100%;font-size:.95em"><thead><tr>'
        + "".join(
            f'<th scope="col" style="{CELL}">{name}</th>'
            for name in ("", "Criterion", "Expected", "Received", "Points")
        )
        + f"</tr></thead><tbody>{rows}</tbody></table>"
    )
    return (
        f'<div style="border-left:4px solid {colour};padding:.4em 0 .5em 1em;margin:.3em 0;max-width:60em">'
        f'<p style="margin:0 0 .3em"><strong>{escape(verdict.title)}</strong> · '
        f"{points_text(verdict.points)} of {points_text(verdict.max_points)} points</p>{note}{named}"
        f"{table if judged(verdict) else ''}{shown}{end}</div>"
    )


def as_text(verdict: Verdict, footer: str = "", draw: bool = False) -> str:
    """The verdict as lines of plain text, readable without colour and by a screen reader."""
    lines = [headline(verdict)]
    if verdict.message:
        lines.append(f"  {verdict.message}")
    if verdict.diagnosis:
        lines += wrap(f"{NAMED} {verdict.diagnosis.sentence}", 100, initial_indent="  ", subsequent_indent="    ")
    if judged(verdict):
        for line in verdict.criteria:
            mark, word, _ = MARKS[line.outcome.result]
            share = f"{points_text(line.points)}/{points_text(line.max_points)}"
            lines.append(f"  {mark} {word:8}{share:>7}  {line.sentence}")
            if line.outcome.result != "passed" and line.outcome.message and line.outcome.message != verdict.message:
                lines.append(f"{'':21}{line.outcome.message}")
    if draw and verdict.graph:
        lines += ["", indent(outline(verdict.graph, verdict.marks), "  ")]
    return "\n".join([*lines, *([footer] if footer else [])])


def _row(line: CriterionVerdict) -> str:
    outcome = line.outcome
    mark, word, colour = MARKS[outcome.result]
    message = f"<br>{escape(outcome.message)}" if outcome.message and outcome.result != "passed" else ""
    cells = (
        f'<span style="color:{colour};font-weight:bold;white-space:nowrap">{mark} {word}</span>',
        f"{escape(line.sentence)}{message}",
        escape(outcome.expected),
        escape(outcome.received),
        f"{points_text(line.points)} / {points_text(line.max_points)}",
    )
    return f'<tr style="{RULE}">' + "".join(f'<td style="{CELL}">{cell}</td>' for cell in cells) + "</tr>"
