"""Declares known mistakes, and makes each in a reference graph: what the network would be, had a student made it.

A mistake is a generator: from a network's architecture it yields, for every way to make it, words for its sentence and
a changed draft. Its docstring is the sentence that the student reads: what is wrong, what the paper does, and where to
look, but not the code. A mistake that a network has no place for yields nothing. The mistakes stand in `catalogue`;
`making` asks for the graphs.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from autograder.errors import BadEvidence
from autograder.mistakes.architecture import Architecture
from autograder.networks.draft import Draft
from autograder.networks.graph import Graph
from autograder.networks.size import measure

Ways = Iterator[tuple[dict[str, object], Draft]]
NORMAL = {"axis": -1, "center": True, "scale": True}  # a batch normalisation as Keras makes it
ORDINALS = ("first", "second", "third", "fourth", "fifth")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A network with one mistake, or two.

    Attributes:
        mistake: The mistake's name; two are joined by "+".
        sentence: What the student reads.
        graph: The network.
        marks: The nodes to look at.
    """

    mistake: str
    sentence: str
    graph: Graph
    marks: frozenset[int]


@dataclass(frozen=True, slots=True)
class Mistake:
    """A declared mistake.

    Attributes:
        name: Of the function that makes it.
        sentence: With `{words}` to fill in.
        make: The function.
        common: Whether students make it together with others.
        of_blocks: Whether it is made in every block of a network alike.
    """

    name: str
    sentence: str
    make: Callable[[Architecture], Ways]
    common: bool
    of_blocks: bool


MISTAKES: dict[str, Mistake] = {}


def mistake(
    common: bool = False, of_blocks: bool = True
) -> Callable[[Callable[[Architecture], Ways]], Callable[[Architecture], Ways]]:
    """Declare a generator of drafts as a mistake.

    Args:
        common: Whether students make it together with others.
        of_blocks: Whether it is made in every block of a network alike, so that its sentence says "In the blocks".
    """

    def declare(make: Callable[[Architecture], Ways]) -> Callable[[Architecture], Ways]:
        sentence = " ".join((make.__doc__ or "").split())
        MISTAKES[make.__name__] = Mistake(make.__name__, sentence, make, common, of_blocks)
        return make

    return declare


def mutants(graph: Graph, pairs: bool = False, paper: str = "The authors", built: bool = True) -> list[Mutant]:
    """Every network that one known mistake makes of this one, each once.

    Args:
        graph: A reference network in canonical form.
        pairs: Whether to make two common mistakes at once too.
        built: Whether to leave those out that Keras could not build. It takes long to find out.
        paper: Whom sentences cite that hold for more than one architecture: "Szegedy et al. (2014)".
    """
    known = {graph.digest}
    found = list(_fresh(_single(graph, MISTAKES.values(), paper), known, built))
    if pairs:
        common = [it for it in MISTAKES.values() if it.common]
        for first, second in itertools.permutations(common, 2):
            for one in _single(graph, [first], paper):
                both = (
                    Mutant(f"{one.mistake}+{two.mistake}", f"{one.sentence} And: {two.sentence}", two.graph, two.marks)
                    for two in _single(one.graph, [second], paper)
                )
                found.extend(_fresh(both, known, built))
    return found


def _single(graph: Graph, mistakes: Iterable[Mistake], paper: str) -> Iterator[Mutant]:
    architecture = Architecture(graph)
    for it in mistakes:
        for words, draft in it.make(architecture):
            changed, marks = draft.graph()
            sentence = it.sentence.format(**{"paper": paper} | words)
            if it.of_blocks and len(architecture.residual) > 1:
                sentence = f"In the blocks: {sentence}"
            yield Mutant(it.name, sentence, changed, marks)


def _fresh(candidates: Iterator[Mutant], known: set[str], built: bool) -> Iterator[Mutant]:
    for mutant in candidates:
        if mutant.graph.digest in known:
            continue
        known.add(mutant.graph.digest)
        if not built or can_be_built(mutant.graph):
            yield mutant


def can_be_built(graph: Graph) -> bool:
    """Whether every layer accepts its settings and its input."""
    try:
        measure(graph)
    except BadEvidence:
        return False
    return True
