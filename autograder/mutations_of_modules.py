"""The mistakes made with modules whose branches are concatenated: Inception modules, fire modules."""

from itertools import combinations, pairwise

from autograder.architecture import Architecture
from autograder.draft import Draft, changed
from autograder.graph import Ref
from autograder.mutations import Ways, mistake
from autograder.roles import POOLS, branch_name, modules_of, squeeze_of


@mistake(common=True)
def branch_order(plan: Architecture) -> Ways:
    """The branches are concatenated in another order: the {first} and the {second} have changed places. The order of
    channels is part of what is asked."""
    modules = modules_of(plan)
    for one, other in combinations(range(len(modules[0].branches)), 2) if modules else ():
        draft = Draft(plan.graph)
        for block in modules:
            ends = list(plan.graph.nodes[block.join].inputs)
            ends[one], ends[other] = ends[other], ends[one]
            draft.reorder(block.join, ends)
        names = [branch_name(plan, modules[0].branches[at]) for at in (one, other)]
        yield {"first": names[0], "second": names[1]}, draft


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
    """The {which} starts from the result of another branch: probably x was overwritten on the way. All branches read
    what the module was given."""
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
            yield {"which": branch_name(plan, modules[0].branches[at])}, draft
    for block in modules[:1]:  # each from the one before it
        draft = Draft(plan.graph)
        for it in modules:
            for earlier, later in pairwise(range(len(it.branches))):
                draft.redirect(it.entry, plan.graph.nodes[it.join].inputs[earlier], [it.branches[later][0]])
                draft.touched.add(it.branches[later][0])
        yield {"which": branch_name(plan, block.branches[1])}, draft


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
    """One module too few: number {at} of {count} is missing. Count the rows of the table."""
    modules = modules_of(plan)
    for at, block in enumerate(modules if len(modules) > 2 else [], start=1):
        draft = Draft(plan.graph)
        draft.redirect(Ref(block.join), block.entry)
        draft.touched |= set(draft.readers(block.entry))
        yield {"at": at, "count": len(modules)}, draft


@mistake()
def expansion_past_squeeze(plan: Architecture) -> Ways:
    """The {which} reads what the module was given, not what its first convolution has squeezed."""
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
def outputs_reordered(plan: Architecture) -> Ways:
    """The outputs come in another order: the main classifier is the first, then the heads from the input on."""
    count = len(plan.graph.outputs)
    for order in ([*range(1, count), 0], list(range(count))[::-1], [0, *range(1, count)[::-1]]) if count > 1 else ():
        draft = Draft(plan.graph)
        draft.outputs([plan.graph.outputs[at] for at in order])
        yield {}, draft


@mistake()
def head_elsewhere(plan: Architecture) -> Ways:
    """The {which} auxiliary head reads the module {where} the one it should. Szegedy et al. (2014, sec. 5) put them
    after (4a) and (4d)."""
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
                yield {"which": ("first", "second")[min(position, 1)], "where": where}, draft
