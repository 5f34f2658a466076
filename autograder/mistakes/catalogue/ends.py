"""The mistakes made at the two ends of a network: the stem before its stages, the head after them."""

from itertools import combinations
from typing import Any

from autograder.mistakes.architecture import Architecture
from autograder.mistakes.catalogue.networks import stages_of
from autograder.mistakes.declaring import NORMAL, Ways, mistake
from autograder.networks.draft import Draft, changed, without
from autograder.networks.graph import Ref

# The stem


@mistake(of_blocks=False)
def stem_convolution(plan: Architecture) -> Ways:
    """The first convolution {what}. In He et al. (2015, Table 1) it is 7×7 with 64 filters and stride 2."""
    for at in plan.of_kind("Conv2D", plan.stem)[:1] if stages_of(plan) else ():
        changes: list[tuple[str, dict[str, Any]]] = [
            (f"has a {size}×{size} kernel", {"kernel_size": [size, size]}) for size in (3, 5)
        ]
        changes += [(f"has {filters} filters", {"filters": filters}) for filters in (16, 32, 128)]
        changes += [("does not stride", {"strides": [1, 1]}), ("has no padding", {"padding": "valid"})]
        for what, config in changes:
            yield {"what": what}, changed(plan.graph, [at], **config)


@mistake(of_blocks=False)
def stem_bias(plan: Architecture) -> Ways:
    """The first convolution kept its bias. The batch normalisation after it subtracts the mean, and the bias with it:
    leave it out (use_bias=False)."""
    for at in plan.of_kind("Conv2D", plan.stem)[:1] if stages_of(plan) else ():
        yield {}, changed(plan.graph, [at], use_bias=True)


@mistake(of_blocks=False)
def stem_layer_missing(plan: Architecture) -> Ways:
    """The {what} of the stem {is} missing. He et al. (2015, Table 1 and sec. 3.4) begin with a convolution, batch
    normalisation, ReLU and a 3×3 max pooling with stride 2."""
    names = {"BatchNormalization": "batch normalisation", "relu": "ReLU", "MaxPooling2D": "max pooling"}
    found = {kind: plan.of_kind(kind, plan.stem)[:1] for kind in names} if stages_of(plan) else {}
    for chosen in (*([kind] for kind in found), *combinations(found, 2)):
        words: dict[str, object] = {
            "what": " and the ".join(names[kind] for kind in chosen),
            "is": "is" if len(chosen) == 1 else "are",
        }
        yield words, without(plan.graph, [at for kind in chosen for at in found[kind]])


@mistake(of_blocks=False)
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
    for at in plan.of_kind("MaxPooling2D", plan.stem)[:1] if stages_of(plan) else ():
        yield (
            {"what": "takes the average"},
            changed(plan.graph, [at], "AveragePooling2D", **plan.graph.nodes[at].config),
        )
        for what, config in changes:
            yield {"what": what}, changed(plan.graph, [at], **config)


# The head


@mistake(of_blocks=False)
def head_pooling(plan: Architecture) -> Ways:
    """Before the classifier the features are {what}. He et al. (2015, Table 1) average each channel over the whole map
    (global average pooling)."""
    for at in plan.of_kind("GlobalAveragePooling2D", plan.head)[:1] if plan.residual else ():
        yield (
            {"what": "taken by their maximum"},
            changed(plan.graph, [at], "GlobalMaxPooling2D", **plan.graph.nodes[at].config),
        )
        yield {"what": "flattened as they are"}, changed(plan.graph, [at], "Flatten", data_format="channels_last")
        config = {"pool_size": [2, 2], "strides": [2, 2], "data_format": "channels_last"}
        for padding in ("valid", "same"):
            draft = Draft(plan.graph)
            draft.change(at, "Flatten", data_format="channels_last")
            draft.insert(draft.source(at), "AveragePooling2D", config | {"padding": padding}, only=at)
            yield {"what": "averaged over 2×2 only"}, draft


@mistake(of_blocks=False)
def head_activation(plan: Architecture) -> Ways:
    """The output {what}. The probabilities of classes that exclude each other come from one softmax (He et al. 2015,
    Table 1)."""
    for at in plan.of_kind("softmax", plan.head)[-1:] if plan.residual else ():
        yield {"what": "has no softmax: it is logits"}, without(plan.graph, [at])
        draft = Draft(plan.graph)
        draft.insert(Ref(at), "softmax")
        yield {"what": "goes through softmax twice"}, draft
        draft = Draft(plan.graph)
        draft.insert(draft.source(at), "relu")
        yield {"what": "goes through a ReLU before the softmax"}, draft
        for kind, what in (("ops.sigmoid", "is a sigmoid"), ("ops.log_softmax", "is the softmax' logarithm")):
            yield {"what": what}, changed(plan.graph, [at], kind)


@mistake(of_blocks=False)
def head_dense(plan: Architecture) -> Ways:
    """The classifier {what}. In He et al. (2015, Table 1) one fully connected layer, with a bias, follows the
    pooling."""
    for at in plan.of_kind("Dense", plan.head)[-1:] if stages_of(plan) else ():
        yield {"what": "has no bias"}, changed(plan.graph, [at], use_bias=False)
        for units in (1024, 1000, 512, 256):
            for linear in (True, False):
                draft = Draft(plan.graph)
                dense = draft.insert(draft.source(at), "Dense", {"units": units, "use_bias": True}, only=at)
                if not linear:
                    draft.insert(dense, "relu", only=at)
                yield {"what": "has a hidden layer"}, draft
        if plan.graph.nodes[at].config["units"] != 1000:
            yield {"what": "has 1000 classes whatever is asked for"}, changed(plan.graph, [at], units=1000)


@mistake(of_blocks=False)
def head_dropout(plan: Architecture) -> Ways:
    """There is dropout before the classifier. He et al. (2015, sec. 3.4) use none: batch normalisation regularises
    enough."""
    for at in plan.of_kind("Dense", plan.head)[-1:] if stages_of(plan) else ():
        for rate in (0.2, 0.25, 0.3, 0.4, 0.5):
            draft = Draft(plan.graph)
            draft.insert(draft.source(at), "Dropout", {"rate": rate}, only=at)
            yield {}, draft


@mistake(of_blocks=False)
def head_normalisation(plan: Architecture) -> Ways:
    """There is a further batch normalisation {where}. A network of He et al. (2015) ends with its last block, pooling
    and the classifier; a normalisation there belongs to pre-activation (He et al. 2016)."""
    pools = plan.of_kind("GlobalAveragePooling2D", plan.head)[:1] if stages_of(plan) else []
    for at in pools:
        draft = Draft(plan.graph)
        draft.insert(Ref(at), "BatchNormalization", NORMAL)
        yield {"where": "before the classifier"}, draft
        for linear in (True, False):
            draft = Draft(plan.graph)
            new = draft.insert(draft.source(at), "BatchNormalization", NORMAL, only=at)
            if not linear:
                draft.insert(new, "relu", only=at)
            yield {"where": "after the last block"}, draft
