"""Says which networks may be measured, and which may be run beside the reference: what a description passes once.

`graph` has read it by then, within caps that every rewrite keeps too. `answers` admits a network before it is
rewritten, `criteria` and `mistakes.explanation` ask before it is run.
"""

from dataclasses import replace
from typing import Any

from autograder.errors import BadEvidence
from autograder.networks.graph import Graph, Node
from autograder.networks.size import BATCH, Size
from autograder.schema.assignment import Case

TIMES = 10  # as much work and room as the reference a network may take,
MACS, NUMBERS, PARAMETERS = 3 * 10**9, 3 * 10**7, 3 * 10**7  # and this much more, for references that are small
TIMES_PARAMETERS, MORE_PARAMETERS = 5, 10**8  # of weights, which are drawn: so many times as many, at most so many more


def admit(graph: Graph, case: Case) -> Graph:
    """A network as a case calls it: sides of its input that it leaves open are the case's.

    Raises:
        BadEvidence: It has other than one input, where the case gives one.
    """
    inputs = _inputs(graph)
    if case.input is None:
        return graph
    if len(inputs) != 1:
        raise BadEvidence(f"The network has {len(inputs)} inputs; one is asked for.")
    shape = inputs[0].config.get("shape")
    if not isinstance(shape, list) or len(shape) != 1 + len(case.input) or None not in shape[1:]:
        return graph
    filled = [shape[0], *(asked if side is None else side for side, asked in zip(shape[1:], case.input, strict=True))]
    nodes = (replace(node, config={"shape": filled}) if node.kind == "Input" else node for node in graph.nodes)
    return Graph(tuple(nodes), graph.outputs)


def misfit(graph: Graph, case: Case) -> str:
    """Why an admitted network does not take what a case gives it, "" if it does. It may be measured, but not run."""
    if case.input is None or [node.config.get("shape") for node in _inputs(graph)] == [[None, *case.input]]:
        return ""
    words = f"The input of the network has shape {_spell(_inputs(graph)[0].config.get('shape'))}"
    return f"{words}; expected {_spell([None, *case.input])}." if case.public else f"{words}, which is not asked for."


def too_much(student: Size, reference: Size, images: int = BATCH) -> bool:
    """Whether a network takes so much more work, room or weights than the reference that it is not run.

    Args:
        student: Its size.
        reference: The reference's.
        images: On how many it would be run.
    """
    weights, right = (size.trainable + size.non_trainable for size in (student, reference))
    return (
        student.macs > TIMES * reference.macs + MACS * BATCH / images
        or student.peak > TIMES * reference.peak + NUMBERS
        or weights > right + min((TIMES_PARAMETERS - 1) * right, MORE_PARAMETERS) + PARAMETERS
    )


def _inputs(graph: Graph) -> list[Node]:
    return [node for node in graph.nodes if node.kind == "Input"]


def _spell(shape: Any) -> str:
    sides = shape[:8] if isinstance(shape, list) else []
    return f"({', '.join('batch' if side is None else str(side) for side in sides)})"
