"""The mistakes made in networks without shortcuts: convolutions, poolings and dense layers one after the other."""

from itertools import pairwise
from typing import Any

from autograder.mistakes.architecture import Architecture
from autograder.mistakes.declaring import NORMAL, Ways, mistake
from autograder.mistakes.roles import POOLS, Role, plain, roles_of
from autograder.networks.draft import Draft, changed, without
from autograder.networks.graph import Ref

KERNELS = (1, 3, 5, 7)


def _relus_after(plan: Architecture, nodes: tuple[int, ...]) -> list[int]:
    return [relu for at in nodes if (relu := plan.follower(at, "relu")) is not None]


@mistake(common=True)
def activation_missing(plan: Architecture) -> Ways:
    """There is no ReLU after {where}. {paper} put one {there}; without it two layers in a row are one linear map."""
    if not plain(plan):
        return
    roles, every = roles_of(plan, "Conv2D", "Dense"), plan.of_kind("relu")
    several = {
        "any layer": every,
        "any layer but the last": every[:-1],
        "any dense layer": _relus_after(plan, tuple(plan.of_kind("Dense"))),
        "any reduction": [
            relu for role in roles if "reduction" in role.name for relu in _relus_after(plan, role.nodes)
        ],
    }
    for role in roles:
        if found := _relus_after(plan, role.nodes):
            yield {"where": role.name, "there": "there"}, without(plan.graph, found)
    for where, found in several.items():
        if len(found) > 1:
            yield {"where": where, "there": "after each"}, without(plan.graph, found)


@mistake()
def activation_otherwise(plan: Architecture) -> Ways:
    """The activation is {name}. {paper} use ReLU, max(0, x)."""
    relus = plan.of_kind("relu") if plain(plan) else []
    others: list[tuple[str, str, dict[str, Any]]] = [
        ("tanh", "ops.tanh", {}),
        ("the sigmoid", "ops.sigmoid", {}),
        ("ELU", "ops.elu", {}),
        ("LeakyReLU", "LeakyReLU", {"negative_slope": 0.3}),
        ("LeakyReLU", "LeakyReLU", {"negative_slope": 0.2}),
        ("LeakyReLU", "LeakyReLU", {"negative_slope": 0.1}),
    ]
    for name, kind, config in others if relus else ():
        yield {"name": name}, changed(plan.graph, relus, kind, **config)


@mistake()
def activation_too_many(plan: Architecture) -> Ways:
    """There is a ReLU {where}, where none belongs: what comes after it needs values below zero too."""
    for at in plan.of_kind("softmax") if plain(plan) else ():
        draft = Draft(plan.graph)
        draft.insert(draft.source(at), "relu", only=at)
        yield {"where": "before the softmax"}, draft


@mistake()
def kernel_otherwise(plan: Architecture) -> Ways:
    """The kernel of {where} is {size}×{size}; {right}×{right} is asked for."""
    for role in roles_of(plan, "Conv2D") if plain(plan) else ():
        right = plan.graph.nodes[role.nodes[0]].config["kernel_size"][0]
        for size in KERNELS:
            if size != right:
                draft = changed(plan.graph, role.nodes, kernel_size=[size, size])
                yield {"where": role.name, "size": size, "right": right}, draft
    sizes = [plan.graph.nodes[at].config["kernel_size"][0] for at in plan.of_kind("Conv2D")] if plain(plan) else []
    if len(sizes) > 2 and len(set(sizes[1:])) == 1:
        draft = changed(plan.graph, plan.of_kind("Conv2D")[1:], kernel_size=[sizes[0]] * 2)
        yield {"where": "each convolution after the first", "size": sizes[0], "right": sizes[1]}, draft


@mistake(common=True)
def padding_otherwise(plan: Architecture) -> Ways:
    """{where} has padding="{padding}". {why}"""
    if not plain(plan):
        return
    layers = roles_of(plan, "Conv2D") + roles_of(plan, *POOLS)
    convolutions, pools = plan.of_kind("Conv2D"), [at for kind in POOLS for at in plan.of_kind(kind)]
    whole = {"every convolution": convolutions, "every pooling": pools, "every layer": convolutions + pools}
    for role in [*layers, *(Role(name, tuple(nodes)) for name, nodes in whole.items())]:
        configs = {at: plan.graph.nodes[at].config for at in role.nodes}
        wide = [at for at, it in configs.items() if max(it.get("kernel_size") or it["pool_size"]) > 1]
        for padding in ("valid", "same"):
            if others := [at for at in wide if configs[at]["padding"] != padding]:
                why = "Keras' default loses the border: here the image keeps its size unless a stride makes it smaller."
                if len(others) < len(wide):
                    why = "Some should, some should not: compare the sizes in the table."
                elif padding == "same":
                    why = "None is asked for, so that the border is lost."
                if any(isinstance(configs[at]["padding"], list) for at in others):
                    why = "Zeros belong around the image before it: compare the sizes in the table."
                draft = changed(plan.graph, others, padding=padding)
                yield {"where": role.title, "padding": padding, "why": why}, draft


@mistake()
def stride_otherwise(plan: Architecture) -> Ways:
    """{where} has stride {stride}; {right} is asked for.{default}"""
    for role in roles_of(plan, "Conv2D") + roles_of(plan, *POOLS) if plain(plan) else ():
        config = plan.graph.nodes[role.nodes[0]].config
        right, size = config["strides"][0], (config.get("kernel_size") or config["pool_size"])[0]
        pool = "pool_size" in config
        for stride in ({1, 2, size} if pool else {1, 2, 4} if right > 1 else {2}) - {right}:
            default = " Keras strides a pooling by its size unless told otherwise." if pool and stride == size else ""
            words = {"where": role.title, "stride": stride, "right": right, "default": default}
            yield words, changed(plan.graph, role.nodes, strides=[stride, stride])
    strides = [plan.stride(at) for at in plan.of_kind("Conv2D")] if plain(plan) else []
    if len(strides) > 1 and strides[0] > 1 and set(strides[1:]) == {1}:
        words = {"where": "Each convolution", "stride": strides[0], "right": "1 after the first", "default": ""}
        yield words, changed(plan.graph, plan.of_kind("Conv2D")[1:], strides=[strides[0]] * 2)


@mistake()
def bias_missing(plan: Architecture) -> Ways:
    """{where} no bias. Only a convolution that batch normalisation follows does without one; here none does."""
    if not plain(plan):
        return
    for role in roles_of(plan, "Conv2D", "Dense"):
        if len(roles_of(plan, "Conv2D", "Dense")) > 1:
            yield {"where": f"{role.title} has"}, changed(plan.graph, role.nodes, use_bias=False)
    if every := plan.of_kind("Conv2D"):
        several = len(every) > 1
        words: dict[str, object] = {"where": "The convolutions have" if several else "The convolution has"}
        yield words, changed(plan.graph, every, use_bias=False)
        yield words, changed(plan.graph, [*every, *plan.of_kind("Dense")], use_bias=False)


@mistake()
def normalised(plan: Architecture) -> Ways:
    """There is batch normalisation {where}. {paper} have none: it came in 2015 (Ioffe and Szegedy)."""
    every = plan.of_kind("Conv2D") if plain(plan) and not plan.of_kind("BatchNormalization") else []
    for late in (False, True) if every else ():
        for bias in (True, False):
            draft = changed(plan.graph, () if bias else every, use_bias=False)
            for at in every:
                relu = plan.follower(at, "relu")
                draft.insert(Ref(relu if late and relu is not None else at), "BatchNormalization", NORMAL)
            yield {"where": "after the activations" if late else "after the convolutions"}, draft


@mistake()
def widths_swapped(plan: Architecture) -> Ways:
    """The filters of {first} and {second} are swapped: compare with the order in which they are given."""
    roles = roles_of(plan, "Conv2D") if plain(plan) else []
    for one, other in pairwise(roles):
        pairs = list(zip(one.nodes, other.nodes, strict=False))
        filters = [[plan.graph.nodes[at].config["filters"] for at in pair] for pair in pairs]
        if any(mine != theirs for mine, theirs in filters):
            draft = Draft(plan.graph)
            for (first, second), (mine, theirs) in zip(pairs, filters, strict=True):
                draft.change(first, filters=theirs)
                draft.change(second, filters=mine)
            yield {"first": one.name, "second": other.name}, draft


@mistake()
def width_otherwise(plan: Architecture) -> Ways:
    """{where} has {times} as many {units} as asked for."""
    for role in roles_of(plan, "Conv2D", "Dense") if plain(plan) else ():
        key = "filters" if "filters" in plan.graph.nodes[role.nodes[0]].config else "units"
        for factor, times in ((0.5, "half"), (2, "twice"), (0.25, "a quarter")):
            draft = Draft(plan.graph)
            for at in role.nodes:
                draft.change(at, **{key: max(1, int(plan.graph.nodes[at].config[key] * factor))})
            yield {"where": role.title, "times": times, "units": key}, draft


@mistake()
def layer_missing(plan: Architecture) -> Ways:
    """{where} is missing, or nothing reads its result. Compare with the table, layer by layer."""
    if not plain(plan):
        return
    layers = roles_of(plan, "Conv2D", "Dense") + roles_of(plan, *POOLS) + roles_of(plan, "Dropout")
    reductions = [at for role in layers if "reduction" in role.name for at in role.nodes]
    several = [Role("every reduction", tuple(reductions)), Role("dropout", tuple(plan.of_kind("Dropout")))]
    for role in layers + [it for it in several if len(it.nodes) > 1]:
        yield {"where": role.title}, without(plan.graph, [*role.nodes, *_relus_after(plan, role.nodes)])


@mistake()
def layer_twice(plan: Architecture) -> Ways:
    """There is one convolution too many, like {where}. Compare with the table, layer by layer."""
    for role in roles_of(plan, "Conv2D") if plain(plan) else ():
        draft = Draft(plan.graph)
        for at in role.nodes:
            config = plan.graph.nodes[at].config | {"strides": [1, 1]}
            relu = plan.follower(at, "relu")
            new = draft.insert(Ref(at if relu is None else relu), "Conv2D", config)
            draft.insert(new, "relu")
        yield {"where": role.name}, draft


@mistake()
def groups_otherwise(plan: Architecture) -> Ways:
    """{where} {what} groups. {paper} split it in {right}."""
    for role in roles_of(plan, "Conv2D") if plain(plan) else ():
        right = plan.graph.nodes[role.nodes[0]].config.get("groups", 1)
        if right > 1:
            yield {"where": role.title, "what": "has no", "right": right}, changed(plan.graph, role.nodes, groups=1)
    grouped = [at for at in plan.of_kind("Conv2D") if plan.graph.nodes[at].config.get("groups", 1) > 1]
    if plain(plan) and grouped:
        right = plan.graph.nodes[grouped[0]].config["groups"]
        words: dict[str, object] = {"where": "The convolutions", "what": "have no", "right": right}
        yield words, changed(plan.graph, grouped, groups=1)
        for role in roles_of(plan, "Conv2D"):
            if role.nodes[0] not in grouped:
                where = f"Besides those that should, {role.name}"
                draft = changed(plan.graph, role.nodes, groups=right)
                yield {"where": where, "what": f"has {right}", "right": "one piece"}, draft


@mistake()
def pooling_otherwise(plan: Architecture) -> Ways:
    """{where} {what}."""
    for role in roles_of(plan, *POOLS) if plain(plan) else ():
        node, where = plan.graph.nodes[role.nodes[0]], role.title
        other = POOLS[1 - POOLS.index(node.kind)]
        turned = Draft(plan.graph)
        for at in role.nodes:
            turned.change(at, other, **plan.graph.nodes[at].config)
        asked = "the maximum" if node.kind == "MaxPooling2D" else "the average"
        yield {"where": where, "what": f"takes the wrong statistic; {asked} is asked for"}, turned
        right = node.config["pool_size"][0]
        for size in {2, 3} - {right}:
            words: dict[str, object] = {"where": where, "what": f"looks at {size}×{size} instead of {right}×{right}"}
            yield words, changed(plan.graph, role.nodes, pool_size=[size, size])
    pools = [at for kind in POOLS for at in plan.of_kind(kind)] if plain(plan) else []
    sizes = {plan.graph.nodes[at].config["pool_size"][0] for at in pools}
    for size in {2, 3} - sizes if len(pools) > 1 and len(sizes) == 1 else ():
        words = {"where": "Every pooling", "what": f"looks at {size}×{size} instead of {max(sizes)}×{max(sizes)}"}
        yield words, changed(plan.graph, pools, pool_size=[size, size])


@mistake()
def dropout_rate(plan: Architecture) -> Ways:
    """{where} drops {rate:g} of its input; {right:g} is asked for.{keep}"""
    groups = [(role.name, role.nodes) for role in roles_of(plan, "Dropout")] if plain(plan) else []
    for name, nodes in [*groups, ("dropout", tuple(plan.of_kind("Dropout")))] if groups else ():
        right = plan.graph.nodes[nodes[0]].config["rate"]
        for rate in {0.2, 0.3, 0.4, 0.5, round(1 - right, 6)} - {right}:
            keep = " Keras asks for the share to drop, not the share to keep." if abs(rate + right - 1) < 1e-9 else ""
            words = {"where": name[0].upper() + name[1:], "rate": rate, "right": right, "keep": keep}
            yield words, changed(plan.graph, nodes, rate=rate)


@mistake()
def end_otherwise(plan: Architecture) -> Ways:
    """{what}"""
    if not plain(plan):
        return
    softmaxes = plan.of_kind("softmax")
    pools = plan.of_kind("GlobalAveragePooling2D")
    if softmaxes:
        words = "The output has no softmax: it is logits, not probabilities."
        yield {"what": words}, without(plan.graph, softmaxes)
        words = "The output is a sigmoid. Classes that exclude each other share one softmax."
        yield {"what": words}, changed(plan.graph, softmaxes, "ops.sigmoid")
        draft = Draft(plan.graph)
        for at in softmaxes:
            draft.insert(Ref(at), "softmax")
        yield {"what": "The output goes through a softmax twice."}, draft
        if pools and plan.follower(pools[-1], "softmax") is not None:
            draft = Draft(plan.graph)
            draft.insert(draft.source(pools[-1]), "softmax", only=pools[-1])
            draft.remove(softmaxes[-1])
            yield {"what": "The softmax is taken at every pixel. It comes last, after the mean over the image."}, draft
    for at in pools[-1:]:
        words = "Each channel is taken by its maximum over the image. Global average pooling takes the mean."
        yield {"what": words}, changed(plan.graph, [at], "GlobalMaxPooling2D", **plan.graph.nodes[at].config)
        words = "The features are flattened. Global average pooling leaves one number a channel."
        yield {"what": words}, changed(plan.graph, [at], "Flatten", data_format="channels_last")
        if softmaxes:
            config = {"units": _classes(plan, at), "use_bias": True}
            draft = Draft(plan.graph)
            draft.insert(Ref(at), "Dense", config)
            yield (
                {"what": "There is a dense layer after the global average pooling, which already ends in classes."},
                draft,
            )


def _classes(plan: Architecture, pool: int) -> int:
    convolutions = [at for at in plan.of_kind("Conv2D") if at < pool]
    return plan.graph.nodes[convolutions[-1]].config["filters"] if convolutions else 10
