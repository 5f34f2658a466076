"""What only other machines have ends no answer: it is passed over, told in the cell's output, and the rest defined."""

from dataclasses import replace

import pytest

from autograder.sandbox.engine import Engine
from support.cells import ANSWER, LIMITS, SLEEP, answer, run, told

WENT_ON = "The grader went on with the definitions below this line."
NOTHING_INSTALLED = "nothing is installed where answers are graded"

# What stands above the answer in its cell, and what is told; "" for nothing at all.
ABOVE = {
    "Colab's drive": (
        "from google.colab import drive\ndrive.mount('/content/drive')",
        "google.colab is not here: what is asked of it was passed over.",
    ),
    "Colab's patches": ("from google.colab.patches import cv2_imshow\ncv2_imshow(1)", "google.colab is not here"),
    "Colab whole": ("import google.colab\ngoogle.colab.files.download('x')", "google.colab is not here"),
    "nothing uploaded": (
        "from google.colab import files\nfor name, content in files.upload().items(): print('got', name)\nprint('end')",
        "end",
    ),
    "a secret": (
        "import os\nfrom google.colab import userdata\ntry:\n    os.environ['KEY'] = userdata.get('KEY')\n"
        "except userdata.SecretNotFoundError:\n    pass\nprint(repr(os.environ['KEY']))",
        "''",
    ),
    "Kaggle's secrets": (
        "from kaggle_secrets import UserSecretsClient\nkey = UserSecretsClient().get_secret('key')\nprint(type(key))",
        "kaggle_secrets is not here",
    ),
    "Colab's callback": (
        "from google.colab import output\n@output.register\ndef shown(): return 'left as it is'\nprint(shown())",
        "left as it is",
    ),
    "asks whether it is Colab": (
        "try:\n    import google.colab\n    place = 'Colab'\nexcept ImportError:\n    place = 'here'\nprint(place)",
        "here",
    ),
    "asks after a mount": (
        "import sys\nfrom google.colab import drive\nprint('google.colab' in sys.modules, 'google' in sys.modules)",
        "False True",
    ),
    "Google's other packages": (
        "from google.protobuf import message\nprint(message.__name__)",
        "google.protobuf.message",
    ),
    "a window for pictures": (
        "%matplotlib tk\nimport matplotlib\nmatplotlib.use('TkAgg')\nprint(matplotlib.get_backend())",
        "inline",
    ),
    "widgets": ("%matplotlib widget", ""),
    "notebook": ("%matplotlib notebook", ""),
    "installs by magic": ("%pip install nothing-of-this-name", NOTHING_INSTALLED),
    "installs with conda": ("%conda install -y nothing", NOTHING_INSTALLED),
    "installs in a shell": ("!pip -q install nothing && echo done", NOTHING_INSTALLED),
    "installs and keeps the words": ("words = !pip3 install nothing\nprint(words)", NOTHING_INSTALLED),
    "installs a system's package": ("!apt-get -qq install -y graphviz", NOTHING_INSTALLED),
    "shell": ("!echo out of $((40 + 2)) shells", "out of 42 shells"),
    "extensions": ("%load_ext tensorboard\n%load_ext nothing\n%autoreload 2\n%tensorboard --logdir logs", ""),
    "a debugger": ("%pdb on\n%debug", ""),
    "settings": ("%config InlineBackend.figure_format = 'retina'\n%config Nothing.here = 1", ""),
    "settings that are none": ("%config Nothing", "%config does not work here and was passed over: UsageError"),
    "a folder": ("%cd /content/drive/MyDrive", "No such file or directory"),
    "environment": ("%env PLACE=here\n%env NOWHERE\nimport os; print(os.environ['PLACE'])", "here"),
    "help": ("print?", ""),
    "an old call": (
        "get_ipython().magic(u'%matplotlib qt')\nget_ipython().magic('nothing')",
        "%nothing is not known here",
    ),
    "old TensorFlow": ("%tensorflow_version 2.x", "%tensorflow_version is not known here and was passed over."),
    "times a line": ("%time print('timed')", "Wall time"),
    "times a line often": ("calls = []\n%timeit -n 1000 -r 9 calls.append(1)\nprint(len(calls), 'call')", "1 call"),
    "an assignment from a magic": ("found = %nothing here\nprint(found)", "None"),
    "a cell's own error in a magic": ("%time 1 / 0", "ZeroDivisionError: division by zero"),
    "fails": ("open('/content/weights.h5')", WENT_ON),
    "exits": ("import sys\nsys.exit()", WENT_ON),
    "exits as in a terminal": ("exit()", WENT_ON),
    "a return": ("return", WENT_ON),
    "every expression shown": (
        "from IPython.core.interactiveshell import InteractiveShell\nInteractiveShell.ast_node_interactivity = 'all'\n",
        "",
    ),
    "awaits": ("import asyncio\nawait asyncio.sleep(0)\n1 / 0", WENT_ON),
}


@pytest.mark.parametrize(("above", "says"), ABOVE.values(), ids=ABOVE)
def test_answer_below_is_defined(bare: Engine, above: str, says: str) -> None:
    result = run(bare, f"{above}\n{ANSWER}")
    assert answer(result) == 6
    assert told(result) == "" if not says else says in told(result)


CELLS = {
    "time": ("%%time\n" + ANSWER, "Wall time"),
    "timeit": ("%%timeit -n 100 -r 7\n" + ANSWER + "print('once')", "once"),
    "timeit with a beginning": (f"%%timeit -q factor = 2\n{ANSWER}".replace("2 *", "factor *"), "Wall time"),
    "profiled": ("%%prun\n" + ANSWER, ""),
    "capture": ("%%capture\nprint('quiet')\n" + ANSWER, ""),
    "capture and keep": ("%%capture kept --no-stderr\nprint('quiet')\n" + ANSWER, ""),
    "capture with a word too many": ("%%capture kept # of this\n" + ANSWER, "%%capture does not work here"),
    "written where nothing can be": ("%%writefile /content/model.py\n" + ANSWER, "%%writefile does not work here"),
    "unknown": ("%%skip_if_slow 3\n" + ANSWER, "%%skip_if_slow is not known here and was passed over."),
    "fails when timed": ("%%time\nnothing_here\n" + ANSWER, WENT_ON),
    "fails captured": ("%%capture\nnothing_here\n" + ANSWER, "NameError"),
}


@pytest.mark.parametrize(("source", "says"), CELLS.values(), ids=CELLS)
def test_answer_in_a_cell_magic_is_defined(bare: Engine, source: str, says: str) -> None:
    result = run(bare, source)
    assert answer(result) == 6
    assert says in told(result)
    assert told(result).count("once") <= 1


OTHERS = {
    "bash": ("%%bash\necho 4$((1 + 1))", "42"),
    "bash that installs": ("%%bash\nset -e\npip install nothing", NOTHING_INSTALLED),
    "Colab's shell": ("%%shell\necho here", "here"),
    "html": ("%%html\n<script>alert(1)</script>", "HTML object"),
    "javascript": ("%%javascript\nalert(1)", "Javascript object"),
    "latex": ("%%latex\n$x$", "Latex object"),
    "SQL": ("%%sql\nSELECT * FROM answers", "%%sql is not known here and was passed over."),
    "no body": ("%%time", "Wall time"),
    "a script that fails": ("%%python\n1 / 0", "%%python does not work here and was passed over"),
}


@pytest.mark.parametrize(("source", "says"), OTHERS.values(), ids=OTHERS)
def test_cell_of_another_language_is_harmless(bare: Engine, source: str, says: str) -> None:
    result = run(bare, source, ANSWER)
    assert answer(result) == 6
    assert says in told(result)
    assert b'"output_type": "error"' not in b"".join(result.outputs.values())


def test_in_the_sandbox_answers_below_are_defined_too(engine: Engine) -> None:
    for name in ("Colab's drive", "installs by magic", "fails", "shell", "old TensorFlow"):
        above, says = ABOVE[name]
        result = run(engine, f"{above}\n{ANSWER}")
        assert answer(result) == 6 and says in told(result)


AFTER = {
    "assignments": ("factor = 2\ndef double(x): return factor * x", 6),
    "assignments with types": ("factor: int = 2\ndef double(x): return factor * x", 6),
    "a class": ("class Double:\n    def __call__(self, x): return 2 * x\ndouble = Double()", 6),
    "imports": ("import operator as o\nfrom functools import partial\ndouble = partial(o.mul, 2)", 6),
    "other failures": ("a = b\nimport nothing_here\nclass C(D): pass\n" + ANSWER, 6),
    "statements do not run": ("def double(x): return 2 * x\ndouble = None if False else double\nprint('no')\n1 / 0", 6),
    "what fails itself": ("double = nothing_here", "The code before it raised KeyError: 'first'"),
}


@pytest.mark.parametrize(("below", "expected"), AFTER.values(), ids=AFTER)
def test_after_an_error_definitions_are_made_each_on_its_own(bare: Engine, below: str, expected: object) -> None:
    result = run(bare, f"raise KeyError('first')\n{below}")
    assert answer(result) == expected
    assert told(result) == f"KeyError: 'first'\n{WENT_ON}\n"


def test_with_nothing_left_to_define_nothing_is_told(bare: Engine) -> None:
    assert told(run(bare, "1 / 0\nprint('no')")) == "ZeroDivisionError: division by zero"
    assert told(run(bare, f"{ANSWER}\nprint('shown')\n6 * 7")) == "shown\n\n42"


def test_after_a_timeout_functions_are_defined_and_nothing_is_computed(bare: Engine) -> None:
    limits = replace(LIMITS, cell_s=10)
    result = run(bare, f"{SLEEP}\nfactor = 2\n{ANSWER}", "print('factor' in globals())", limits=limits)
    assert answer(result) == 6
    assert WENT_ON in told(result) and told(result).endswith("False\n")
    forever = "class C:\n    while True: pass\n" * 50
    result = run(bare, f"{SLEEP}\n{forever}{ANSWER}", limits=limits)
    assert answer(result) == "The code before it ran for more than 10 seconds."


def test_file_ends_where_it_fails_but_for_what_other_machines_have(bare: Engine) -> None:
    mount, _ = ABOVE["Colab's drive"]
    assert answer(run(bare, f"{mount}\n{ANSWER}", script=True)) == 6
    assert answer(run(bare, f"1 / 0\n{ANSWER}", script=True)).startswith("The code before it raised ZeroDivisionError")


def test_answer_may_use_what_other_machines_have(bare: Engine) -> None:
    inside = "def double(x):\n    from google.colab import output\n    output.clear()\n    return 2 * x"
    assert answer(run(bare, inside)) == 6


HOSTILE = {
    "replaces stand-ins": "import sys\nfrom google.colab import drive\nsys.modules['google.colab'] = 1\n"
    "sys.meta_path.clear()\nfrom google.colab import files",
    "a magic that exits": "from IPython.core.magic import register_line_magic\n@register_line_magic\n"
    "def leave(line): raise SystemExit(3)\n%leave now",
    "an error that lies": "class Odd(Exception):\n    def __bool__(self): raise ValueError\n"
    "    def __len__(self): return 0\nraise Odd",
    "a module's name that is none": "raise ModuleNotFoundError('x', name=3)",
}


@pytest.mark.parametrize("above", HOSTILE.values(), ids=HOSTILE)
def test_hostile_surroundings_harm_nobody(bare: Engine, above: str) -> None:
    assert answer(run(bare, f"{above}\n{ANSWER}")) == 6


def test_many_failing_statements_are_told_once(bare: Engine) -> None:
    result = run(bare, "a = b\n" * 2000 + ANSWER)
    assert answer(result) == 6
    assert sum(map(len, result.outputs.values())) < 10_000
