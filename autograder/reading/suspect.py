"""Finds in what was handed in what a person should look at: it costs no points. `submission` asks.

A copy of a ready-made network earns what the same network of one's own earns, and is no work of one's own. And what is
forbidden while an answer is called is in one process with it: code that takes the interpreter apart can get there.
"""

import keyword
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from autograder.keras_internals.network_sources import network_sources

MOST = 1 << 18  # characters of a submission that are looked at
LONG, STEP = 24, 4  # tokens of a passage, and from one passage of the networks to the next
MANY = 48  # passages that nobody has by chance: about 20 lines. Sample answers have 31 at most, a residual block 84
TOKEN = re.compile(r"#.*|\"\"\"[\s\S]*?\"\"\"|'''[\s\S]*?'''|\"[^\"\n]*\"|'[^'\n]*'|\w+|[^\w\s]")
INSIDES = re.compile(
    r"__(?:builtins|closure|code|globals|loader|subclasses|wrapped)__|\b(?:_current_frames|_getframe|addaudithook|"
    r"cell_contents|co_(?:code|consts)|ctypes|currentframe|f_(?:back|globals|locals)|get_objects|get_referents|"
    r"get_referrers|getsource|gi_frame|meta_path|setprofile|settrace|spec_from_file_location|tb_frame)\b"
)


def suspicions(sources: Iterable[str]) -> list[str]:
    """A sentence on each thing in code that a person should look at. Linear in its length."""
    code = "\n".join(sources)[:MOST]
    return [*_copied(code), *_insides(code)]


def _copied(code: str) -> list[str]:
    known = _of_networks()
    found = Counter(known[it] for it in _passages(code) if it in known)
    if found.total() < MANY:
        return []
    return [
        f"A good part of the code is that of keras.applications ({found.most_common(1)[0][0]}): a person looks at it."
    ]


def _insides(code: str) -> list[str]:
    names = list(dict.fromkeys(INSIDES.findall(code)))[:5]
    return [f"The code looks into the interpreter ({', '.join(names)}): a person looks at what for."] if names else []


@lru_cache(maxsize=1)
def _of_networks() -> dict[int, str]:
    """Passages of Keras' ready-made networks, and the module that each is from."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in network_sources()}
    return {passage: name for name, text in texts.items() for passage in _passages(text, STEP)}


def _passages(text: str, step: int = 1) -> set[int]:
    """Each passage of LONG tokens as a number, whatever its variables are called and however it is laid out."""
    found = [it for it in TOKEN.findall(text) if not it.startswith(("#", '"""', "'''"))]
    plain = [
        it.strip("\"'") if it[0] in "\"'" else "name" if _is_variable(it, before, after) else it
        for before, it, after in zip(["", *found], found, [*found[1:], ""], strict=False)
    ]
    return {hash(tuple(plain[at : at + LONG])) for at in range(0, len(plain) - LONG + 1, step)}


def _is_variable(token: str, before: str, after: str) -> bool:
    argument = after == "=" and before in ("(", ",")
    return token.isidentifier() and not keyword.iskeyword(token) and before != "." and not argument
