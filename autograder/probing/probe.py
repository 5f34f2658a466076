"""Calls a student's function on the cases of its question, and describes what it does as evidence.

Runs beside the student's code and knows nothing that the judge knows. `sandbox.worker` calls it when a submission is
run, `student.check` in the student's own notebook.
"""

import inspect
import linecache
import re
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import keras
import numpy as np

from autograder.errors import BadSubmission
from autograder.keras_internals.forbidden import without_methods
from autograder.keras_internals.inlining import inlining
from autograder.keras_internals.weightless import without_weights
from autograder.networks.devices import full_float32
from autograder.networks.settings import course_input
from autograder.paths import PACKAGE
from autograder.probing.arguments import arguments
from autograder.probing.computing_time import call_within
from autograder.probing.figures import describe_figure
from autograder.probing.paused_model import forget_calls, slowest_calls
from autograder.probing.trace import NotInlined, graph_and_layers, graph_of
from autograder.schema.assignment import Case, Question
from autograder.schema.evidence import (
    MAX_TEXT,
    Built,
    Evidence,
    Observation,
    Raised,
    Refused,
    Returned,
    Trained,
    is_chart,
)
from autograder.schema.packing import pack, unpack
from autograder.schema.vocabulary import EPSILON

MOST_VALUES = 1 << 16  # of an array; of a larger one so many are compared
CHANNELS_FIRST = "\nimage_data_format: channels_first"
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def collect_evidence(function: Callable[..., Any], question: Question, seed: int = 0) -> Evidence:
    """Call a student's function on each of a question's cases and describe what it does.

    Args:
        function: What the student wrote.
        question: The question it answers, with the cases to try.
        seed: Seeds the arrays that a case asks to be drawn, for cases that are not public.

    Returns:
        One observation per case. Whatever the function raises is an observation, not an error.
    """
    seen = dict(observations(function, question, seed))
    return Evidence(question.name, {case.name: seen[case.name] for case in question.cases})


def observations(function: Callable[..., Any], question: Question, seed: int = 0) -> Iterator[tuple[str, Observation]]:
    """Each case's name and what the function does with it, as of `collect_evidence`; what asks for speed comes last."""
    endless: Raised | None = None  # recursion without end takes seconds to run out: once is enough
    for case in sorted(question.cases, key=lambda case: case.cpu_s is not None):
        seen = endless or observe(function, question, case, 0 if case.public else seed)
        if isinstance(seen, Raised) and seen.type == "RecursionError":
            endless = seen
        yield case.name, seen


def observe(function: Callable[..., Any], question: Question, case: Case, seed: int) -> Observation:
    """Call a student's function on one case and describe what it does."""
    try:
        if question.kind in ("value", "chart"):
            with full_float32(), without_methods(question.forbids):
                return _value(function, case, seed)
        if question.kind == "trained":
            return _trained(function, case, seed)
        return _symbolic(_block if question.kind == "block" else _network, function, case, seed)
    except BadSubmission as refusal:
        return Refused(str(refusal))
    except Exception as error:
        return raised(error)


def raised(error: BaseException) -> Raised:
    """What an exception tells a student: its type, its text, and the line of theirs that raised it."""
    message = ANSI.sub("", str(error)).strip()
    attempted = not (isinstance(error, NotImplementedError) and not message)
    if keras.config.image_data_format() == "channels_first":  # `mistakes.keras_misuse` reads it
        message = message[: MAX_TEXT - len(CHANNELS_FIRST)] + CHANNELS_FIRST
    bases = tuple(cls.__name__ for cls in type(error).__mro__)
    return Raised(type(error).__name__, message[:MAX_TEXT], _student_line(error), attempted, bases)


def _symbolic(look: Callable[..., Observation], function: Callable[..., Any], case: Case, seed: int) -> Observation:
    """Look at what a function builds: without weights, or with them if it can't do without (it compiles, say)."""
    try:
        with without_weights(), inlining():
            return look(function, case, seed)
    except (BadSubmission, NotImplementedError, RecursionError):
        raise
    except Exception as error:
        if case.raises in [cls.__name__ for cls in type(error).__mro__]:
            raise
    with inlining():
        return look(function, case, seed)


def _block(function: Callable[..., Any], case: Case, seed: int) -> Observation:
    x = course_input(case.input)
    return Built(graph_of([x], _tensors(call(function, case, seed, x))))


def _model(result: Any) -> Any:
    if not isinstance(result, keras.Model):
        raise BadSubmission(f"It returned {_describe(result)}; a network returns keras.Model(inputs, outputs).")
    return result


def _network(function: Callable[..., Any], case: Case, seed: int) -> Observation:
    model = _model(call(function, case, seed))
    try:
        return Built(graph_of(list(model.inputs), list(model.outputs)))
    except (NotInlined, AttributeError, TypeError, ValueError):  # made earlier, or a subclass with no graph yet
        x = course_input(case.input)
        return Built(graph_of([x], _tensors(model(x))))


def _trained(function: Callable[..., Any], case: Case, seed: int) -> Observation:
    model = _model(call(function, case, seed))
    graph, found = graph_and_layers(model, case.input or model.inputs[0].shape[1:])
    weights = []
    for layer in found:
        values = layer.get_weights() if isinstance(layer, keras.layers.Layer) else []
        if isinstance(layer, keras.layers.BatchNormalization):  # epsilon is free: here it becomes the judge's
            values[-1] = values[-1] + np.float32(layer.epsilon - EPSILON)
        weights.append(values)
    return Trained(graph, weights)


def _value(function: Callable[..., Any], case: Case, seed: int) -> Observation:
    forget_calls()
    result = call(function, case, seed)
    batches = slowest_calls()
    result = keras.tree.map_structure(
        lambda it: keras.ops.convert_to_numpy(it) if keras.ops.is_tensor(it) else it, result
    )
    if result is None:
        raise BadSubmission("It returned None; return the result, do not only print it.")
    if is_chart(result):
        raise BadSubmission("It returned a dict; a chart is a matplotlib Figure.")
    if isinstance(result, np.ndarray) and result.size > MOST_VALUES:
        places = np.linspace(0, result.size - 1, MOST_VALUES, dtype=np.int64)
        result = {"shape": list(result.shape), "values": result.ravel()[places]}
    try:
        value = unpack(pack(describe_figure(result)))  # as it will be read: NumPy's numbers are numbers
        return Returned(value, batches)
    except TypeError as error:
        raise BadSubmission(f"It returned {error}; return numbers, text, NumPy arrays, lists or dicts.") from None


def call(function: Callable[..., Any], case: Case, seed: int, *inputs: Any) -> Any:
    """Call a function with a case's arguments: the first by position, the others by name where it takes these names."""
    named = arguments(case, seed)
    inputs = (*inputs, *(named.pop(name) for name in list(named)[:1]))
    try:
        inspect.signature(function).bind(*inputs, **named)
    except TypeError:
        inputs, named = (*inputs, *named.values()), {}
    except ValueError:  # a callable without a signature
        pass
    if case.cpu_s is not None:
        return call_within(case.cpu_s, partial(function, *inputs, **named))
    return function(*inputs, **named)


def _tensors(result: Any) -> list[Any]:
    found = keras.tree.flatten(result)
    if isinstance(result, keras.Model):
        raise BadSubmission("It returned a keras.Model; a block returns the output tensor.")
    if not found or not all(isinstance(tensor, keras.KerasTensor) for tensor in found):
        raise BadSubmission(f"It returned {_describe(result)}; a block returns the output tensor.")
    return found


def _describe(result: Any) -> str:
    if result is None:
        return "None (is the return statement missing?)"
    if isinstance(result, (list, tuple)):
        return f"a {type(result).__name__} of {len(result)}"
    if isinstance(result, keras.layers.Layer):
        return f"the layer {type(result).__name__} itself (call it on the tensor)"
    if isinstance(result, np.ndarray) or keras.ops.is_tensor(result):
        return "an array of numbers"
    return "a symbolic tensor" if isinstance(result, keras.KerasTensor) else f"a {type(result).__name__}"


def _student_line(error: BaseException) -> str:
    """The last line of the traceback that is not a library's."""
    line = ""
    for frame in traceback.extract_tb(error.__traceback__):
        inside = "site-packages" in frame.filename or Path(frame.filename).is_relative_to(PACKAGE)
        if not inside and not frame.filename.startswith("<frozen"):
            text = frame.line or linecache.getline(frame.filename, frame.lineno or 0)
            line = text.strip() or line
    return line[:200]
