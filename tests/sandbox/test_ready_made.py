"""Ready-made networks earn nothing, however they are come by."""

import pytest

from autograder.judging.judge import judge
from autograder.judging.reference import OfficialReference
from autograder.probing.probe import collect_evidence
from autograder.sandbox.engine import Engine
from autograder.schema.assignment import Case, Limits, Question
from autograder.schema.evidence import decode
from autograder.schema.job import Cell, Job
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
        "import keras, re\nfrom autograder.keras_internals import forbidden\n"
        "forbidden.READY_MADE = re.compile('nothing')\n"
        "def network(): return keras.applications.VGG16(weights=None)"
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
