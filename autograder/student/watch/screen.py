"""Shows what `autograder watch` knows as one screen of a terminal: it fits, and says in words what colours say.

`watch` has it drawn whenever something has changed.
"""

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.progress_bar import ProgressBar
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from autograder.judging.display import MARKS, NAMED, judged
from autograder.judging.judge import nothing
from autograder.judging.verdict import Verdict, points_text
from autograder.student.watch.state import Board
from autograder.text import clean

KEYS = "h hint · o open · n next question · q quit"
STYLES = {"passed": "green", "failed": "bold red", "not run": "dim"}
BAR = 20  # columns
LOW = 20  # lines: of a terminal with fewer the head is one line
MORE = "… more below: a taller window shows it"


class WatchScreen:
    """The screen of a board, as tall and wide as the terminal is; what does not fit is left out, and that is said.

    Args:
        board: What to show.
        file: The name of the file that is watched.
        cell_s: Seconds that a cell may take.
    """

    def __init__(self, board: Board, file: str, cell_s: float) -> None:
        self.board, self.file, self.cell_s = board, file, cell_s

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width, height = options.max_width, options.height or console.height
        low = height < LOW
        options = options.update(width=width, height=None)
        foot = console.render_lines(self._foot(low), options)
        body = console.render_lines(Group(self._head(low), *self._body(), *self._standing()), options)
        room = max(1, height - len(foot))
        if len(body) > room:
            more = Text(MORE, "dim", no_wrap=True, overflow="ellipsis")
            body = [*body[: room - 1], *console.render_lines(more, options)]
        body += [[Segment(" " * width)]] * (room - len(body))
        for line in [*body, *foot][:height]:
            yield from line
            yield Segment.line()

    def _head(self, low: bool) -> RenderableType:
        board = self.board
        mine, all_of_them = board.assignment.questions, list(board.course_questions())
        solved = sum(map(board.solved, mine))
        ever = sum(board.solved(it) if it in mine else board.had_full_points(it) for it in all_of_them)
        if low:
            words = f"{solved} of {len(mine)} solved, course {ever} of {len(all_of_them)} · {self.file}"
            return Text(words, "bold", no_wrap=True, overflow="ellipsis")
        points = f"{points_text(board.points())} of {points_text(sum(it.points for it in mine))} points"
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_row("This assignment", _bar(solved, len(mine)), f"{solved} of {len(mine)} questions solved, {points}")
        grid.add_row("The course", _bar(ever, len(all_of_them)), f"{ever} of {len(all_of_them)} questions solved")
        return Group(Text(f"{board.assignment.title} · {self.file}", "bold"), grid, Text(""))

    def _body(self) -> list[RenderableType]:
        """The question in view, or that there is none left."""
        board, question = self.board, self.board.shown
        if question is None:
            words = (
                "All questions are solved. The written one is for a person to read.\n"
                f"Hand in with: autograder submit {board.assignment.id}"
            )
            return [Text(words)]
        verdict = board.verdicts.get(question.name)
        parts: list[RenderableType] = []
        if verdict is None:
            parts.append(Text(f"{question.name}: {points_text(question.points)} points", "bold"))
        elif verdict.status == "not attempted":
            parts.append(Text(f"{question.name}: not answered, {points_text(question.points)} points", "bold"))
            parts.append(Text(f"Next: write {question.name} in {self.file} and save."))
            verdict = nothing(question, "not attempted", "")
        else:
            share = f"{points_text(verdict.points)} of {points_text(verdict.max_points)} points"
            parts.append(Text(f"{question.name}: {share}", "bold"))
        if verdict:
            parts += self._verdict(verdict)
        if board.hint:
            words = f"Hint {board.hint.level} of {board.hint.levels}: {board.hint.words}"
            parts += [Text(""), Text(words, "cyan")]
        return parts

    def _verdict(self, verdict: Verdict) -> list[RenderableType]:
        """What is said of an answer, and its criteria."""
        parts: list[RenderableType] = []
        if verdict.message:
            parts.append(Text(clean(verdict.message)))
        if verdict.status == "timeout":
            words = (
                f"It was stopped. Is there a loop that does not end? Else: autograder watch --limit {2 * self.cell_s:g}"
            )
            parts.append(Text(words))
        if verdict.diagnosis:
            parts.append(Text.assemble((f"{NAMED} ", "bold"), clean(verdict.diagnosis.sentence)))
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(no_wrap=True)
        grid.add_column(no_wrap=True, justify="right")
        grid.add_column()
        for line in verdict.criteria:
            mark, word, _ = MARKS[line.outcome.result]
            sentence = Text(line.sentence)
            said = line.outcome.message
            if judged(verdict) and line.outcome.result != "passed" and said and said != verdict.message:
                sentence.append(f"\n{clean(said)}", "dim" if line.outcome.result == "not run" else "")
            share = f"{points_text(line.points)}/{points_text(line.max_points)}"
            grid.add_row(Text(f"{mark} {word}", STYLES[line.outcome.result]), share, sentence)
        return [*parts, Padding(grid, (0, 0, 0, 2))]

    def _standing(self) -> list[RenderableType]:
        """Which questions are solved, wrong and not answered."""
        groups: dict[str, list[str]] = {"✓ Solved": [], "✗ Not right yet": [], "– Not answered": []}
        for question in self.board.assignment.questions:
            verdict = self.board.verdicts.get(question.name)
            tried = verdict is not None and verdict.status != "not attempted"
            word = "✓ Solved" if self.board.solved(question) else "✗ Not right yet" if tried else "– Not answered"
            groups[word].append(question.name)
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(no_wrap=True)
        for word, names in groups.items():
            if names:
                grid.add_row(word, ", ".join(names))
        return [Text(""), grid]

    def _foot(self, low: bool) -> RenderableType:
        board = self.board
        said = board.fault or board.said
        if board.waiting and not board.fault:
            now = board.shown and board.shown.name in board.waiting
            said = f"{said} Checking{'' if now else ' the other questions'} …".strip()
        lines = [Text(said or "Waiting for you to save.", "bold yellow" if board.fault else ""), Text(KEYS, "dim")]
        return Group(*lines) if low else Group(Text(""), *lines)


def _bar(done: int, of: int) -> ProgressBar:
    return ProgressBar(total=of, completed=done, width=BAR)
