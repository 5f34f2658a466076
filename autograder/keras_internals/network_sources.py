"""Where the source of ready-made networks lies, without importing Keras: `reading.suspect` compares with it."""

from importlib.util import find_spec
from pathlib import Path

OTHERS = ("__init__.py", "imagenet_utils.py")


def network_sources() -> list[Path]:
    """The modules of keras.applications that build networks; none where Keras is not installed."""
    spec = find_spec("keras")
    if spec is None or spec.origin is None:
        return []
    found = sorted((Path(spec.origin).parent / "src" / "applications").glob("*.py"))
    return [path for path in found if path.name not in OTHERS and not path.stem.endswith("_test")]
