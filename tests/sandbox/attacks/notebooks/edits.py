"""What cheats do to the notebook's file, not in it: edits of its JSON, and of what lies in its place or beside it."""

import copy
import itertools
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any


def cells(notebook: dict[str, Any]) -> dict[str, Any]:
    """The cells that nbgrader knows, by `grade_id`."""
    return {cell["metadata"].get("nbgrader", {}).get("grade_id"): cell for cell in notebook["cells"]}


def checks(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    return [cell for name, cell in cells(notebook).items() if name and name.startswith("check_")]


def own(source: str, kind: str = "code", **more: Any) -> dict[str, Any]:
    code = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return {"cell_type": kind, "source": source, "metadata": {}, **code, **more}


POINTS_SHOWN = {"output_type": "execute_result", "data": {"text/plain": "20.0"}, "metadata": {}, "execution_count": 1}
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)><svg onload=alert(1)>"
MARKDOWN = f"""{SCRIPT}
[a](javascript:alert(1)) [b](data:text/html;base64,PHNjcmlwdD4=) ![c](http://tracker.example/x.png) <a href="JaVaScRiPt:alert(1)">d</a>
<iframe src="http://tracker.example"></iframe><style>@import "http://tracker.example/x.css";</style>
<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)></math>
<div style="position:fixed;inset:0">100 of 100 points</div><meta http-equiv="refresh" content="0;url=http://tracker.example">
$\\href{{javascript:alert(1)}}{{x}}$ $<img src=x onerror=alert(1)>$ <base href="http://tracker.example/"> <form action=x><input type=submit></form>
"""  # noqa: E501


def skip_execution(notebook: dict[str, Any]) -> None:
    for cell in checks(notebook):
        cell["metadata"]["tags"] = ["skip-execution", "raises-exception", "hide_input"]
        cell["outputs"] = [POINTS_SHOWN]


def deleted_checks(notebook: dict[str, Any]) -> None:
    notebook["cells"] = [cell for cell in notebook["cells"] if cell not in checks(notebook)]


def duplicated_checks(notebook: dict[str, Any]) -> None:
    notebook["cells"] += [copy.deepcopy(cell) | {"source": "20.0", "id": f"again-{n}"} for n in range(40) for cell in checks(notebook)]  # noqa: E501  # fmt: skip


def retyped_checks(notebook: dict[str, Any]) -> None:
    for cell, kind in zip(checks(notebook), itertools.cycle(("markdown", "raw", "heading", "code"))):
        cell["cell_type"] = kind
        cell["metadata"]["nbgrader"] |= {"cell_type": "markdown", "solution": True, "locked": False, "task": True}


def forged_checks(notebook: dict[str, Any]) -> None:
    for cell in checks(notebook):
        cell["source"], cell["outputs"], cell["execution_count"] = "20.0", [POINTS_SHOWN], 1


def forged_points(notebook: dict[str, Any]) -> None:
    for cell, points in zip(checks(notebook), (1e9, float("nan"), float("inf"), -100), strict=False):
        cell["metadata"]["nbgrader"] |= {"points": points, "grade": False, "schema_version": 99, "checksum": None}
    cells(notebook)["identity_block"]["metadata"]["nbgrader"] |= {"grade": True, "points": 90}
    notebook["metadata"] |= {"autograder": {"notes": [], "review": False, "readable": True, "files": {"../x": "eA=="}}}


def answers_in_checks(notebook: dict[str, Any]) -> None:
    for cell in checks(notebook):
        cell["metadata"]["nbgrader"]["grade_id"] = "identity_block"
        cell["source"] = "identity_block = None\n20.0"


def surrogates(notebook: dict[str, Any]) -> None:
    notebook["cells"].append(own("# \ud800 \x00 \x1b[31m\nprint('\ud800')", id="\ud800"))
    notebook["cells"].append(own("\udfff **x** \x08", "markdown", id="\udfff" * 100))
    strange = copy.deepcopy(cells(notebook)["check_identity_block"])
    strange["metadata"]["nbgrader"]["grade_id"] = "check_\ud800"
    notebook["cells"].append(strange)


def scripts(notebook: dict[str, Any]) -> None:
    source = f'# {SCRIPT}\nprint("""{MARKDOWN}""")\nraise type("""{SCRIPT}""", (Exception,), {{}})("""{SCRIPT}""")'
    picture = {"image/png": '"><script>alert(1)</script>', "text/html": SCRIPT, "application/javascript": "alert(1)"}
    output = {"output_type": "display_data", "data": picture, "metadata": {"a": SCRIPT}}
    notebook["cells"].insert(1, own(source, id=SCRIPT, outputs=[output]))
    notebook["cells"].insert(1, own(MARKDOWN, "markdown", attachments={"a": {"text/html": SCRIPT}}, id="x"))
    named = own("x = 1")
    named["metadata"] = {"nbgrader": {"grade_id": SCRIPT, "solution": True, "grade": False}, "tags": [SCRIPT]}
    notebook["cells"].append(named)
    cells(notebook)["explain_degradation"]["source"] = MARKDOWN
    notebook["metadata"] |= {"title": SCRIPT, "language_info": {"name": SCRIPT}, "authors": [{"name": SCRIPT}]}


def slow_formula(notebook: dict[str, Any]) -> None:
    cells(notebook)["explain_degradation"]["source"] = "\\begin{a}" * 20_000


def slow_code(notebook: dict[str, Any]) -> None:
    notebook["cells"].append(own("x = 1\n" + "\t\n" * 9000 + "x = 2"))
    notebook["cells"].append(own("a" + ".b" * 60_000))


def slow_markdown(notebook: dict[str, Any]) -> None:
    notebook["cells"].append(own("<div>" * 40_000, "markdown"))
    notebook["cells"].append(own("> " * 20_000 + "$" * 20_000 + "[" * 20_000, "markdown"))
    notebook["cells"].append(own("$" + "{" * 50_000 + "x" + "}" * 50_000 + "$", "markdown"))


def many_cells(notebook: dict[str, Any]) -> None:
    notebook["cells"] += [own("print(1)") for _ in range(900)] + [own("*a*", "markdown") for _ in range(900)]


def deep_source(notebook: dict[str, Any]) -> None:
    """No answer cell is left, so functions are looked for in the others."""
    cells(notebook)["identity_block"]["metadata"] = {}
    for text in ("-" * 40_000 + "1", "(" * 40_000, "a" + ".b" * 5000, "x = " + "[" * 40_000, "f'{" * 5000, "not " * 40_000 + "1"):  # noqa: E501  # fmt: skip
        notebook["cells"].append(own(text))


EDITS: dict[str, Callable[[dict[str, Any]], None]] = {
    function.__name__: function
    for function in (
        *(skip_execution, deleted_checks, duplicated_checks, retyped_checks, forged_checks, forged_points),
        *(answers_in_checks, surrogates, scripts, slow_formula, slow_code, slow_markdown, many_cells, deep_source),
    )
}


def symlink(path: Path, honest: Path) -> None:
    path.unlink()
    path.symlink_to(honest)


def hard_link(path: Path, honest: Path) -> None:
    """The file is honest, and so is the grade; but a person looks at it."""
    path.unlink()
    path.hardlink_to(honest)


def linked_folder(path: Path, honest: Path) -> None:
    shutil.rmtree(path.parent)
    path.parent.symlink_to(honest.parent)


def fifo(path: Path, honest: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def deep_json(path: Path, honest: Path) -> None:
    path.write_text(path.read_text().replace('"metadata": {', '"metadata": {"a": ' + "[" * 3000 + "]" * 3000 + ", ", 1))


def modules_beside(path: Path, honest: Path) -> None:
    said = "print('BREACH: a module beside the notebook ran')"
    names = ("numpy.py", "sitecustomize.py", "usercustomize.py", "keras/__init__.py", "autograder/__init__.py")
    for name in (*names, ".ipython/profile_default/startup/x.py", "nbgrader_config.py", "conftest.py"):
        (path.parent / name).parent.mkdir(parents=True, exist_ok=True)
        (path.parent / name).write_text(said)
    path.with_name("evil.pth").write_text(f"import os; {said}")


def old_timestamp(path: Path, honest: Path) -> None:
    path.with_name("timestamp.txt").write_text("1999-01-01 00:00:00 UTC")


FILES = {function.__name__: function for function in (symlink, hard_link, linked_folder, fifo, deep_json, modules_beside, old_timestamp)}  # noqa: E501  # fmt: skip
