"""The mistakes made when blocks are put together to a network: stages, the stem before them, the head after them."""

from itertools import groupby
from typing import Any

from autograder.architecture import Architecture, Block
from autograder.draft import Draft
from autograder.graph import Ref
from autograder.mutations import Ways, mistake
from autograder.shapes import anatomy

STAGES = ("conv2_x", "conv3_x", "conv4_x", "conv5_x")  # as He et al. (2015, Table 1) call them
NORMAL = {"axis": -1, "center": True, "scale": True}


def _stages(plan: Architecture) -> list[list[Block]]:
    """Residual blocks in a row with equally many channels; nothing of a graph that is no network of four stages."""
    tensors = anatomy(plan.graph).tensors
    found = [list(group) for _, group in groupby(plan.residual, lambda it: tensors[it.join][0].shape[-1])]
    return found if len(found) == len(STAGES) else []


def _convolutions(plan: Architecture, block: Block) -> list[int]:
    return plan.of_kind("Conv2D", (*block.main, *block.shortcut))


def _starts(plan: Architecture, block: Block) -> list[int]:
    """The first convolution of each path of a block."""
    return [at for path in {block.main, block.shortcut} for at in plan.of_kind("Conv2D", path)[:1]]


def _repeat(draft: Draft, plan: Architecture, block: Block) -> None:
    """The same block once more after itself; both its shortcut and its stride must be plain."""
    end = Ref(block.end)
    at = end
    for node in block.main:
        at = draft.copy(node, at)
    joined = draft.add(plan.graph.nodes[block.join].kind, [at, end])
    last = draft.add("relu", [joined]) if block.tail is not None else joined
    draft.redirect(end, last, [reader for reader in draft.readers(end) if reader < len(plan.graph.nodes)])


def _project(draft: Draft, plan: Architecture, block: Block, stride: int) -> None:
    """Give a block without a projection one, with this stride."""
    last = plan.of_kind("Conv2D", block.main)[-1]
    config = plan.graph.nodes[last].config | {"kernel_size": [1, 1], "strides": [stride] * 2, "padding": "valid"}
    start = draft.insert(block.entry, "Conv2D", config, only=block.join)
    draft.insert(start, "BatchNormalization", NORMAL)


# Stages


@mistake()
def block_too_few(plan: Architecture) -> Ways:
    """{where} one block too few. Compare with the column for this depth in He et al. (2015, Table 1)."""
    stages = _stages(plan)
    for chosen in [*([at] for at in range(len(stages))), list(range(len(stages)))] if stages else ():
        draft = Draft(plan.graph)
        for at in chosen:
            block = stages[at][-1]
            if len(stages[at]) > 1:
                draft.touched.add(block.entry.node)
                draft.redirect(Ref(block.end), block.entry)
        where = f"Stage {STAGES[chosen[0]]} has" if len(chosen) == 1 else "Every stage has"
        yield {"where": where}, draft


@mistake()
def block_too_many(plan: Architecture) -> Ways:
    """{where} one block too many. Compare with the column for this depth in He et al. (2015, Table 1)."""
    stages = _stages(plan)
    for chosen in [*([at] for at in range(len(stages))), list(range(len(stages)))] if stages else ():
        draft = Draft(plan.graph)
        for at in chosen:
            _repeat(draft, plan, stages[at][-1])
        where = f"Stage {STAGES[chosen[0]]} has" if len(chosen) == 1 else "Every stage has"
        yield {"where": where}, draft


@mistake()
def stage_not_strided(plan: Architecture) -> Ways:
    """{where} not make the image smaller. In He et al. (2015, sec. 3.3) the first block of conv3_x, conv4_x and conv5_x
    strides by 2."""
    stages = _stages(plan)
    for chosen in ([1], [2], [3], [1, 2, 3]) if stages else ():
        draft = Draft(plan.graph)
        for at in chosen:
            for start in _starts(plan, stages[at][0]):
                draft.change(start, strides=[1, 1])
        yield {"where": f"Stage {STAGES[chosen[0]]} does" if len(chosen) == 1 else "The stages do"}, draft


@mistake()
def first_stage_strided(plan: Architecture) -> Ways:
    """Stage conv2_x makes the image smaller. It follows the max pooling, which has already halved it, and keeps its
    size (He et al. 2015, Table 1: 56×56)."""
    stages = _stages(plan)
    if stages:
        draft, block = Draft(plan.graph), stages[0][0]
        if not block.shortcut:
            _project(draft, plan, block, 2)
        for at in _starts(plan, block):
            draft.change(at, strides=[2, 2])
        yield {}, draft


@mistake()
def stride_in_another_block(plan: Architecture) -> Ways:
    """The {which} block of a stage strides instead of the first. In He et al. (2015, sec. 3.3) the first block of
    conv3_x, conv4_x and conv5_x does."""
    stages = _stages(plan)
    for at, which in ((1, "second"), (-1, "last")) if stages else ():
        if all(len(stage) > 1 for stage in stages):
            draft = Draft(plan.graph)
            for stage in stages[1:]:
                for start in _starts(plan, stage[0]):
                    draft.change(start, strides=[1, 1])
                _project(draft, plan, stage[at], 2)
                for start in plan.of_kind("Conv2D", stage[at].main)[:1]:
                    draft.change(start, strides=[2, 2])
            yield {"which": which}, draft


@mistake()
def first_stage_projected(plan: Architecture) -> Ways:
    """The first block of conv2_x projects its shortcut though no shape changes there. He et al. (2015, option B)
    project only where it does."""
    stages = _stages(plan)
    if stages and not stages[0][0].shortcut:
        draft = Draft(plan.graph)
        _project(draft, plan, stages[0][0], 1)
        yield {}, draft


@mistake()
def stage_width(plan: Architecture) -> Ways:
    """{where} the wrong number of filters. In He et al. (2015, Table 1) it starts at 64 and doubles where a new stage
    begins."""
    stages = _stages(plan)
    choices = [({at: factor}, f"Stage {STAGES[at]} has") for at in range(len(stages)) for factor in (0.5, 2)]
    choices.append(({1: 0.5, 2: 0.25, 3: 0.125}, "The later stages have"))
    choices.append(({0: 2, 1: 2, 2: 2, 3: 2}, "Every stage has"))
    choices.append(({0: 0.5, 1: 0.5, 2: 0.5, 3: 0.5}, "Every stage has"))
    for factors, where in choices if stages else ():
        draft = Draft(plan.graph)
        for at, factor in factors.items():
            for block in stages[at]:
                for convolution in _convolutions(plan, block):
                    filters = plan.graph.nodes[convolution].config["filters"]
                    draft.change(convolution, filters=max(1, int(filters * factor)))
        yield {"where": where}, draft


# The stem


@mistake()
def stem_convolution(plan: Architecture) -> Ways:
    """The first convolution {what}. In He et al. (2015, Table 1) it is 7×7 with 64 filters and stride 2."""
    for at in plan.of_kind("Conv2D", plan.stem)[:1] if _stages(plan) else ():
        changes: list[tuple[str, dict[str, Any]]] = [
            (f"has a {size}×{size} kernel", {"kernel_size": [size, size]}) for size in (3, 5)
        ]
        changes += [(f"has {filters} filters", {"filters": filters}) for filters in (16, 32, 128)]
        changes += [("does not stride", {"strides": [1, 1]}), ("has no padding", {"padding": "valid"})]
        for what, config in changes:
            draft = Draft(plan.graph)
            draft.change(at, **config)
            yield {"what": what}, draft


@mistake()
def stem_bias(plan: Architecture) -> Ways:
    """The first convolution kept its bias. The batch normalisation after it subtracts the mean, and the bias with it:
    leave it out (use_bias=False)."""
    for at in plan.of_kind("Conv2D", plan.stem)[:1] if _stages(plan) else ():
        draft = Draft(plan.graph)
        draft.change(at, use_bias=True)
        yield {}, draft


@mistake()
def stem_layer_missing(plan: Architecture) -> Ways:
    """The {what} of the stem is missing. He et al. (2015, Table 1 and sec. 3.4) begin with a convolution, batch
    normalisation, ReLU and a 3×3 max pooling with stride 2."""
    names = {"BatchNormalization": "batch normalisation", "relu": "ReLU", "MaxPooling2D": "max pooling"}
    for kind, what in names.items() if _stages(plan) else ():
        for at in plan.of_kind(kind, plan.stem)[:1]:
            draft = Draft(plan.graph)
            draft.remove(at)
            yield {"what": what}, draft


@mistake()
def stem_pooling(plan: Architecture) -> Ways:
    """The pooling of the stem {what}. In He et al. (2015, Table 1) it is a 3×3 max pooling with stride 2."""
    changes: list[tuple[str, dict[str, Any]]] = [
        ("looks at 2×2 instead of 3×3", {"pool_size": [2, 2]}),
        ("looks at 2×2 instead of 3×3", {"pool_size": [2, 2], "padding": "valid"}),
        ("strides by 3, its own size, which is Keras' default", {"strides": [3, 3]}),
        ("strides by 3, its own size, which is Keras' default", {"strides": [3, 3], "padding": "valid"}),
        ("does not stride", {"strides": [1, 1]}),
        ("has no padding", {"padding": "valid"}),
    ]
    for at in plan.of_kind("MaxPooling2D", plan.stem)[:1] if _stages(plan) else ():
        draft = Draft(plan.graph)
        draft.change(at, "AveragePooling2D", **plan.graph.nodes[at].config)
        yield {"what": "takes the average"}, draft
        for what, config in changes:
            draft = Draft(plan.graph)
            draft.change(at, **config)
            yield {"what": what}, draft


# The head


@mistake()
def head_pooling(plan: Architecture) -> Ways:
    """Before the classifier the features are {what}. He et al. (2015, Table 1) average each channel over the whole map
    (global average pooling)."""
    for at in plan.of_kind("GlobalAveragePooling2D", plan.head)[:1]:
        draft = Draft(plan.graph)
        draft.change(at, "GlobalMaxPooling2D", **plan.graph.nodes[at].config)
        yield {"what": "taken by their maximum"}, draft
        draft = Draft(plan.graph)
        draft.change(at, "Flatten", data_format="channels_last")
        yield {"what": "flattened as they are"}, draft
        config = {"pool_size": [2, 2], "strides": [2, 2], "data_format": "channels_last"}
        for padding in ("valid", "same"):
            draft = Draft(plan.graph)
            draft.change(at, "Flatten", data_format="channels_last")
            draft.insert(draft.source(at), "AveragePooling2D", config | {"padding": padding}, only=at)
            yield {"what": "averaged over 2×2 only"}, draft


@mistake()
def head_activation(plan: Architecture) -> Ways:
    """The output {what}. The probabilities of classes that exclude each other come from one softmax (He et al. 2015,
    Table 1)."""
    for at in plan.of_kind("softmax", plan.head)[-1:]:
        draft = Draft(plan.graph)
        draft.remove(at)
        yield {"what": "has no softmax: it is logits"}, draft
        draft = Draft(plan.graph)
        draft.insert(Ref(at), "softmax")
        yield {"what": "goes through softmax twice"}, draft
        draft = Draft(plan.graph)
        draft.insert(draft.source(at), "relu")
        yield {"what": "goes through a ReLU before the softmax"}, draft
        for kind, what in (("ops.sigmoid", "is a sigmoid"), ("ops.log_softmax", "is the softmax' logarithm")):
            draft = Draft(plan.graph)
            draft.change(at, kind)
            yield {"what": what}, draft


@mistake()
def head_dense(plan: Architecture) -> Ways:
    """The classifier {what}. In He et al. (2015, Table 1) one fully connected layer, with a bias, follows the
    pooling."""
    for at in plan.of_kind("Dense", plan.head)[-1:] if _stages(plan) else ():
        draft = Draft(plan.graph)
        draft.change(at, use_bias=False)
        yield {"what": "has no bias"}, draft
        for units in (1024, 1000, 512, 256):
            draft = Draft(plan.graph)
            dense = draft.insert(draft.source(at), "Dense", {"units": units, "use_bias": True}, only=at)
            yield {"what": "has a hidden layer"}, draft
            draft = Draft(plan.graph)
            dense = draft.insert(draft.source(at), "Dense", {"units": units, "use_bias": True}, only=at)
            draft.insert(dense, "relu", only=at)
            yield {"what": "has a hidden layer"}, draft
        if plan.graph.nodes[at].config["units"] != 1000:
            draft = Draft(plan.graph)
            draft.change(at, units=1000)
            yield {"what": "has 1000 classes whatever is asked for"}, draft


@mistake()
def head_dropout(plan: Architecture) -> Ways:
    """There is dropout before the classifier. He et al. (2015, sec. 3.4) use none: batch normalisation regularises
    enough."""
    for at in plan.of_kind("Dense", plan.head)[-1:] if _stages(plan) else ():
        for rate in (0.2, 0.25, 0.3, 0.4, 0.5):
            draft = Draft(plan.graph)
            draft.insert(draft.source(at), "Dropout", {"rate": rate}, only=at)
            yield {}, draft


@mistake()
def head_normalisation(plan: Architecture) -> Ways:
    """There is a further batch normalisation {where}. A network of He et al. (2015) ends with its last block, pooling
    and the classifier; a normalisation there belongs to pre-activation (He et al. 2016)."""
    pools = plan.of_kind("GlobalAveragePooling2D", plan.head)[:1] if _stages(plan) else []
    for at in pools:
        draft = Draft(plan.graph)
        draft.insert(Ref(at), "BatchNormalization", NORMAL)
        yield {"where": "before the classifier"}, draft
        draft = Draft(plan.graph)
        new = draft.insert(draft.source(at), "BatchNormalization", NORMAL, only=at)
        yield {"where": "after the last block"}, draft
        draft = Draft(plan.graph)
        new = draft.insert(draft.source(at), "BatchNormalization", NORMAL, only=at)
        draft.insert(new, "relu", only=at)
        yield {"where": "after the last block"}, draft
