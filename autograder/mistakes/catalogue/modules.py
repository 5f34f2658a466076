"""The mistakes made with modules whose branches are concatenated, Inception and fire modules, and with what comes after
the convolutions: dropout, classifiers, auxiliary heads."""

from itertools import combinations, pairwise

from autograder.mistakes.architecture import Architecture
from autograder.mistakes.declaring import Ways, mistake
from autograder.mistakes.roles import POOLS, branch_name, modules_of, plain, squeeze_of
from autograder.networks.draft import Draft, changed
from autograder.networks.graph import Ref


@mistake(common=True)
def branch_order(plan: Architecture) -> Ways:
    """The branches are concatenated in another order: {what}. The order of channels is part of what is asked."""
    modules = modules_of(plan)
    for one, other in combinations(range(len(modules[0].branches)), 2) if modules else ():
        draft = Draft(plan.graph)
        for block in modules:
            ends = list(plan.graph.nodes[block.join].inputs)
            ends[one], ends[other] = ends[other], ends[one]
            draft.reorder(block.join, ends)
        names = [branch_name(plan, modules[0].branches[at]) for at in (one, other)]
        yield {"what": f"the {names[0]} and the {names[1]} have changed places"}, draft
    count = len(modules[0].branches) if modules else 0
    orders = {-1: (count - 1, *range(count - 1)), 0: (*range(1, count), 0)} if count > 2 else {}
    for moved, order in orders.items():
        draft = Draft(plan.graph)
        for block in modules:
            draft.reorder(block.join, [plan.graph.nodes[block.join].inputs[at] for at in order])
        where = "last" if moved == 0 else "first"
        yield {"what": f"the {branch_name(plan, modules[0].branches[moved])} comes {where}"}, draft


@mistake()
def branches_joined_otherwise(plan: Architecture) -> Ways:
    """The branches are {how}. In a module they are concatenated along the channels, the last axis."""
    joins = [block.join for block in modules_of(plan)]
    if joins:
        yield {"how": "added"}, changed(plan.graph, joins, "Add")
        for axis, name in ((1, "height"), (2, "width")):
            yield {"how": f"concatenated along the {name}"}, changed(plan.graph, joins, "Concatenate", axis=axis)


@mistake()
def branch_missing(plan: Architecture) -> Ways:
    """The {which} is not in the result. Count the branches in the drawing of the module."""
    modules = modules_of(plan)
    for at in range(len(modules[0].branches)) if modules and len(modules[0].branches) > 2 else ():
        draft = Draft(plan.graph)
        for block in modules:
            ends = list(plan.graph.nodes[block.join].inputs)
            draft.reorder(block.join, ends[:at] + ends[at + 1 :])
        yield {"which": branch_name(plan, modules[0].branches[at])}, draft


@mistake()
def branch_chained(plan: Architecture) -> Ways:
    """{which} from the result of another branch: probably x was overwritten on the way. All branches read what the
    module was given."""
    modules = modules_of(plan)
    for source in range(len(modules[0].branches)) if modules else ():
        for at in range(len(modules[0].branches)):
            if at == source or not all(block.branches[at] for block in modules):
                continue
            draft = Draft(plan.graph)
            for block in modules:
                end = plan.graph.nodes[block.join].inputs[source]
                draft.redirect(block.entry, end, [block.branches[at][0]])
                draft.touched.add(block.branches[at][0])
            yield {"which": f"The {branch_name(plan, modules[0].branches[at])} starts"}, draft
    if modules:  # each from the one before it
        draft = Draft(plan.graph)
        for it in modules:
            for earlier, later in pairwise(range(len(it.branches))):
                draft.redirect(it.entry, plan.graph.nodes[it.join].inputs[earlier], [it.branches[later][0]])
                draft.touched.add(it.branches[later][0])
        two = len(modules[0].branches) == 2
        which = f"The {branch_name(plan, modules[0].branches[1])} starts" if two else "Each branch but the first starts"
        yield {"which": which}, draft


@mistake()
def reduction_after(plan: Architecture) -> Ways:
    """The {which} reduces after its large convolution instead of before it, so that this one sees all channels and
    costs as much as without. The 1×1 convolution comes first."""
    modules = modules_of(plan)
    for at in range(len(modules[0].branches)) if modules else ():
        for widths_too in (False, True):
            draft = Draft(plan.graph)
            for block in modules:
                units = plan.of_kind("Conv2D", block.branches[at])
                if len(units) == 2:
                    first, second = (plan.graph.nodes[it].config for it in units)
                    keys = ("kernel_size", "filters") if widths_too else ("kernel_size",)
                    draft.change(units[0], **{key: second[key] for key in keys})
                    draft.change(units[1], **{key: first[key] for key in keys})
            if draft.touched:
                yield {"which": branch_name(plan, modules[0].branches[at])}, draft


@mistake()
def projection_before_pooling(plan: Architecture) -> Ways:
    """The pooling branch projects before it pools. Szegedy et al. (2014, Fig. 2b) pool first, then project with a 1×1
    convolution."""
    draft = Draft(plan.graph)
    for block in modules_of(plan):
        for branch in block.branches:
            if plan.graph.nodes[branch[0]].kind in POOLS and len(branch) > 1:
                config = plan.graph.nodes[branch[0]].config
                draft.insert(Ref(branch[-1]), plan.graph.nodes[branch[0]].kind, config)
                draft.remove(branch[0])
    if draft.removed:
        yield {}, draft


@mistake()
def module_missing(plan: Architecture) -> Ways:
    """One module too few: number {at} of {count}, or one just like it, is missing. Count the rows of the table."""
    modules = modules_of(plan)
    for at, block in enumerate(modules if len(modules) > 2 else [], start=1):
        draft = Draft(plan.graph)
        squeeze = squeeze_of(plan, block)
        entry = block.entry if squeeze is None else plan.graph.nodes[squeeze].inputs[0]
        draft.redirect(Ref(block.join), entry)
        draft.touched |= set(draft.readers(entry))
        yield {"at": at, "count": len(modules)}, draft


@mistake()
def expansion_past_squeeze(plan: Architecture) -> Ways:
    """The {which} reads what the module was given, not what its first convolution has squeezed. In the drawing both
    expansions start from the squeezed channels."""
    modules = modules_of(plan)
    for at in range(len(modules[0].branches)) if modules else ():
        draft = Draft(plan.graph)
        for block in modules:
            squeeze = squeeze_of(plan, block)
            if squeeze is not None and block.branches[at]:
                draft.redirect(block.entry, plan.graph.nodes[squeeze].inputs[0], [block.branches[at][0]])
                draft.touched.add(block.branches[at][0])
        if draft.touched:
            yield {"which": branch_name(plan, modules[0].branches[at])}, draft


@mistake()
def expansion_halved(plan: Architecture) -> Ways:
    """The branches make half as many channels each as asked for. The number is that of each, not of both together."""
    draft = Draft(plan.graph)
    for block in modules_of(plan):
        if squeeze_of(plan, block) is not None:
            for branch in block.branches:
                for at in plan.of_kind("Conv2D", branch)[-1:]:
                    draft.change(at, filters=max(1, plan.graph.nodes[at].config["filters"] // 2))
    if draft.touched:
        yield {}, draft


@mistake()
def activation_after_join(plan: Architecture) -> Ways:
    """The ReLU comes after the concatenation, for all branches at once. Each convolution has its own, before
    it{pool}."""
    draft, pool = Draft(plan.graph), ""
    for block in modules_of(plan):
        ends = [branch[-1] for branch in block.branches if branch and plan.graph.nodes[branch[-1]].kind == "relu"]
        for at in ends:
            draft.remove(at)
        if ends:
            draft.insert(Ref(block.join), "relu")
            pool = "" if len(ends) == len(block.branches) else "; what was only pooled has none"
    if draft.removed:
        yield {"pool": pool}, draft


@mistake()
def pooling_after_convolution(plan: Architecture) -> Ways:
    """The convolution comes before the {pool}. It is the other way round: first the pooling, then the convolution on
    what is left."""
    for at in plan.of_kind("AveragePooling2D"):
        convolution = plan.follower(at, "Conv2D")
        relu = None if convolution is None else plan.follower(convolution, "relu")
        if relu is not None:
            draft = Draft(plan.graph)
            draft.insert(Ref(relu), "AveragePooling2D", plan.graph.nodes[at].config)
            draft.remove(at)
            yield {"pool": "average pooling"}, draft


@mistake()
def dropout_elsewhere(plan: Architecture) -> Ways:
    """Dropout is in another place: {where}. Compare with the table, layer by layer."""
    moves: dict[int, int] = {}
    for at in plan.of_kind("Dropout") if plain(plan) else ():
        source = plan.graph.nodes[at].inputs[0].node
        while plan.graph.nodes[source].kind in ("relu", "Flatten"):
            source = plan.graph.nodes[source].inputs[0].node
        moves[at] = source
    draft = Draft(plan.graph)
    for at, source in moves.items():
        if plan.graph.nodes[source].kind in ("Conv2D", "Dense"):
            draft.insert(draft.source(source), "Dropout", plan.graph.nodes[at].config, only=source)
            draft.remove(at)
    if draft.removed:
        yield {"where": "before a layer that it should follow"}, draft
    late = Draft(plan.graph)
    for at in moves:
        reader = next(iter(late.readers(Ref(at))), at)
        if plan.graph.nodes[reader].kind in ("Conv2D", "Dense"):
            relu = plan.follower(reader, "relu")
            late.insert(Ref(reader if relu is None else relu), "Dropout", plan.graph.nodes[at].config)
            late.remove(at)
    if late.removed:
        yield {"where": "after a layer that it should precede"}, late


@mistake()
def classes_written_in(plan: Architecture) -> Ways:
    """{where} makes {count} classes; {right} are asked for."""
    ends = [at for at in plan.of_kind("Dense") if plan.follower(at, "softmax") is not None] if plain(plan) else []
    if not ends and plain(plan) and plan.of_kind("softmax"):
        ends = plan.of_kind("Conv2D")[-1:]
    key = "filters" if ends and plan.graph.nodes[ends[0]].kind == "Conv2D" else "units"
    for count in (10, 1000) if ends else ():
        right = plan.graph.nodes[ends[0]].config[key]
        for nodes in (ends, ends[-1:]) if count != right else ():
            yield (
                {"where": "The classifier", "count": count, "right": right},
                changed(plan.graph, nodes, **{key: count}),
            )


@mistake()
def outputs_reordered(plan: Architecture) -> Ways:
    """The outputs are in the wrong order. The main classifier comes first, then the heads from the input on."""
    count = len(plan.graph.outputs)
    for order in ([*range(1, count), 0], list(range(count))[::-1], [0, *range(1, count)[::-1]]) if count > 1 else ():
        draft = Draft(plan.graph)
        draft.outputs([plan.graph.outputs[at] for at in order])
        yield {}, draft


@mistake()
def head_elsewhere(plan: Architecture) -> Ways:
    """{which} {where}. Szegedy et al. (2014, sec. 5) put them after (4a) and (4d)."""
    modules = modules_of(plan)
    ends = [block.join for block in modules]
    heads = [at for at in plan.of_kind("AveragePooling2D") if plan.graph.nodes[at].inputs[0].node in ends]
    for position, at in enumerate(heads) if len(plan.graph.outputs) > 1 else ():
        here = ends.index(plan.graph.nodes[at].inputs[0].node)
        for there, where in ((here - 1, "before"), (here + 1, "after")):
            if 0 <= there < len(ends):
                draft = Draft(plan.graph)
                draft.redirect(Ref(ends[here]), Ref(ends[there]), [at])
                draft.touched.add(at)
                which = f"The {('first', 'second')[min(position, 1)]} auxiliary head reads the module"
                yield {"which": which, "where": f"{where} the right one"}, draft
    for step, where in ((-1, "before"), (1, "after")) if len(plan.graph.outputs) > 1 and len(heads) > 1 else ():
        draft = Draft(plan.graph)
        for at in heads:
            here = ends.index(plan.graph.nodes[at].inputs[0].node)
            if 0 <= here + step < len(ends):
                draft.redirect(Ref(ends[here]), Ref(ends[here + step]), [at])
                draft.touched.add(at)
        yield {"which": "The auxiliary heads read the modules", "where": f"{where} the right ones"}, draft
