"""The reader of data/answers: a variant reads as its base with a mistake in it; what can't be read is named."""

import subprocess
import sys
from pathlib import Path

import pytest

from autograder.errors import CourseError
from autograder.instructor.authoring.sample_answers import sample_answer, sample_answers, write_answers
from support.courses import COURSE

BASE = '''"""the textbook's

f: full marks
g: full marks
"""
def f(x):
    y = x + 1
    return y


def g(x):
    y = x + 1
    return -y
'''
VARIANT = {
    "name": '"wrong/minus"',
    "base": '"right/textbook"',
    "about": '"subtracts in f"',
    "earns": '{ f = "loses outputs, arguments", g = "full marks" }',
    "told": '"sign"',
    "replace": """[['''
def f(x):
    y = x + 1
''', '''
def f(x):
    y = x - 1
'''], ['-y', '- y']]""",
}
READ = '''"""subtracts in f

f: loses outputs, arguments
  told sign
g: full marks
"""
def f(x):
    y = x - 1
    return y


def g(x):
    y = x + 1
    return - y
'''


def collection(folder: Path, *variants: dict[str, str], head: str = "[[variant]]") -> Path:
    """A collection with one file, and these variants of it."""
    path = folder / "a" / "f" / "right" / "textbook.py"
    path.parent.mkdir(parents=True)
    path.write_text(BASE)
    entries = ("\n".join([head, *(f"{key} = {value}" for key, value in entry.items())]) for entry in variants)
    path.parents[1].joinpath("variants.toml").write_text("\n\n".join(entries))
    return folder


def test_variant_reads_as_its_base_with_the_replacement(tmp_path: Path) -> None:
    right, wrong = sample_answers(collection(tmp_path, VARIANT))
    assert (right.full_name, right.text) == ("a/f/right/textbook", BASE)
    assert (wrong.full_name, wrong.text) == ("a/f/wrong/minus", READ)
    assert wrong.earns == {"f": "loses outputs, arguments", "g": "full marks"} and wrong.told == {"f": "sign"}
    assert right.code == BASE[BASE.index("def f") :]


def test_variant_reads_as_the_file_would_that_it_stands_for(tmp_path: Path) -> None:
    variant = sample_answers(collection(tmp_path / "variant", VARIANT))[1]
    folder = collection(tmp_path / "file", VARIANT | {"name": '"wrong/other"'})
    path = folder / "a" / "f" / "wrong" / "minus.py"
    path.parent.mkdir()
    path.write_text(variant.text)
    assert sample_answer(folder, "a/f/wrong/minus") == variant


def test_lines_may_change_places(tmp_path: Path) -> None:
    """Each replacement is made in the base, whatever the others put there."""
    swap = {"replace": """[['return y', 'return -y'], ['return -y', 'return y']]"""}
    code = sample_answer(collection(tmp_path, VARIANT | swap), "a/f/wrong/minus").code
    assert code.index("return -y") < code.index("return y") and code.count("return") == 2


def test_text_alone_is_about_the_folders_question(tmp_path: Path) -> None:
    answer = sample_answer(collection(tmp_path, VARIANT | {"earns": '"error"'}), "a/f/wrong/minus")
    assert answer.earns == {"f": "error"} and answer.told == {"f": "sign"}


def test_base_may_be_another_questions(tmp_path: Path) -> None:
    folder = collection(tmp_path, VARIANT)
    (folder / "a" / "g").mkdir()
    text = (folder / "a" / "f" / "variants.toml").read_text().replace("right/textbook", "f/right/textbook")
    (folder / "a" / "g" / "variants.toml").write_text(text.replace('told = "sign"', 'told = { f = "sign" }'))
    assert sample_answer(folder, "a/g/wrong/minus").text == READ


BAD = {  # what is changed in the variant, and what is said
    "no base": ({"base": '"right/nothing"'}, "no file of its base 'a/f/right/nothing'"),
    "variant as base": ({"base": '"wrong/minus"'}, "no file of its base 'a/f/wrong/minus'"),
    "text not there": ({"replace": "[['y = x + 2', 'y = x']]"}, "'y = x + 2' is 0 times in its base, not once"),
    "text there twice": ({"replace": "[['y = x + 1', 'y = x']]"}, "'y = x + 1' is 2 times in its base, not once"),
    "empty text": ({"replace": "[['', 'y']]"}, "times in its base, not once"),
    "overlap": ({"replace": "[['-y', 'y'], ['return -y', 'return x']]"}, "overlaps with the replacement before it"),
    "no difference": ({"replace": "[['-y', '-y']]"}, "variant wrong/minus is its base"),
    "nothing replaced": ({"replace": "[]"}, "variant wrong/minus is its base"),
    "no pair": ({"replace": "['-y', 'y']"}, "'-y' is no replacement"),
    "three texts": ({"replace": "[['-y', 'y', 'x']]"}, "is no replacement"),
    "name of the base": (
        {"name": '"right/textbook"', "earns": '"full marks"', "told": "{}"},
        "two answers 'a/f/right/t",
    ),
    "no side": ({"name": '"minus"'}, "that is no name"),
    "other side": ({"name": '"right/minus"'}, "is right, but earns loses outputs, arguments, full marks"),
    "right among the wrong": ({"earns": '"full marks"'}, "is wrong, but earns full marks"),
    "words that nobody earns": ({"earns": '"loses some, and more!"'}, "does not say what it is and what it earns"),
    "says nothing": ({"about": '""'}, "does not say what it is and what it earns"),
    "other question": ({"earns": '{ g = "error" }', "told": "{}"}, "does not answer f"),
    "told of another question": ({"earns": '{ g = "error" }'}, "is told about f"),
    "unknown key": ({"replaces": "[]"}, "missing, unknown or wrong: replaces"),
    "wrong type": ({"about": "3", "replace": '"-y"'}, "missing, unknown or wrong: about, replace"),
    "no TOML": ({"about": "'''"}, "is no TOML"),
}


@pytest.mark.parametrize(("change", "says"), BAD.values(), ids=BAD)
def test_bad_variant_is_named(change: dict[str, str], says: str, tmp_path: Path) -> None:
    with pytest.raises(CourseError) as caught:
        sample_answers(collection(tmp_path, VARIANT | change))
    assert says in caught.value.message and "a/f/variants.toml" in caught.value.message and caught.value.hint


@pytest.mark.parametrize("key", [key for key in VARIANT if key != "told"])
def test_missing_key_is_named(key: str, tmp_path: Path) -> None:
    variant = {other: value for other, value in VARIANT.items() if other != key}
    with pytest.raises(CourseError, match=f"missing, unknown or wrong: {key}"):
        sample_answers(collection(tmp_path, variant))


def test_two_variants_of_one_name_and_a_misspelt_head_are_named(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="two answers 'a/f/wrong/minus'"):
        sample_answers(collection(tmp_path / "two", VARIANT, VARIANT))
    with pytest.raises(CourseError, match=r"variants in it.*\[\[variant\]\]"):
        sample_answers(collection(tmp_path / "head", VARIANT, head="[[variants]]"))


@pytest.mark.parametrize(
    ("place", "says"),
    {
        "f/textbook.py": "neither under right/ nor under wrong/",
        "f/right/more/textbook.py": "neither under right/ nor under wrong/",
        "f/wrong/textbook.py": "is wrong, but earns full marks",
        "h/right/textbook.py": "does not answer h",
    }.items(),
)
def test_file_in_the_wrong_place_is_named(place: str, says: str, tmp_path: Path) -> None:
    path = collection(tmp_path, VARIANT) / "a" / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(BASE)
    with pytest.raises(CourseError, match=says) as caught:
        sample_answers(tmp_path)
    assert str(path) in caught.value.message


def test_unknown_answer_is_told_which_are_near() -> None:
    with pytest.raises(CourseError, match="Near: residual/identity_block/right/add_layer"):
        sample_answer(COURSE.answers, "residual/identity_block/right/ad_layer")


def test_answers_are_written_with_what_they_read(tmp_path: Path) -> None:
    answers = sample_answers(COURSE.answers, "residual/trained_network/*")
    paths = write_answers(COURSE.answers, answers, tmp_path)
    assert [path.read_bytes() for path in paths] == [answer.text.encode() for answer in answers] and len(paths) > 10
    assert all(path.with_name("small_resnet.weights.h5").stat().st_size > 1000 for path in paths)


def test_command_writes_what_matches_without_keras(tmp_path: Path) -> None:
    module = "autograder.instructor.authoring.sample_answers"
    program = f"import sys, {module} as it; it.main(); sys.exit('keras' in sys.modules)"
    words = ["residual/identity_block/wrong/bn_*", "ilsvrc/vgg/right/letters", "--into", str(tmp_path)]
    done = subprocess.run([sys.executable, "-c", program, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    paths = [Path(line) for line in done.stdout.splitlines()]
    assert len(paths) > 5 and all(path.is_file() for path in paths)
    assert paths[-1] == tmp_path / "ilsvrc" / "vgg" / "right" / "letters.py"
    done = subprocess.run([sys.executable, "-c", program, "no*", *words[-2:]], capture_output=True, text=True)
    assert done.returncode == 1 and "There is no sample answer 'no*'" in done.stderr
