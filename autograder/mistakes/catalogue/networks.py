"""The mistakes made when blocks are put together to stages, and stages to a network."""

from itertools import groupby

from autograder.mistakes.architecture import Architecture, Block
from autograder.mistakes.declaring import NORMAL, Ways, mistake
from autograder.networks.draft import Draft, changed
from autograder.networks.graph import Ref
from autograder.networks.size import anatomy

STAGES = ("conv2_x", "conv3_x", "conv4_x", "conv5_x")  # as He et al. (2015, Table 1) call them


def stages_of(plan: Architecture) -> list[list[Block]]:
    """Residual blocks in a row with equally many channels; nothing of a graph that is no network of four stages."""
    tensors = anatomy(plan.graph).tensors
    found = [list(group) for _, group in groupby(plan.residual, lambda it: tensors[it.join][0].shape[-1])]
    return found if len(found) == len(STAGES) else []


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
    config = plan.graph.nodes[last].config | {"kernel_size": [1, 1], "strides": [stride] * 2, "padding": "same"}
    start = draft.insert(block.entry, "Conv2D", config, only=block.join)
    draft.insert(start, "BatchNormalization", NORMAL)


# Stages


@mistake(of_blocks=False)
def block_too_few(plan: Architecture) -> Ways:
    """{where} one block too few. Compare with the column for this depth in He et al. (2015, Table 1)."""
    stages = stages_of(plan)
    for chosen in [*([at] for at in range(len(stages))), list(range(len(stages)))] if stages else ():
        draft = Draft(plan.graph)
        for at in chosen:
            block = stages[at][-1]
            if len(stages[at]) > 1:
                draft.touched.add(block.entry.node)
                draft.redirect(Ref(block.end), block.entry)
        where = f"Stage {STAGES[chosen[0]]} has" if len(chosen) == 1 else "Every stage has"
        yield {"where": where}, draft


@mistake(of_blocks=False)
def block_too_many(plan: Architecture) -> Ways:
    """{where} one block too many. Compare with the column for this depth in He et al. (2015, Table 1)."""
    stages = stages_of(plan)
    for chosen in [*([at] for at in range(len(stages))), list(range(len(stages)))] if stages else ():
        draft = Draft(plan.graph)
        for at in chosen:
            _repeat(draft, plan, stages[at][-1])
        where = f"Stage {STAGES[chosen[0]]} has" if len(chosen) == 1 else "Every stage has"
        yield {"where": where}, draft


@mistake(of_blocks=False)
def stage_not_strided(plan: Architecture) -> Ways:
    """{where} not make the image smaller. In He et al. (2015, sec. 3.3) the first block of conv3_x, conv4_x and conv5_x
    strides by 2."""
    stages = stages_of(plan)
    for chosen in ([1], [2], [3], [1, 2, 3]) if stages else ():
        starts = [start for at in chosen for start in _starts(plan, stages[at][0])]
        draft = changed(plan.graph, starts, strides=[1, 1])
        yield {"where": f"Stage {STAGES[chosen[0]]} does" if len(chosen) == 1 else "The stages do"}, draft


@mistake(of_blocks=False)
def first_stage_strided(plan: Architecture) -> Ways:
    """Stage conv2_x makes the image smaller. It follows the max pooling, which has already halved it, and keeps its
    size (He et al. 2015, Table 1: 56×56)."""
    stages = stages_of(plan)
    if stages:
        draft, block = Draft(plan.graph), stages[0][0]
        if not block.shortcut:
            _project(draft, plan, block, 2)
        for at in _starts(plan, block):
            draft.change(at, strides=[2, 2])
        yield {}, draft


@mistake(of_blocks=False)
def stride_in_another_block(plan: Architecture) -> Ways:
    """The {which} block of a stage strides instead of the first. In He et al. (2015, sec. 3.3) the first block of
    conv3_x, conv4_x and conv5_x does."""
    stages = stages_of(plan)
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


@mistake(of_blocks=False)
def first_stage_projected(plan: Architecture) -> Ways:
    """The first block of conv2_x projects its shortcut though no shape changes there. He et al. (2015, option B)
    project only where it does."""
    stages = stages_of(plan)
    if stages and not stages[0][0].shortcut:
        draft = Draft(plan.graph)
        _project(draft, plan, stages[0][0], 1)
        yield {}, draft


@mistake(of_blocks=False)
def stage_width(plan: Architecture) -> Ways:
    """{where} the wrong number of filters. In He et al. (2015, Table 1) it starts at 64 and doubles where a new stage
    begins."""
    stages = stages_of(plan)
    choices = [({at: factor}, f"Stage {STAGES[at]} has") for at in range(len(stages)) for factor in (0.5, 2)]
    choices.append(({1: 0.5, 2: 0.25, 3: 0.125}, "The later stages have"))
    choices.append(({0: 2, 1: 2, 2: 2, 3: 2}, "Every stage has"))
    choices.append(({0: 0.5, 1: 0.5, 2: 0.5, 3: 0.5}, "Every stage has"))
    for factors, where in choices if stages else ():
        draft = Draft(plan.graph)
        for at, factor in factors.items():
            for block in stages[at]:
                for convolution in plan.of_kind("Conv2D", (*block.main, *block.shortcut)):
                    filters = plan.graph.nodes[convolution].config["filters"]
                    draft.change(convolution, filters=max(1, int(filters * factor)))
        yield {"where": where}, draft
