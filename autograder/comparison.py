"""A wrong network and the solution in, the one change that makes them equal out.

Only where it is proven: the change is made, and the network must then be the solution, operation by operation. What the
student reads is what stands there, not what should.
"""

import json
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from autograder.diagnosis import Diagnosis
from autograder.draft import Draft
from autograder.folding import label_of
from autograder.graph import Graph, Node, Ref
from autograder.vocabulary import WEIGHTED

MAX_KINDS = 4  # different operations too many or missing, beyond which networks have too little in common
MAX_TRIES = 60
MAX_LARGER = 3  # times as many operations as the solution


def single_difference(student: Graph, solution: Graph) -> Diagnosis | None:
    """The only difference of two networks: operations of one sort that are too many, missing, or others instead.

    Args:
        student: A wrong network.
        solution: The right one, on the same input.
    """
    mine, theirs = Counter(map(_sort, student.nodes)), Counter(map(_sort, solution.nodes))
    extra, missing = list(mine - theirs), list(theirs - mine)
    if len(extra) + len(missing) > MAX_KINDS or len(student.nodes) > MAX_LARGER * len(solution.nodes):
        return None
    for words, draft in islice(_changes(student, solution, extra, missing), MAX_TRIES):
        if draft.graph()[0].digest == solution.digest:
            marks = draft.removed or {at for at in draft.touched if at < len(student.nodes)}
            return Diagnosis(("single_difference",), words, frozenset(marks))
    return None


def _changes(student: Graph, solution: Graph, extra: list[str], missing: list[str]) -> Iterator[tuple[str, Draft]]:
    examples = {_sort(node): node for node in solution.nodes}
    for sort in extra:
        chosen = [at for at, node in enumerate(student.nodes) if _sort(node) == sort and node.inputs]
        groups = [chosen] if sort not in examples else [[at] for at in chosen]
        for group in groups:
            node = student.nodes[group[0]] if group else None
            if node is None:
                continue
            label, places = label_of(node), f"{len(group)} places" if len(group) > 1 else "one place"
            draft = Draft(student)
            for at in group:
                draft.remove(at)
            yield f"{label} stands in {places} where nothing should. Without it all else is right.", draft
            for other in missing:
                if (examples[other].kind in WEIGHTED) == (node.kind in WEIGHTED) and examples[other].inputs:
                    draft = Draft(student)
                    for at in group:
                        draft.change(at, examples[other].kind, **examples[other].config)
                    words = f"{label} stands in {places} where something else should: {_hint(node, examples[other])}"
                    yield f"{words} All else is right.", draft
    if not extra and len(missing) == 1:
        example = examples[missing[0]]
        for at in range(len(student.nodes)):
            draft = Draft(student)
            draft.insert(Ref(at), example.kind, example.config)
            draft.touched.add(at)
            where = label_of(student.nodes[at])
            yield f"One operation is missing after {where} (operation {at + 1}). All else is right.", draft


def _sort(node: Node) -> str:
    return f"{node.kind} {json.dumps(node.config, sort_keys=True)}"


def _hint(node: Node, other: Node) -> str:
    """In what they differ, without the right value."""
    if node.kind != other.kind:
        return "another kind of operation."
    names = sorted(key for key in {*node.config, *other.config} if node.config.get(key) != other.config.get(key))
    return f"look at {', '.join(names)}."
