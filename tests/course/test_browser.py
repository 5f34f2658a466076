"""What people click: an instructor in formgrader, a student in JupyterLab, both in a browser.

Debian's Chromium is driven by Selenium through Debian's chromedriver, which comes from the same source package and so
always fits; nothing is downloaded for it. Nothing here is timed: what a page must show is waited for.
"""

import json
import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement

from autograder.instructor.authoring.bundle import bundle
from autograder.instructor.authoring.demo import answer_notebook, split_answer
from autograder.instructor.authoring.release import write_notebook
from autograder.instructor.authoring.sample_answers import sample_answer
from support.courses import COURSE, copy_course, submitted
from support.notebooks import cell_of

ID, QUESTION, WRITTEN = "inception", "inception_naive", "explain_inception"
HANDED_IN = {"ada": "right/textbook", "bob": "wrong/no_relu"}
EARNED, TOLD = "6 of 10 points", "What went wrong: There is no ReLU after"
COLUMNS = ["", "Criterion", "Expected", "Received", "Points"]
DEADLINE_S = 200
Found = TypeVar("Found")
CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.skipif(not (CHROMIUM and DRIVER) and not os.environ.get("CI"), reason="no Chromium with its driver"),
]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory, sandbox: str) -> Path:
    """A course in which two have handed in and nobody is graded, and a student's unpacked bundle."""
    root = copy_course(tmp_path_factory.mktemp("course"))
    with (root / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write(f'\nc.Grade.sandbox = "{sandbox}"\n')
    assignment = COURSE.assignment(ID)
    for student, answer in HANDED_IN.items():
        notebook = answer_notebook(assignment, [sample_answer(COURSE.answers, f"{ID}/{QUESTION}/{answer}")])
        cell_of(notebook, WRITTEN).source = "The **reductions** leave fewer channels for the windows: $1$ after $1$."
        write_notebook(notebook, submitted(root, student, ID))
    with zipfile.ZipFile(bundle(assignment, root / "bundles")) as archive:
        archive.extractall(root / "student")
    return root


@pytest.fixture(scope="module")
def jupyter(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """JupyterLab in the course's folder, without anybody's settings: a function from a path to its address."""
    own = tmp_path_factory.mktemp("jupyter")
    folders = {f"JUPYTER_{name}_DIR": str(own / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    words = ["lab", "--no-browser", "--allow-root", "--ServerApp.port=0", "--LabApp.news_url=None"]
    with (own / "log").open("w") as log:
        command = [sys.executable, "-m", "jupyter", *words]
        server = subprocess.Popen(command, cwd=course, env=os.environ | folders, stdout=log, stderr=log)
    try:
        (known,) = until(lambda: list(own.glob("RUNTIME/jpserver-*.json")))
        said = until(lambda: json.loads(known.read_text() or "{}"))
        yield lambda path: f"{said['url']}{path}?token={said['token']}"
    finally:
        server.terminate()
        server.wait(DEADLINE_S)


@pytest.fixture
def browser() -> Iterator[WebDriver]:
    assert CHROMIUM and DRIVER, "On CI there must be a browser and its driver."
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for word in ("headless", "no-sandbox", "disable-gpu", "disable-dev-shm-usage", "window-size=1300,1000"):
        options.add_argument(f"--{word}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options, webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


def until(look: Callable[[], Found]) -> Found:
    """What `look` finds, once it finds something. A page or a file that is being written is looked at again."""
    end = time.monotonic() + DEADLINE_S
    while True:
        try:
            if found := look():
                return found
        except (WebDriverException, ValueError):
            if time.monotonic() > end:
                raise
        assert time.monotonic() < end, "It was never there."
        time.sleep(0.2)


def shown(browser: WebDriver, selector: str, text: str = "") -> WebElement:
    """The first visible element of a selector with this text in it."""

    def look() -> WebElement | None:
        found = browser.find_elements(By.CSS_SELECTOR, selector)
        return next((it for it in found if it.is_displayed() and text in it.text), None)

    return until(look)


def errors(browser: WebDriver) -> list[str]:
    """What scripts complained about since the last look."""
    from_scripts = ("javascript", "console-api")
    log = browser.get_log("browser")
    return [it["message"] for it in log if it["level"] == "SEVERE" and it["source"] in from_scripts]


def headings(verdict: WebElement) -> list[str]:
    return [it.text for it in verdict.find_elements(By.CSS_SELECTOR, "thead th")]


def test_instructor_grades_in_formgrader(course: Path, jupyter: Callable[[str], str], browser: WebDriver) -> None:
    def press(button: str) -> str:
        """Press a button in the row of bob's submission; what the dialog says then."""
        browser.get(jupyter(f"formgrader/manage_submissions/{ID}"))
        shown(browser, "tbody tr", "bob").find_element(By.CSS_SELECTOR, f".{button} a").click()
        return shown(browser, ".modal-body", " ").text

    browser.get(jupyter("formgrader"))
    assert "Successfully autograded" in press("autograde")
    browser.get(jupyter(f"formgrader/manage_submissions/{ID}"))
    assert "needs manual grading" in shown(browser, "tbody tr", "bob").text
    assert "needs autograding" in shown(browser, "tbody tr", "ada").text

    browser.get(jupyter(f"formgrader/gradebook/{ID}/{ID}"))
    shown(browser, "tbody tr a", "Submission #1").click()
    verdict = shown(browser, ".output_html", EARNED)
    assert TOLD in verdict.text and "✗ failed" in verdict.text and headings(verdict) == COLUMNS
    until(lambda: browser.find_element(By.ID, f"check_{QUESTION}").get_attribute("placeholder") == "6")
    browser.find_element(By.ID, WRITTEN).send_keys("8.5", Keys.TAB)
    until(lambda: browser.execute_script("return jQuery.active === 0"))  # it is saved
    browser.refresh()
    until(lambda: browser.find_element(By.ID, WRITTEN).get_attribute("value") == "8.5")

    assert "Successfully generated feedback" in press("generate-feedback")
    errors(browser)  # formgrader's own are not ours: it wants MathJax from the network, and feedback must not
    browser.get((course / "feedback" / "bob" / ID / f"{ID}.html").as_uri())
    assert "(Score: 14.5 / 100.0)" in browser.find_element(By.TAG_NAME, "body").text
    assert TOLD in shown(browser, ".output_html", EARNED).text
    assert errors(browser) == []


def test_student_answers_in_jupyterlab(jupyter: Callable[[str], str], browser: WebDriver) -> None:
    def cell(text: str) -> WebElement:
        return shown(browser, ".jp-CodeCell .cm-content", text)

    def check(answer: str, says: str) -> WebElement:
        """Put an answer from our collection into its cell, run it and the check below; the check's output."""
        functions, imports = split_answer(sample_answer(COURSE.answers, f"{ID}/{QUESTION}/{answer}").text, {QUESTION})
        cell(f"def {QUESTION}(").send_keys(Keys.CONTROL, "a")
        browser.execute_cdp_cmd(
            "Input.insertText", {"text": f"{imports}\n\n\n{functions[QUESTION]}"}
        )  # as pasting does
        cell(f"def {QUESTION}(").send_keys(Keys.SHIFT, Keys.ENTER)
        cell(f"check({QUESTION})").send_keys(Keys.SHIFT, Keys.ENTER)
        return shown(browser, ".jp-OutputArea-output", says)

    browser.get(jupyter(f"lab/tree/student/{ID}/{ID}.ipynb"))
    shown(browser, ".jp-Notebook-ExecutionIndicator[data-status=idle]")
    cell("from autograder import check").send_keys(Keys.SHIFT, Keys.ENTER)
    wrong = check("wrong/no_relu", EARNED)
    assert TOLD in wrong.text and "✗ failed" in wrong.text and headings(wrong) == COLUMNS
    assert wrong.find_element(By.CSS_SELECTOR, "div[style]").value_of_css_property("border-left-width") == "4px"
    mark, criterion = (it.size["width"] for it in wrong.find_elements(By.CSS_SELECTOR, "thead th")[:2])
    assert mark < criterion / 2, "JupyterLab would have all columns alike."
    right = check("right/textbook", "10 of 10 points")
    assert "✗ failed" not in right.text and right.text.count("✓ passed") == len(
        COURSE.assignment(ID).question(QUESTION).criteria
    )
    assert errors(browser) == []
