"""What is too old or missing is told in one line, and everything that says what the project needs agrees."""

import json
import re
import sys
import tomllib

import pytest
import yaml

import autograder.startup
from autograder.paths import kit_files
from autograder.startup import NEEDED, PYTHON, require_versions
from support.courses import ROOT


@pytest.mark.parametrize(("package", "found"), [("keras", "2.15.0"), ("numpy", "1.25.2"), ("keras", "3.7.0rc1")])
def test_too_old_package_is_one_line(package: str, found: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autograder.startup, "version", lambda name: found if name == package else "99.0")
    with pytest.raises(ImportError, match=f"needs {package} .*{found}.*pip install --upgrade {package}") as caught:
        from autograder import check  # noqa: F401
    assert "\n" not in str(caught.value)


def test_nbformat_comes_without_a_grammar_of_web_addresses() -> None:
    """It takes longer to import than all the rest of a command."""
    import nbformat  # noqa: F401

    assert "jsonschema" in sys.modules and "lark" not in sys.modules


def test_too_old_python_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autograder.startup.sys, "version_info", (3, 10, 4))
    with pytest.raises(ImportError, match=r"needs Python 3\.11 or newer; this is 3\.10\."):
        require_versions()


def test_nothing_is_promised_from_an_index() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in (*kit_files(), ROOT / "README.md")}
    promise = re.compile(r"pip install[^\n]* '?going-deeper\b")
    assert [name for name, text in texts.items() if promise.search(text)] == []


def test_versions_are_those_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = dict(re.fullmatch(r"(\w+)>=(.*)", it).groups() for it in project["dependencies"])
    assert declared == {name: ".".join(map(str, needed)) for name, needed in NEEDED.items()}
    assert project["requires-python"] == f">={'.'.join(map(str, PYTHON))}"


def test_containers_ask_for_what_the_project_asks_for() -> None:
    """Codespaces reads .devcontainer, Binder environment.yml; neither can be opened in a test."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    container = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
    assert container["postCreateCommand"].endswith("uv sync")
    assert tuple(map(int, container["image"].split(":")[1].split("."))) >= PYTHON
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    python, _, pip = environment["dependencies"]
    assert python == f"python ={'.'.join(map(str, PYTHON))}"  # repo2docker, of Binder, reads no other way to say it
    assert set(re.findall(r"\w+", pip["pip"][0])[1:]) <= set(project["optional-dependencies"])
