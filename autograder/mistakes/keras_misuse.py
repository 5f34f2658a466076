"""Finds the misuse of Keras behind an exception: what old tutorials and small slips lead to.

Each rule is a pattern over the exception ("Type: message", then the student's line) and a sentence. Where none fits,
Keras' own message has to do. `explanation` and `assessment` ask it.
"""

import re

from autograder.judging.verdict import Diagnosis
from autograder.networks.graph import Graph
from autograder.schema.assignment import Case
from autograder.schema.evidence import Observation, Raised, Refused

RULES: dict[str, tuple[str, str]] = {
    "not_called": (
        r"(?:KerasTensor|as a boolean|takes \d+ positional|__init__)[\s\S]*\n.*\b[A-Z]\w+\(\[?[A-Za-z_]\w*(?:,\s*\w+)*"
        r"\]?\)$"
        r"|(?:unsupported operand type|[Ii]nvalid|is not a|cannot be converted|Received)[^\n]*"
        r"(?:<|')(?:ReLU|BatchNormalization|Conv2D|Add|Activation|MaxPooling2D|Dense|Concatenate)\b",
        "A layer was made but not called. It takes two pairs of brackets: the first for its settings, the second for "
        "the tensor, as in Layer(settings)(x).",
    ),
    "tensorflow_function": (
        r"cannot be used as input to a TensorFlow function[\s\S]*?\n.*?\btf\.(?P<name>[\w.]+)",
        "tf.{name} can't be applied to a Keras tensor. Keras 3 has its own functions, such as keras.ops.relu, "
        "keras.ops.add and keras.ops.concatenate; a layer does as well.",
    ),
    "foreign_function": (
        r"cannot be used as input to a (?P<name>TensorFlow|JAX) function(?![\s\S]*\n.*\b(?:layers|keras)\.)",
        "A {name} function can't be applied to a Keras tensor. Use a layer, or a function of keras.ops.",
    ),
    "numpy_function": (
        r"KerasTensor is symbolic|__array__|Cannot convert.*KerasTensor",
        "NumPy, float() and the like can't be applied to a Keras tensor: it stands for values that are not there yet. "
        "Use a layer, or the function of the same name in keras.ops.",
    ),
    "torch_module": (
        r"\btorch\b|received an invalid combination of arguments|got KerasTensor\)",
        "This is PyTorch, and the tensor is Keras'. Use the layers of keras.layers.",
    ),
    "padding_in_capitals": (
        r"padding['`]?.*(?:Received|got|received)[^\n]*\b(?P<name>SAME|VALID)\b",
        'padding="{name}" is TensorFlow\'s old spelling. Keras writes it in small letters.',
    ),
    "slash_in_name": (
        r"cannot contain character `/`",
        "A layer's name contains “/”, which Keras 3 does not allow. Use “_” instead, or give no name: names are free.",
    ),
    "same_name_twice": (
        r"The name .* is used \d+ times in the model|should have unique names",
        "Two layers have the same name. Names are free here: leave them out, and Keras makes them different.",
    ),
    "learning_rate": (
        r"not recognized: \{'(?P<name>lr|decay)'",
        "The argument {name} of optimizers is gone. Since TensorFlow 2.11 it is learning_rate, a number or a schedule.",
    ),
    "output_shape": (
        r"has no attribute '(?P<name>output_shape|input_shape|int_shape|get_shape|get_output_at|_keras_history|"
        r"_keras_shape)'",
        "{name} belongs to older versions. In Keras 3 a tensor knows its own shape: x.shape.",
    ),
    "keras_1_argument": (
        r"(?:Unrecognized keyword arguments? passed|unexpected keyword argument).*?'(?P<name>border_mode|subsample|"
        r"bias|nb_filter|nb_row|nb_col|dim_ordering|mode|init|W_regularizer|b_regularizer|input|output|p|output_dim|"
        r"concat_axis|nb_epoch|weights)'",
        "The argument {name} is of Keras 1. Today: filters, kernel_size, strides, padding, use_bias, "
        "kernel_initializer; keras.Model(inputs, outputs).",
    ),
    "old_import": (
        r"(?:cannot import name '(?P<name>[\w.]+)' from '(?:tensorflow\.)?keras|"
        r"No module named '(?P<module>[\w.]*keras\.[\w.]+)')",
        "{found} is not in Keras 3 any more. Everything needed here is in keras.layers, keras.ops and keras itself.",
    ),
    "gone_from_keras": (
        r"module '(?:[\w.]*keras[\w.]*)' has no attribute '(?P<name>\w+)'",
        "{name} is not there in Keras 3. Everything needed here is in keras.layers, keras.ops and keras itself.",
    ),
    "ready_made": (
        r"^ReadyMade:",
        "A network of keras.applications is ready-made. Build it yourself, from the layers of keras.layers.",
    ),
    "does_the_task": (
        r"(?P<name>\w+) is not there when this is graded",
        "{name} does the task by itself, so it is not there when this is graded. Work it out from the settings and "
        "shapes of the layers.",
    ),
    "none_in_a_sum": (
        r"unsupported operand type[^\n]*'NoneType'",
        "None goes into a calculation. In a shape the first axis, the batch, is None; a function without return gives "
        "None as well.",
    ),
    "empty_field": (
        r"(?:could not convert string to float|invalid literal for int\(\)[^\n]*): ''",
        "An empty field of a table is read as a number. What is not known has to be left out first.",
    ),
    "not_every_layer": (
        r"'(?P<kind>[A-Z]\w+)' object has no attribute '(?P<name>kernel_size|filters|units|strides|groups|kernel|"
        r"pool_size|use_bias|bias|padding|rate)'",
        "{kind} has no {name}: not every layer does. Ask first what a layer is.",
    ),
    "rank": (
        r"expected (?:min_ndim|ndim)=(?P<right>\d), found ndim=(?P<found>\d)",
        "A layer gets a tensor of {found} axes and needs {right}. Images have four: batch, height, width, channels; "
        "pooling globally or flattening leaves two.",
    ),
    "signature": (
        r"TypeError: (?P<name>[a-z]\w*)\(\) (?:takes|missing|got an unexpected keyword|got multiple)[^\n]*\n$",
        "{name} is called with other arguments than it declares. Keep the signature that the notebook prints.",
    ),
    "helper_called_otherwise": (
        r"TypeError: (?P<name>[a-z]\w*)\(\) (?:takes|missing|got an unexpected keyword|got multiple)",
        "{name} is called with other arguments than its definition has. Compare the two lines.",
    ),
    "assigned_too_late": (
        r"UnboundLocalError: .*variable '(?P<name>\w+)'",
        "{name} is used before it has a value: on this way through the function no line sets it.",
    ),
    "undefined": (
        r"NameError: name '(?P<name>\w+)' is not defined",
        "{name} is not defined. Is it misspelt, imported under another name, or defined in a cell that was not run?",
    ),
    "endless_recursion": (
        r"RecursionError",
        "The function calls itself without end. Does a helper have the same name as the question?",
    ),
}
PATTERNS = {name: (re.compile(pattern), sentence) for name, (pattern, sentence) in RULES.items()}
SHAPES = re.compile(r"incompatible shapes|matching shapes|broadcast")
JOINED = re.compile(r"[Cc]oncatenat|except on the `axis` dim")
SHAPE = re.compile(r"[(\[][^()\[\]]*[)\]]")
SIDE = re.compile(r"\b\d{1,9}\b")
RETURNED_EXCEPTION = re.compile(r"It returned a \w*(?:Error|Exception)\b")
ASSERTION = re.compile(r"AssertionError: assert\b")
NONE = re.compile(r"It returned None")
# What an operation raises that can't take a tensor as it is, where `probe` noted that channels first is set.
CHANNELS_FIRST = re.compile(r"^(?:ValueError|TypeError|\w*ArgumentError|Unimplemented\w*):[\s\S]*: channels_first\n")
CHANNELS_LAST = "The course's images are channels last: (height, width, channels)."
TRANSPOSING = ("Permute", "ops.transpose", "ops.moveaxis", "ops.swapaxes")


def misuse(observation: Raised | Refused) -> Diagnosis | None:
    """The misuse behind an exception or an answer that is none; None if it is not known."""
    if isinstance(observation, Refused):
        words = "The function has no return on this way through it. Return the result, do not only compute it."
        return Diagnosis(("returns_nothing",), words) if NONE.match(observation.message) else None
    text = f"{observation.type}: {observation.message}\n{observation.line}"
    if CHANNELS_FIRST.search(text):
        words = f"Your notebook sets channels first (keras.config.set_image_data_format). {CHANNELS_LAST}"
        return Diagnosis(("channels_first",), words)
    if found := SHAPES.search(observation.message):
        return _different_shapes(SHAPE.findall(observation.message, found.end()), bool(JOINED.search(text)))
    for name, (pattern, sentence) in PATTERNS.items():
        if found := pattern.search(text):
            words = {key: value for key, value in found.groupdict().items() if value}
            words.setdefault("found", words.get("name") or words.get("module") or "")
            return Diagnosis((name,), sentence.format(**words))
    return None


def channels_first(graph: Graph) -> Diagnosis | None:
    """Whether a network takes images that are channels last for channels first."""
    marks = {at for at, node in enumerate(graph.nodes) if node.config.get("data_format") == "channels_first"}
    if not marks or any(node.kind in TRANSPOSING for node in graph.nodes):
        return None
    set_by = "by data_format or by keras.config.set_image_data_format"
    return Diagnosis(
        ("channels_first",), f"Layers are told channels first, {set_by}. {CHANNELS_LAST}", frozenset(marks)
    )


def wrong_exception(case: Case, observation: Observation) -> Diagnosis:
    """Why a case that asks for an exception gets none, or another one."""
    if isinstance(observation, Raised) and ASSERTION.match(f"{observation.type}: {observation.line}"):
        words = f"With {case.about} an assert raises AssertionError. Test with if, and raise {case.raises}."
        return Diagnosis(("exception_of_assert",), words)
    if isinstance(observation, Raised) and "exceptions must derive from" in observation.message:
        words = f'With {case.about} it raises something that is no exception. Raise {case.raises}("why").'
        return Diagnosis(("no_exception_raised",), words)
    if isinstance(observation, Raised) and observation.line.startswith("raise "):
        words = f"With {case.about} it raises {observation.type}, where the notebook asks for {case.raises}."
        return Diagnosis(("exception_of_another_type",), words)
    if isinstance(observation, Raised):
        why = f"Nothing tests for {case.about}, so that the code goes on until {observation.type} comes out of it. "
        return Diagnosis(("exception_of_the_code",), f"{why}Test for it first, and raise {case.raises} yourself.")
    if isinstance(observation, Refused) and RETURNED_EXCEPTION.match(observation.message):
        return Diagnosis(("exception_returned",), f"With {case.about} the exception is returned. Raise it instead.")
    words = f"With {case.about} nothing is raised. Test for what is not allowed, and raise {case.raises}."
    return Diagnosis(("exception_missing",), words)


def _different_shapes(written: list[str], joined: bool) -> Diagnosis | None:
    """Paths that do not fit together where they are added or joined: which of their sizes differ tells why."""
    shapes = [shape for text in written if len(shape := [int(side) for side in SIDE.findall(text)][-3:]) == 3]
    first = shapes[0] if shapes else []
    other = next((shape for shape in shapes if shape[: 2 if joined else 3] != first[: 2 if joined else 3]), None)
    if other is None and not joined:
        return None
    if other is None or (joined and other[:2] == first[:2]):
        words = "Images of one size are concatenated along another axis than their channels, the last one."
        return Diagnosis(("concatenated_along_another_axis",), words) if len(shapes) > 1 else None
    (*sizes, channels), (*others, more) = first, other
    where = f"Two paths meet with different shapes, {'×'.join(map(str, first))} and {'×'.join(map(str, other))}. "
    if sizes == others:
        why = "Their channels differ, so that they can't be added. Where the paper adds, every path makes as many "
        why += "channels, a shortcut too: it is projected where it has to be. Where it concatenates, they may differ."
        return Diagnosis(("channels_differ",), where + why)
    if all(abs(one - another) <= 6 for one, another in zip(sizes, others, strict=True)):
        why = 'They differ at the border: compare the padding of both. "valid", Keras\' default, loses pixels there.'
        return Diagnosis(("border_differs",), where + why)
    why = "They have to stride alike"
    if joined:
        why += ". A pooling layer strides by the size of its window unless told otherwise."
    else:
        why += "." if channels == more else ", and to make equally many channels."
    return Diagnosis(("strides_differ",), where + why)
