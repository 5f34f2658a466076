"""Ready-made networks earn nothing, however they are come by."""

import pytest

from autograder.judging.judge import judge
from autograder.judging.reference import OfficialReference
from autograder.probing.probe import collect_evidence
from autograder.sandbox.engine import Engine
from autograder.schema.assignment import Case, Limits, Question
from autograder.schema.evidence import Built, decode
from autograder.schema.job import Cell, Job
from support.cells import ANSWER, run, told
from support.graphs import small_network

NETWORK = Question(
    "network",
    "network",
    "VGG",
    {"builds": 1, "parameters": 2},
    (Case("printed", "VGG-16", {}, input=(224, 224, 3), behaviour=False),),
)
READY_MADE = {
    "called": "import keras\ndef network(): return keras.applications.VGG16(weights=None)",
    "imported by name": "from keras.applications import VGG16\ndef network(): return VGG16(weights=None)",
    "through tensorflow": "import tensorflow as tf\ndef network(): return tf.keras.applications.VGG16(weights=None)",
    "made beforehand": "import keras\nmodel = keras.applications.VGG16(weights=None)\ndef network(): return model",
    "under another name": (
        "import keras\nfrom keras.src.applications import vgg16\nvars(vgg16)['__name__'] = 'mine'\n"
        "def network(): return vgg16.VGG16(weights=None)"
    ),
    "list of what is refused emptied": (
        "import gc, keras, re\nfor it in gc.get_objects():\n"
        "    if type(it) is dict and 'READY_MADE' in it: it['READY_MADE'] = re.compile('nothing')\n"
        "def network(): return keras.applications.VGG16(weights=None)"
    ),
    "from the module behind": (
        "from keras.src.applications.vgg16 import VGG16\ndef network(): return VGG16(weights=None)"
    ),
    "its code taken": (
        "import types\nfrom keras.src.applications import vgg16\n"
        "copy = types.FunctionType(vgg16.VGG16.__code__, dict(vars(vgg16), READY_MADE=None), 'network')\n"
        "def network(): return copy(weights=None)"
    ),
    "loaded again": (
        "import importlib\nfrom keras.src.applications import vgg16\n"
        "def network(): return importlib.reload(vgg16).VGG16(weights=None)"
    ),
    "imported again": (
        "import sys\nfor name in [*sys.modules]:\n    if 'applications' in name: del sys.modules[name]\n"
        "from keras.src.applications.vgg16 import VGG16\ndef network(): return VGG16(weights=None)"
    ),
    "in parts": (
        "import keras\nfrom keras.src.applications import resnet\n"
        "def network(): return resnet.residual_block_v1(keras.Input((8, 8, 64)), 64)"
    ),
    "caught and tried again": (
        "from keras.applications.vgg16 import VGG16\ndef network():\n    try:\n        return VGG16(weights=None)\n"
        "    except Exception:\n        return VGG16(weights=None)"
    ),
}


@pytest.mark.parametrize("source", READY_MADE.values(), ids=READY_MADE)
def test_ready_made_network_is_refused(source: str, engine: Engine) -> None:
    job = Job((Cell("", source), Cell("check_network", "", "network")), (NETWORK,), Limits(), script=True)
    result = engine.run(job)
    if "network" not in result.evidence:  # it failed while the file ran
        assert "ready-made network" in result.missing["network"].why
        return
    evidence = decode(result.evidence["network"])
    solution = collect_evidence(small_network, NETWORK)
    verdict = judge(NETWORK, evidence, OfficialReference({"network": solution}, "any"))
    assert verdict.points == 0 and "ready-made network" in verdict.criteria[0].outcome.message


COPIES = {
    "run under another name": "exec(compile(open(vgg16.__file__).read(), 'mine.py', 'exec'), own := {})",
    "copied beside the notebook": "shutil.copy(vgg16.__file__, 'mine.py'); import mine; own = vars(mine)",
    "loaded as another module": "spec = importlib.util.spec_from_file_location('mine', vgg16.__file__); "
    "spec.loader.exec_module(mine := importlib.util.module_from_spec(spec)); own = vars(mine)",
    "read by inspect": "exec(inspect.getsource(vgg16), own := {})",
    "read by its loader": "exec(vgg16.__loader__.get_source('keras.src.applications.vgg16'), own := {})",
    "compiled before": "exec(marshal.loads(open(vgg16.__cached__, 'rb').read()[16:]), own := {})",
}


def test_code_of_ready_made_networks_cannot_be_copied(engine: Engine) -> None:
    if engine.sandbox == "none":
        pytest.skip("without a sandbox files can be read")
    lines = ["import importlib.util, inspect, marshal, shutil", "from keras.src.applications import vgg16"]
    for name, code in COPIES.items():
        lines += [
            f"try:\n    {code}\n    own['VGG16'](weights=None)\n    print({name!r})",
            "except (ImportError, OSError):\n    print('-')",
        ]
    assert told(run(engine, "\n".join(lines), ANSWER)).split() == ["-"] * len(COPIES)


HONEST = {
    "never called": "import keras\nfrom keras.applications import VGG16\n",
    "pictures prepared": (
        "import keras, numpy\nfrom keras.applications.vgg16 import preprocess_input\n"
        "from keras.applications import imagenet_utils, resnet\n"
        "image = preprocess_input(numpy.ones((1, 4, 4, 3)))\n"
        "assert imagenet_utils.preprocess_input(image).shape == resnet.preprocess_input(image).shape\n"
    ),
    "tried and given up": (
        "import keras\ntry: keras.applications.ResNet50(weights=None)\nexcept RuntimeError as error: print(error)\n"
    ),
    "of the same name": "import keras\ndef ResNet50(x): return keras.layers.ReLU()(x)\n",
}


@pytest.mark.parametrize("source", HONEST.values(), ids=HONEST)
def test_network_of_ones_own_beside_ready_made_ones_counts(source: str, engine: Engine) -> None:
    own = "def network():\n    x = keras.Input((8, 8, 3))\n    return keras.Model(x, keras.layers.Conv2D(4, 3)(x))"
    job = Job((Cell("", source + own), Cell("check_network", "", "network")), (NETWORK,), Limits(), script=True)
    result = engine.run(job)
    assert isinstance(decode(result.evidence["network"]).observations["printed"], Built), result.missing
