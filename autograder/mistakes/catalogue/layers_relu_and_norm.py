"""The mistakes made with the layers of a residual block: activations, normalisation, biases, layers used twice.

In a network each is made in every block alike, as students write a block once and call it.
"""

from typing import Any

from autograder.mistakes.architecture import Architecture, Block, Unit
from autograder.mistakes.declaring import NORMAL, ORDINALS, Ways, mistake
from autograder.networks.draft import Draft, changed, without
from autograder.networks.graph import Ref
from autograder.networks.size import anatomy

SMOOTH = {"ops.elu": "ELU", "ops.gelu": "GELU", "ops.silu": "SiLU", "ops.tanh": "tanh", "ops.sigmoid": "sigmoid"}


def _units(plan: Architecture) -> list[list[Unit]]:
    """The units of every residual block's main path."""
    return [plan.units(block.main) for block in plan.residual]


def _add_relu_before_join(draft: Draft, block: Block) -> None:
    draft.insert(Ref(block.main[-1]), "relu", only=block.join)


# Where ReLU goes


@mistake(common=True)
def relu_before_addition(plan: Architecture) -> Ways:
    """The last ReLU comes before the addition, so the block can only add to its input, never take away. In He et al.
    (2015, Fig. 2) the shortcut is added first; the ReLU follows F(x) + x."""
    blocks = [block for block in plan.residual if block.tail is not None]
    if blocks:
        draft = Draft(plan.graph)
        for block in blocks:
            _add_relu_before_join(draft, block)
            draft.remove(block.tail)  # type: ignore[arg-type]
        yield {}, draft


@mistake()
def relu_before_and_after_addition(plan: Architecture) -> Ways:
    """There is a ReLU before the addition as well as after it. In He et al. (2015, Fig. 2) what is added to the
    shortcut comes straight from the last batch normalisation and may be negative."""
    if plan.residual:
        draft = Draft(plan.graph)
        for block in plan.residual:
            _add_relu_before_join(draft, block)
        yield {}, draft


@mistake(common=True)
def no_relu_at_the_end(plan: Architecture) -> Ways:
    """The ReLU after the addition is missing. In He et al. (2015, Fig. 2) a block ends with ReLU(F(x) + x)."""
    if plan.residual:
        yield {}, without(plan.graph, [block.tail for block in plan.residual])


@mistake(common=True)
def no_relu_inside(plan: Architecture) -> Ways:
    """There is no ReLU after the {which} convolution. Without it that convolution and the next are one linear map; He
    et al. (2015, Fig. 2) put a ReLU between them."""
    for chosen in [*([position] for position in plan.places), plan.places]:
        draft = without(plan.graph, [units[position].relu for units in _units(plan) for position in chosen])
        if draft.removed:
            yield {"which": " and the ".join(ORDINALS[at] for at in chosen[:2])}, draft


@mistake(common=True)
def relu_before_bn(plan: Architecture) -> Ways:
    """A ReLU comes before the batch normalisation after the {which} convolution{too}. He et al. (2015, sec. 3.4)
    normalise right after each convolution and before the activation."""
    for chosen in [*([position] for position in plan.places), plan.places]:
        for twice in (False, True):
            draft, found = Draft(plan.graph), False
            for units in _units(plan):
                for unit in (units[position] for position in chosen):
                    if unit.relu is not None and unit.normalisation is not None:
                        draft.insert(Ref(unit.convolution), "relu")
                        found = True
                        if not twice:
                            draft.remove(unit.relu)
            if found:
                which = " and the ".join(ORDINALS[at] for at in chosen[:2])
                yield {"which": which, "too": ", and another after it" if twice else ""}, draft


@mistake(common=True)
def relu_on_shortcut(plan: Architecture) -> Ways:
    """The shortcut goes through a ReLU before it is added. In He et al. (2015) the shortcut stays linear: the
    identity, or a 1×1 convolution with its batch normalisation."""
    if plan.residual:
        draft = Draft(plan.graph)
        for block in plan.residual:
            draft.insert(block.entry, "relu")
        yield {}, draft
        draft = Draft(plan.graph)
        for block in plan.residual:
            end = Ref(block.shortcut[-1]) if block.shortcut else block.entry
            draft.insert(end, "relu", only=block.join)
        yield {}, draft


@mistake()
def another_activation(plan: Architecture) -> Ways:
    """The {which} is {name}, not ReLU. He et al. (2015) use ReLU, max(0, x), everywhere."""
    relus = plan.of_kind("relu")
    others = [(kind, {}, name) for kind, name in SMOOTH.items()]
    others += [("LeakyReLU", {"negative_slope": slope}, "LeakyReLU") for slope in (0.3, 0.2, 0.1, 0.01)]
    others.append(("ReLU", {"max_value": 6.0}, "ReLU6"))
    tails = [block.tail for block in plan.residual if block.tail is not None]
    places = [("activation", relus), ("last activation", tails)]
    for kind, config, name in others if plan.residual else []:
        for which, chosen in places if len(plan.residual) == 1 else places[:1]:
            yield {"which": which, "name": name}, changed(plan.graph, chosen, kind, **config)


# Batch normalisation and biases


@mistake(common=True)
def no_bn(plan: Architecture) -> Ways:
    """The batch normalisation after the {which} convolution is missing. He et al. (2015, sec. 3.4) normalise right
    after each convolution."""
    for position in plan.places:
        found = [units[position].normalisation for units in _units(plan)]
        yield {"which": ORDINALS[position]}, without(plan.graph, found)


@mistake()
def no_bn_at_all(plan: Architecture) -> Ways:
    """There is no batch normalisation{where}. He et al. (2015, sec. 3.4) normalise right after each convolution;
    without it networks this deep hardly train."""
    inside = {at for block in plan.residual for branch in block.branches for at in branch}
    every = plan.of_kind("BatchNormalization")
    choices = (("", every), (" in the blocks", [at for at in every if at in inside]))
    for where, chosen in choices if plan.residual else ():
        yield {"where": where}, without(plan.graph, chosen)


@mistake(common=True)
def no_bn_on_shortcut(plan: Architecture) -> Ways:
    """The projection on the shortcut has no batch normalisation. In He et al. (2015) it follows every convolution, the
    1×1 of the shortcut included."""
    found = [at for block in plan.residual for at in plan.of_kind("BatchNormalization", block.shortcut)]
    if found:
        yield {}, without(plan.graph, found)


@mistake()
def bn_after_addition(plan: Architecture) -> Ways:
    """The last batch normalisation comes after the addition, so the shortcut is normalised too. He et al. (2015)
    normalise F(x) alone; He et al. (2016, Fig. 4b) show that normalising the sum harms."""
    blocks = [block for block in plan.residual if plan.graph.nodes[block.main[-1]].kind == "BatchNormalization"]
    projected = [at for block in blocks for at in plan.of_kind("BatchNormalization", block.shortcut)]
    ends = [block.main[-1] for block in blocks]
    for removed in ([], ends, [*ends, *projected]) if blocks else ():
        draft = without(plan.graph, removed)
        for block in blocks:
            draft.insert(Ref(block.join), "BatchNormalization", NORMAL)
        yield {}, draft


@mistake()
def bn_axis(plan: Architecture) -> Ways:
    """The batch normalisation normalises over axis {axis}. Here channels come last, so it is axis -1, the default;
    axis 1 is for images with channels first."""
    found = plan.of_kind("BatchNormalization")
    for axis in (1, 2) if found else ():
        yield {"axis": axis}, changed(plan.graph, found, axis=axis)


@mistake()
def bn_mode_fixed(plan: Architecture) -> Ways:
    """The batch normalisation is called with training={mode}. Leave that argument out: Keras passes it, so that batch
    statistics are used in training and moving averages afterwards."""
    found = plan.of_kind("BatchNormalization")
    for mode in (False, True) if found else ():
        draft = Draft(plan.graph)
        for at in found:
            draft.call(at, training=mode)
        yield {"mode": mode}, draft


@mistake()
def bn_without(plan: Architecture) -> Ways:
    """The batch normalisation has {setting}=False. He et al. (2015) keep both its scale and its shift, as Keras does by
    default."""
    found = plan.of_kind("BatchNormalization")
    for setting in ("center", "scale") if found else ():
        yield {"setting": setting}, changed(plan.graph, found, **dict[str, Any]({setting: False}))


@mistake()
def frozen(plan: Architecture) -> Ways:
    """The {layers} have trainable=False, so training leaves them as they are. He et al. (2015) train everything."""
    for kind, layers in (("BatchNormalization", "batch normalisations"), ("Conv2D", "convolutions")):
        found = plan.of_kind(kind)
        if found and plan.residual:
            yield {"layers": layers}, changed(plan.graph, found, trainable=False)


@mistake()
def another_normalisation(plan: Architecture) -> Ways:
    """The normalisation is layer normalisation. He et al. (2015) use batch normalisation (Ioffe and Szegedy 2015)."""
    found = plan.of_kind("BatchNormalization")
    if found:
        yield {}, changed(plan.graph, found, "LayerNormalization", **NORMAL)


@mistake(common=True)
def bias_before_bn(plan: Architecture) -> Ways:
    """{Which} convolution{s} kept the bias. The batch normalisation that belongs after it subtracts the mean, and the
    bias with it: leave it out (use_bias=False)."""
    units = _units(plan)
    every = [at for at in plan.of_kind("Conv2D") if plan.follower(at, "BatchNormalization") is not None]
    shortcut = [at for block in plan.residual for at in plan.of_kind("Conv2D", block.shortcut)]
    inside = shortcut + [unit.convolution for path in units for unit in path]
    main = [unit.convolution for path in units for unit in path]
    choices = [("The", "s", every), ("The", "s", inside), ("The", "s", main), ("The shortcut's", "", shortcut)]
    for position in plan.places:
        choices.append((f"The {ORDINALS[position]}", "", [path[position].convolution for path in units]))
    for which, plural, found in choices:
        if found and plan.residual:
            yield {"Which": which, "s": plural}, changed(plan.graph, found, use_bias=True)


@mistake()
def layer_used_twice(plan: Architecture) -> Ways:
    """One {layer} object is called more than once, so two places share the same weights. Each place needs a layer of
    its own: create one for every call."""
    tensors = anatomy(plan.graph).tensors
    for kind, name in (("Conv2D", "convolution"), ("BatchNormalization", "batch normalisation"), ("", "layer")):
        draft, found = Draft(plan.graph), False
        for block in plan.residual:
            first: dict[str, int] = {}
            for at in (*block.main, *block.shortcut):
                node = plan.graph.nodes[at]
                if node.kind in ("Conv2D", "BatchNormalization") and kind in ("", node.kind):
                    channels = tensors[node.inputs[0].node][0].shape[-1]
                    twin = first.setdefault(f"{node.kind} {channels} {sorted(node.config.items())}", node.owner)
                    found = found or twin != node.owner
                    draft.share(at, twin)
        if found:
            yield {"layer": name}, draft
