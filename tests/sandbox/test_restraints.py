"""What a question forbids is not there while it is asked, however it was kept; nor is the package that grades, ever."""

from autograder.sandbox.engine import Engine
from autograder.schema.assignment import Case, Limits, Question
from autograder.schema.evidence import Observation, Raised, Returned, decode
from autograder.schema.job import Cell, Job
from support.cells import ANSWER, answer, run, told

COUNT = 3 * 9 * 6 + 6 + 6 * 9 * 7 + 7 + 7 * 9 * 8 + 8 + 8 * 4 + 4
CASES = (Case("printed", "a stack", {"model": {"model": "small_cnn"}}),)
FORBIDDEN = {
    "called": "def count(model): return model.count_params()",
    "kept": "kept = keras.Model.count_params\ndef count(model): return kept(model)",
    "kept of layers": "each = keras.layers.Layer.count_params\ndef count(model): return sum(map(each, model.layers))",
    "kept of a model": "own = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)]).count_params\n"
    "def count(model): return own.__func__(model)",
    "kept as a descriptor": "kept = vars(keras.layers.Layer)['count_params']\n"
    "def count(model): return kept.__get__(model)()",
    "kept by a subclass": "class Counting(keras.Model):\n    counted = keras.Model.count_params\n"
    "def count(model): return Counting.counted(model)",
    "its code kept": "import types\nkept = keras.Model.count_params.__code__\n"
    "def count(model): return types.FunctionType(kept, vars(keras.src.layers.layer))(model)",
    "its code copied": "import types\ncode = keras.Model.count_params.__code__.replace(co_name='mine')\n"
    "kept = types.FunctionType(code, dict(vars(keras.src.layers.layer)))\ndef count(model): return kept(model)",
    "behind it": "from keras.src.utils.summary_utils import count_params\n"
    "def count(model): return count_params(model.weights)",
    "through memory": "from keras.src.utils.summary_utils import weight_memory_size\n"
    "def count(model): return int(weight_memory_size(model.weights) / 4)",
    "read off a summary": "kept = keras.Model.summary\ndef count(model):\n    lines = []\n"
    "    kept(model, print_fn=lambda line, **_: lines.append(line))\n"
    "    return int(''.join(lines).split('Total params: ')[1].split()[0].replace(',', ''))",
    "what was decorated kept": "kept = keras.Model.summary.__wrapped__\ndef count(model): kept(model)",
    "behind a summary": "from keras.src.utils.summary_utils import print_summary as kept\n"
    "def count(model): kept(model)",
    "loaded again": "import importlib, keras.src.utils.summary_utils as behind\n"
    "kept = importlib.reload(behind).count_params\ndef count(model): return kept(model.weights)",
    "imported again": "import sys\nfor name in [*sys.modules]:\n"
    "    if name.startswith('keras'): del sys.modules[name]\n"
    "import keras.src.layers.layer\nkept = keras.src.layers.layer.Layer.count_params\n"
    "def count(model): return kept(model)",
    "in a thread from before": "from concurrent.futures import ThreadPoolExecutor\npool = ThreadPoolExecutor(1)\n"
    "kept = pool.submit(lambda: keras.Model.count_params).result()\n"
    "def count(model): return pool.submit(kept, model).result()",
}
ALLOWED = {
    "kept and not called": "kept = keras.Model.count_params, keras.Model.summary\n"
    "def count(model): return sum(math.prod(it.shape) for it in model.weights)",
    "called in cells alone": "own = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])\nown.summary()\n"
    "print('counted', own.count_params(), own.layers[0].count_params())\n"
    "def count(model): return sum(math.prod(it.shape) for it in model.weights)",
    "a method of that name": "class Own:\n    def count_params(self, model):\n"
    "        return sum(math.prod(it.shape) for it in model.weights)\n"
    "def count(model): return Own().count_params(model)",
    "Keras reloaded": "import importlib\nkeras = importlib.reload(keras)\n"
    "def count(model): return sum(math.prod(it.shape) for it in model.weights if isinstance(model, keras.Model))",
}


def observed(engine: Engine, sources: dict[str, str]) -> tuple[dict[str, Observation], str]:
    """What came of each `count` in one job, by its name in the table, and all that was shown."""
    cells, questions = [Cell("", "import math\nimport keras")], []
    for at, source in enumerate(sources.values()):
        name = f"count_{at}"
        questions.append(Question(name, "value", "Count", {"outputs": 1}, CASES, forbids=("count_params", "summary")))
        cells += [Cell("", f"import keras\n{source}\n{name} = count"), Cell(f"check_{name}", "", name)]
    result = engine.run(Job(tuple(cells), tuple(questions), Limits(cell_s=60, wall_s=240)))
    assert (result.ending, result.missing) == ("finished", {})
    seen = {name: decode(result.evidence[f"count_{at}"]).observations for at, name in enumerate(sources)}
    return {name: it["printed"] for name, it in seen.items()}, told(result)


def test_what_is_forbidden_raises_however_it_was_kept(engine: Engine) -> None:
    seen, _ = observed(engine, FORBIDDEN)
    words = {name: it.message if isinstance(it, Raised) else it for name, it in seen.items()}
    told = ("count_params is not there when this is graded", "summary is not there when this is graded")
    assert {name: it for name, it in words.items() if not str(it).startswith(told)} == {}


def test_what_is_forbidden_works_where_it_is_not_asked(engine: Engine) -> None:
    seen, shown = observed(engine, ALLOWED)
    assert {name: it for name, it in seen.items() if it != Returned(COUNT)} == {}
    assert "counted 8 8" in shown and "Total params" in shown


OWN_MODULES = {
    "imported": "from autograder.networks.size import measure",
    "imported whole": "import autograder.probing.given_models",
    "by name": "importlib.import_module('autograder.probing.probe')",
    "among the modules": "sys.modules['autograder.keras_internals.forbidden']",
    "as an attribute": "autograder.probing",
    "imported again": "del sys.modules['autograder']; import autograder.schema.vocabulary",
    "loaded again": "importlib.reload(autograder).schema",
    "on its path": "autograder.__path__ = [os.path.dirname(autograder.__file__)]; import autograder.digests",
    "whose finders are gone": "sys.meta_path[:] = [it for it in sys.meta_path if isinstance(it, type)]; "
    "autograder.__path__ = [os.path.dirname(autograder.__file__)]; import autograder.text",
    "as a file": "spec = importlib.util.spec_from_file_location('own', autograder.__file__); "
    "spec.loader.exec_module(importlib.util.module_from_spec(spec))",
}


def test_nothing_of_the_package_is_found_but_what_notebooks_import(engine: Engine) -> None:
    lines = ["import importlib.util, os, sys", "import autograder"]
    for name, code in OWN_MODULES.items():
        lines += ["kept = dict(sys.modules), list(sys.meta_path)", f"try:\n    {code}\n    print({name!r})"]
        lines += ["except (ImportError, AttributeError, KeyError, OSError):\n    pass"]
        lines += ["sys.modules.update(kept[0]); sys.meta_path[:] = kept[1]"]
    result = run(engine, "\n".join(lines), "from autograder import check, load_by_place\nprint(check(len))", ANSWER)
    *found, checked = told(result).splitlines()
    assert found == (["whose finders are gone", "as a file"] if engine.sandbox == "none" else [])
    assert "`check` says nothing" in checked and answer(result) == 6
