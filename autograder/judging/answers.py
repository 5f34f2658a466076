"""Makes an answer that can be compared of an observation: how large it is, and what it computes.

The student's answer and the reference are asked the same questions, whether the reference is a graph that is run
beside the student's with a fresh seed, or the numbers recorded from it at a public seed. `judge` makes the student's,
`reference` those to compare with; `criteria` ask both.
"""

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from autograder.errors import BadEvidence
from autograder.judging.admission import admit, misfit
from autograder.judging.tolerances import VALUES
from autograder.networks.canonical import at_size, decode_graph, symmetric_padding_as_same, without_noise
from autograder.networks.channel_groups import in_groups
from autograder.networks.channel_parts import in_parts
from autograder.networks.graph import Graph
from autograder.networks.run import Run, run
from autograder.networks.size import Size, measure
from autograder.schema.assignment import Case, Question
from autograder.schema.evidence import Built, Observation, Returned, Trained
from autograder.schema.packing import array_of, text_of


class Answer(Protocol):
    """What can be asked of an answer."""

    @property
    def tolerance(self) -> float:
        """Of a reference: how far from its outputs equal ones may lie; see `tolerances`."""
        ...

    @property
    def misfit(self) -> str:
        """Why it is not run, of a network that takes other inputs than the case gives it; "" of every other answer."""
        ...

    def size(self) -> Size:
        """Shapes and parameter counts. For a value: its shape."""
        ...

    def shrinks(self) -> bool:
        """Whether it can be run on a smaller input with the same result for a comparison."""
        ...

    def run(self, training: bool, small: bool) -> Run:
        """What it computes for one seeded batch, of the smaller size if asked."""
        ...


@dataclass(frozen=True, slots=True)
class GraphAnswer:
    """A network, run on demand.

    Attributes:
        graph: The network.
        seed: What its weights and inputs are drawn from.
        small: The same for a smaller input, if it computes alike there.
        tolerance: See `Answer`.
        misfit: See `Answer`.
        own: Whether it is the course's: its runs are then kept apart from those of students' networks.
    """

    graph: Graph
    seed: str
    small: Graph | None = None
    tolerance: float = 0.0
    misfit: str = ""
    own: bool = False

    def size(self) -> Size:
        return measure(self.graph)

    def shrinks(self) -> bool:
        return self.small is not None

    def run(self, training: bool, small: bool) -> Run:
        if self.misfit:
            raise BadEvidence(self.misfit)
        return run(self.small if small and self.small else self.graph, self.seed, training, self.own)


@dataclass(frozen=True, slots=True)
class RecordedAnswer:
    """A network of which the size and the runs at one seed are known, and nothing else."""

    known: Size
    inference: Run | None
    training: Run | None
    tolerance: float = 0.0
    misfit: str = ""

    def size(self) -> Size:
        return self.known

    def shrinks(self) -> bool:
        return False  # small images magnify rounding, and what was recorded came from another machine

    def run(self, training: bool, small: bool) -> Run:
        known = self.training if training else self.inference
        if known is None:
            raise BadEvidence("No run of this case was recorded.")
        return known


@dataclass(frozen=True, slots=True)
class ValueAnswer:
    """A returned value: a number, text, an array, or a list or dict of them.

    Attributes:
        value: The value.
        batches: What a model that counts was called with; see `evidence.Returned`.
        within: Of a reference: what part of its numbers suffices, and how many times as much; None for equal ones.
        says: Of a reference that is a chart: the words it has to show.
    """

    value: Any
    batches: tuple[tuple[int, float], ...] = ()
    within: tuple[float, float] | None = None
    says: tuple[str, ...] = ()
    tolerance: float = VALUES
    misfit: str = ""

    def size(self) -> Size:
        shape = np.shape(self.value) if isinstance(self.value, np.ndarray) else ()
        return Size((tuple(shape),), 0, 0, 0, 0)

    def shrinks(self) -> bool:
        return False

    def run(self, training: bool, small: bool) -> Run:
        raise BadEvidence("A value is not run.")


@dataclass(frozen=True, slots=True)
class TrainedAnswer:
    """A network whose weights count."""

    built: GraphAnswer
    weights: list[list[np.ndarray]]

    @property
    def tolerance(self) -> float:
        return self.built.tolerance

    @property
    def misfit(self) -> str:
        return self.built.misfit

    def size(self) -> Size:
        return self.built.size()

    def shrinks(self) -> bool:
        return False

    def run(self, training: bool, small: bool) -> Run:
        return self.built.run(training, small)


@dataclass(frozen=True, slots=True)
class Examination:
    """What a trained network is compared with: the size it should have, and images to be named.

    Attributes:
        network: The solution's.
        images: (n, height, width, channels).
        labels: (n,).
        scale: The accuracies that earn nothing and everything.
    """

    network: Answer
    images: np.ndarray
    labels: np.ndarray
    scale: tuple[float, float]

    @property
    def tolerance(self) -> float:
        return self.network.tolerance

    @property
    def misfit(self) -> str:
        return self.network.misfit

    def size(self) -> Size:
        return self.network.size()

    def shrinks(self) -> bool:
        return False

    def run(self, training: bool, small: bool) -> Run:
        return self.network.run(training, small)


def answer_of(
    observation: Observation, seed: str, question: Question, case: Case
) -> GraphAnswer | TrainedAnswer | ValueAnswer:
    """The answer in an observation of a case that came back with one.

    Raises:
        BadEvidence: The graph is malformed or beyond the caps.
    """
    if isinstance(observation, Built):
        graph = in_parts(in_groups(admit(decode_graph(observation.graph), case)))
        if question.symmetric_padding:
            graph = symmetric_padding_as_same(graph)
        if "training" not in question.criteria:
            graph = without_noise(graph)
        return graph_answer(graph, seed, case)
    if isinstance(observation, Trained):
        graph = in_groups(admit(decode_graph(observation.graph), case))
        return TrainedAnswer(graph_answer(graph, seed, case), _weights(observation.weights))
    if isinstance(observation, Returned):
        return ValueAnswer(observation.value, observation.batches)
    raise BadEvidence("There is no answer to compare.")


def graph_answer(graph: Graph, seed: str, case: Case) -> GraphAnswer:
    """A network as the answer to a case."""
    words = misfit(graph, case)
    return GraphAnswer(graph, seed, at_size(graph, case.run_at) if case.run_at and not words else None, misfit=words)


def _weights(value: Any) -> list[list[np.ndarray]]:
    """The weights of a trained network, a list of arrays an owner, out of evidence."""
    rows = value if isinstance(value, list) else [None]
    if not all(isinstance(row, list) and all(isinstance(it, np.ndarray) for it in row) for row in rows):
        raise BadEvidence("The weights of the trained network are no lists of arrays.")
    return rows


def record_answer(answer: Answer, behaviour: bool) -> dict[str, Any]:
    """A JSON form of what is known of an answer; `recorded_answer` reads it.

    Args:
        answer: A network.
        behaviour: Whether to run it.
    """
    size = answer.size()
    record: dict[str, Any] = {
        "shapes": [list(shape) for shape in size.shapes],
        "trainable": size.trainable,
        "non_trainable": size.non_trainable,
        "macs": size.macs,
        "peak": size.peak,
    }
    if behaviour:
        record["inference"] = _pack(answer.run(False, False))
        record["training"] = _pack(answer.run(True, False))
    return record


def recorded_answer(record: dict[str, Any]) -> RecordedAnswer:
    """The answer that `record_answer` made a JSON form of."""
    shapes = tuple(tuple(shape) for shape in record["shapes"])
    size = Size(shapes, *(record[name] for name in ("trainable", "non_trainable", "macs", "peak")))
    inference, training = (_unpack(record[key]) if key in record else None for key in ("inference", "training"))
    return RecordedAnswer(size, inference, training)


def _pack(known: Run) -> dict[str, Any]:
    record = {"outputs": text_of(known.outputs), "statistics": text_of(known.statistics)}
    return record if known.probabilities is None else record | {"probabilities": text_of(known.probabilities)}


def _unpack(record: dict[str, Any]) -> Run:
    probabilities = array_of(record["probabilities"]) if "probabilities" in record else None
    return Run(array_of(record["outputs"]), array_of(record["statistics"]), probabilities)
