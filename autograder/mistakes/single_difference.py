"""Finds the one change that makes a wrong network equal to the solution.

Only where it is proven: the change is made, and the network must then be the solution, operation by operation. What the
student reads is what stands there, not what should. `explanation` asks it last, where the solution's graph is at hand.
"""

import json
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from autograder.judging.verdict import Diagnosis
from autograder.networks.draft import Draft
from autograder.networks.graph import Graph, Node, Ref
from autograder.networks.labels import label_of
from autograder.schema.vocabulary import WEIGHTED

MAX_KINDS = 4  # different operations too many or missing, beyond which networks have too little in common
MAX_PLACES = 8  # operations with other settings
MAX_TRIES = 200
MAX_LARGER = 3  # times as many operations as the solution


def single_difference(student: Graph, solution: Graph) -> Diagnosis | None:
    """The only difference of two networks: operations of one sort that are too many, missing, or others instead, that
    stand elsewhere, or that have other settings.

    Args:
        student: A wrong network.
        solution: The right one, on the same input.
    """
    mine, theirs = Counter(map(_sort, student.nodes)), Counter(map(_sort, solution.nodes))
    extra, missing = list(mine - theirs), list(theirs - mine)
    if len(student.nodes) > MAX_LARGER * len(solution.nodes):
        return None
    few = len(extra) + len(missing) <= MAX_KINDS
    tried = _changes(student, solution, extra, missing) if few else _settings(student, solution)
    for words, draft in islice(tried, MAX_TRIES):
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
    if not extra and 0 < len(missing) <= 2:
        order = [_sort(node) for node in solution.nodes]
        yield from _inserted(student, sorted(missing, key=lambda it: len(order) - order[::-1].index(it)), examples)
    yield from _settings(student, solution)
    if not extra and not missing:
        yield from _moved(student)


def _inserted(student: Graph, missing: list[str], examples: dict[str, Node]) -> Iterator[tuple[str, Draft]]:
    """Operations that are missing, one after the other at one place."""
    what = "One operation is" if len(missing) == 1 else "Two operations are"
    for at in range(len(student.nodes)):
        draft = Draft(student)
        for example in (examples[it] for it in reversed(missing)):
            draft.insert(Ref(at), example.kind, example.config)
        draft.touched.add(at)
        where = label_of(student.nodes[at])
        yield f"{what} missing after {where} (operation {at + 1}). All else is right.", draft


def _settings(student: Graph, solution: Graph) -> Iterator[tuple[str, Draft]]:
    """Operations of the same kinds in the same order, of which some have other settings."""
    mine, theirs = _in_order(student), _in_order(solution)
    pairs = [(at, student.nodes[at], solution.nodes[other]) for at, other in zip(mine, theirs, strict=False)]
    if len(mine) != len(theirs) or any(one.kind != other.kind for _, one, other in pairs):
        return
    wrong = [(at, one, other) for at, one, other in pairs if one.config != other.config]
    if 1 < len(wrong) <= MAX_PLACES and not any(one.kind == "Input" for _, one, _ in wrong):
        draft = Draft(student)
        for at, _, other in wrong:
            draft.change(at, other.kind, **other.config)
        labels = ", ".join(dict.fromkeys(label_of(one) for _, one, _ in wrong))
        names = ", ".join(sorted({name for _, one, other in wrong for name in _differing(one, other)}))
        yield (
            f"{len(wrong)} layers have other settings than asked for: {labels}. Look at {names}. All else is right.",
            draft,
        )


def _moved(student: Graph) -> Iterator[tuple[str, Draft]]:
    """An operation without weights that stands in another place; what is rare is tried first."""
    count = Counter(map(_sort, student.nodes))
    single = [at for at, node in enumerate(student.nodes) if len(node.inputs) == 1 and node.kind not in WEIGHTED]
    for at in sorted(single, key=lambda it: count[_sort(student.nodes[it])]):
        node = student.nodes[at]
        label, before = label_of(node), label_of(student.nodes[node.inputs[0].node])
        for other in range(len(student.nodes)):
            if other not in (at, node.inputs[0].node):
                draft = Draft(student)
                draft.remove(at)
                draft.insert(Ref(other), node.kind, node.config)
                draft.removed = {at}
                yield f"{label} stands in the wrong place, after {before}. All else is right.", draft


def _in_order(graph: Graph) -> list[int]:
    """The nodes that outputs depend on, each after what it reads, whatever the order they were made in."""
    order: dict[int, None] = {}
    pending = [ref.node for ref in reversed(graph.outputs)]
    while pending:
        at = pending[-1]
        before = [ref.node for ref in graph.nodes[at].inputs if ref.node not in order]
        pending.extend(reversed(before))
        if not before:
            order[pending.pop()] = None
    return list(order)


def _sort(node: Node) -> str:
    return f"{node.kind} {json.dumps(node.config, sort_keys=True)}"


def _hint(node: Node, other: Node) -> str:
    """In what they differ, without the right value."""
    if node.kind != other.kind:
        return "another kind of operation."
    return f"look at {', '.join(_differing(node, other))}."


def _differing(node: Node, other: Node) -> list[str]:
    return sorted(key for key in {*node.config, *other.config} if node.config.get(key) != other.config.get(key))
