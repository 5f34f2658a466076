"""The mistakes made with the shape of a residual block: strides, kernels, widths, convolutions, pre-activation.

In a network each is made in every block alike, as students write a block once and call it.
"""

from itertools import product

from autograder.mistakes.architecture import Architecture
from autograder.mistakes.declaring import NORMAL, ORDINALS, Ways, mistake
from autograder.networks.draft import Draft, changed
from autograder.networks.graph import Ref

# Strides, kernels and widths


@mistake(common=True)
def stride_elsewhere(plan: Architecture) -> Ways:
    """The main path strides at the {which} convolution instead of the first. {known}"""
    strided = {block: plan.first_convolution(block.main) for block in plan.residual}
    blocks = [block for block, at in strided.items() if at is not None and plan.stride(at) > 1]
    places = min((len(plan.units(block.main)) for block in blocks), default=0)
    for place in range(1, places):
        draft = Draft(plan.graph)
        for block in blocks:
            units = plan.units(block.main)
            stride = plan.graph.nodes[units[0].convolution].config["strides"]
            draft.change(units[0].convolution, strides=[1, 1])
            draft.change(units[place].convolution, strides=stride)
        torchvision = places == 3 and place == 1
        known = (
            "This is ResNet v1.5, as torchvision builds it; He et al. (2015, Table 1) stride at the first 1×1."
            if torchvision
            else "In He et al. (2015) a block gets smaller at its first convolution."
        )
        yield {"which": ORDINALS[place], "known": known}, draft


@mistake()
def stride_forgotten(plan: Architecture) -> Ways:
    """The block does not stride: its output is as large as its input. In He et al. (2015) a projection block halves
    height and width, on both of its paths."""
    found = [at for block in plan.residual for path in block.branches for at in plan.of_kind("Conv2D", path)]
    found = [at for at in found if plan.stride(at) > 1]
    if found:
        yield {}, changed(plan.graph, found, strides=[1, 1])


@mistake()
def stride_fixed(plan: Architecture) -> Ways:
    """The argument strides is not used: the block strides by {stride} whatever is asked for. Both paths have to use
    it."""
    starts = [
        at for block in plan.residual for path in block.branches if (at := plan.first_convolution(path)) is not None
    ]
    projected = bool(plan.residual) and all(block.shortcut for block in plan.residual)
    for stride in (1, 2) if projected and len(plan.residual) == 1 else ():
        yield {"stride": stride}, changed(plan.graph, starts, strides=[stride, stride])


@mistake()
def kernel(plan: Architecture) -> Ways:
    """{Which} convolution has a {size}×{size} kernel. He et al. (2015) use {right}×{right} there."""
    for place in plan.places:
        for size in (1, 3, 5):
            draft, right = Draft(plan.graph), size
            for block in plan.residual:
                at = plan.units(block.main)[place].convolution
                right = plan.graph.nodes[at].config["kernel_size"][0]
                draft.change(at, kernel_size=[size, size], padding="same")
            if right != size:
                yield {"Which": f"The {ORDINALS[place]}", "size": size, "right": right}, draft
    inside = [at for block in plan.residual for at in plan.of_kind("Conv2D", block.main)]
    square = [at for at in inside if plan.graph.nodes[at].config["kernel_size"] == [3, 3]]
    for size in (5, 7) if square else ():
        draft = changed(plan.graph, square, kernel_size=[size, size])
        yield {"Which": "Every 3×3", "size": size, "right": 3}, draft
    starts = [at for block in plan.residual if (at := plan.first_convolution(block.shortcut)) is not None]
    for size in (2, 3) if starts else ():
        draft = changed(plan.graph, starts, kernel_size=[size, size], padding="same")
        yield {"Which": "The shortcut's", "size": size, "right": 1}, draft


@mistake()
def width(plan: Architecture) -> Ways:
    """The {which} convolution makes {factor} as many channels as in He et al. (2015, Fig. 5 and Table 1). Which
    convolution has to narrow, and which to widen again?"""
    for place in plan.places:
        for factor, name in ((4, "four times"), (2, "twice"), (0.5, "half"), (0.25, "a quarter")):
            draft = Draft(plan.graph)
            for block in plan.residual:
                units = plan.units(block.main)
                chosen = [units[place].convolution]
                if place == len(units) - 1:
                    chosen += plan.of_kind("Conv2D", block.shortcut)
                for at in chosen:
                    draft.change(at, filters=max(1, int(plan.graph.nodes[at].config["filters"] * factor)))
            yield {"which": ORDINALS[place], "factor": name}, draft


@mistake()
def filters_are_the_output(plan: Architecture) -> Ways:
    """The number of filters is taken for the output's. In a bottleneck (He et al. 2015, Fig. 5) it is that of the two
    narrow convolutions; the last one widens to four times as many."""
    blocks = [block for block in plan.residual if len(plan.units(block.main)) == 3]
    if blocks:
        draft = Draft(plan.graph)
        for block in blocks:
            for at in (*plan.of_kind("Conv2D", block.main), *plan.of_kind("Conv2D", block.shortcut)):
                draft.change(at, filters=max(1, plan.graph.nodes[at].config["filters"] // 4))
        yield {}, draft


@mistake()
def convolution_missing(plan: Architecture) -> Ways:
    """The main path has one convolution too few, or the result of one is not used: {left} instead of {right}. Count the
    boxes in He et al. (2015, {figure})."""
    for place in plan.places:
        draft, right = Draft(plan.graph), 0
        for block in plan.residual:
            units = plan.units(block.main)
            right = len(units)
            unit = units[place]
            for at in (unit.relu, unit.normalisation, unit.convolution):
                if at is not None:
                    draft.remove(at)
            if place == 0:
                draft.change(units[1].convolution, strides=plan.graph.nodes[unit.convolution].config["strides"])
            if place == right - 1 and units[place - 1].relu is not None:
                draft.remove(units[place - 1].relu)  # type: ignore[arg-type]
                draft.change(units[place - 1].convolution, filters=plan.graph.nodes[unit.convolution].config["filters"])
        yield {"left": right - 1, "right": right, "figure": "Fig. 5" if right == 3 else "Fig. 2"}, draft


@mistake()
def convolution_too_many(plan: Architecture) -> Ways:
    """The main path has one convolution too many: {left} instead of {right}. Count the boxes in He et al. (2015,
    {figure})."""
    for place in plan.places:
        draft, right = Draft(plan.graph), 0
        for block in plan.residual:
            units = plan.units(block.main)
            right = len(units)
            unit = units[place]
            last = unit.normalisation if unit.normalisation is not None else unit.convolution
            start = draft.insert(Ref(last), "relu")
            new = draft.insert(start, "Conv2D", plan.graph.nodes[unit.convolution].config | {"strides": [1, 1]})
            draft.insert(new, "BatchNormalization", NORMAL)
        yield {"left": right + 1, "right": right, "figure": "Fig. 5" if right == 3 else "Fig. 2"}, draft


@mistake()
def preactivation(plan: Architecture) -> Ways:
    """This is the pre-activation block of He et al. (2016): normalisation and ReLU come before each convolution. The
    block asked for is that of He et al. (2015): convolution, normalisation, ReLU, and a ReLU after the addition."""
    network = len(plan.residual) > 1  # its stem may lose its activation to the blocks, and its last block gain one
    for projection, whole in product(("kept", "bare", "from activation"), (False, True) if network else (False,)):
        draft = Draft(plan.graph)
        if whole:
            for at in (*plan.of_kind("BatchNormalization", plan.stem), *plan.of_kind("relu", plan.stem)):
                draft.remove(at)
            draft.insert(draft.insert(Ref(plan.residual[-1].end), "BatchNormalization", NORMAL), "relu")
        for block in plan.residual:
            for unit in plan.units(block.main):
                for at in (unit.relu, unit.normalisation):
                    if at is not None:
                        draft.remove(at)
                before = draft.insert(draft.source(unit.convolution), "BatchNormalization", NORMAL, unit.convolution)
                draft.insert(before, "relu", only=unit.convolution)
            start = plan.first_convolution(block.shortcut)
            if start is not None and projection != "kept":
                for at in plan.of_kind("BatchNormalization", block.shortcut):
                    draft.remove(at)
                if projection == "from activation":
                    draft.redirect(block.entry, draft.source(block.main[0]), [start])
            if block.tail is not None:
                draft.remove(block.tail)
        if plan.residual:
            yield {}, draft
