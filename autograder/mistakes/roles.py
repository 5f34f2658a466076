"""Names the layers of a network without shortcuts by the role that a sentence can call them by.

What students write once and call often, a module, plays one role wherever it stands: "the reduction of the 5×5
branch". Everything else is counted: "the second max pooling". Mistakes of `catalogue.stacks` and `catalogue.modules`
say it.
"""

from dataclasses import dataclass

from autograder.mistakes.architecture import Architecture, Block

COUNTED = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
POOLS = ("MaxPooling2D", "AveragePooling2D")
NAMES = {
    "Conv2D": "convolution",
    "MaxPooling2D": "max pooling",
    "AveragePooling2D": "average pooling",
    "Dense": "dense layer",
    "Dropout": "dropout",
}


@dataclass(frozen=True, slots=True)
class Role:
    """Nodes that one slip changes together, and what a sentence calls them."""

    name: str
    nodes: tuple[int, ...]

    @property
    def title(self) -> str:
        """Its name at the beginning of a sentence."""
        return self.name[0].upper() + self.name[1:]


def modules_of(plan: Architecture) -> list[Block]:
    """The blocks whose branches are concatenated: Inception modules, fire modules."""
    return [block for block in plan.blocks if plan.graph.nodes[block.join].kind in ("Concatenate", "ops.concatenate")]


def plain(plan: Architecture) -> bool:
    """Whether the network has no shortcuts: others have mistakes of their own."""
    return not plan.residual


def squeeze_of(plan: Architecture, block: Block) -> int | None:
    """The convolution whose activation all branches of a module read: that of a fire module."""
    entry = plan.graph.nodes[block.entry.node]
    at = entry.inputs[0].node if entry.kind == "relu" else -1
    return at if at >= 0 and plan.graph.nodes[at].kind == "Conv2D" else None


def branch_name(plan: Architecture, branch: tuple[int, ...]) -> str:
    """What a branch of a module is called: by its pooling, or by the kernel of its last convolution."""
    if any(plan.graph.nodes[at].kind in POOLS for at in branch):
        return "pooling branch"
    sizes = [plan.graph.nodes[at].config["kernel_size"] for at in plan.of_kind("Conv2D", branch)]
    return f"{sizes[-1][0]}×{sizes[-1][1]} branch" if sizes else "empty branch"


def roles_of(plan: Architecture, *kinds: str) -> list[Role]:
    """The roles of all layers of these kinds.

    Args:
        plan: A network.
        kinds: Kinds of nodes. Each is counted for itself, but poolings of both kinds together.
    """
    found: dict[str, list[int]] = {}
    inside: set[int] = set()
    for block in modules_of(plan):
        for branch in block.branches:
            mine = [at for at in branch if plan.graph.nodes[at].kind in kinds]
            inside.update(branch)
            for position, at in enumerate(mine):
                found.setdefault(_in_branch(plan, branch, position, len(mine), at), []).append(at)
    squeezes = {at for block in modules_of(plan) if (at := squeeze_of(plan, block)) is not None}
    if "Conv2D" in kinds and squeezes:
        found["the squeeze convolution"] = sorted(squeezes)
        inside |= squeezes
    every = [at for at, node in enumerate(plan.graph.nodes) if node.kind in kinds]
    outside: dict[str, list[int]] = {}
    for at in every:
        if at not in inside:
            outside.setdefault(NAMES[plan.graph.nodes[at].kind], []).append(at)
    if len(outside) > 1 and set(kinds) == set(POOLS):
        outside = {"pooling": [at for at in every if at not in inside]}
    for name, nodes in outside.items():
        alike = [at for at in every if at in inside and NAMES[plan.graph.nodes[at].kind] == name]
        for position, at in enumerate(nodes):
            found[_counted(name, position, len(nodes), [other < at for other in alike])] = [at]
    return [Role(name, tuple(nodes)) for name, nodes in found.items()]


def _in_branch(plan: Architecture, branch: tuple[int, ...], position: int, count: int, at: int) -> str:
    name = NAMES[plan.graph.nodes[at].kind]
    if name == "convolution" and count > 1:
        name = "reduction" if position == 0 else "last convolution"
    return f"the {name} of the {branch_name(plan, branch)}"


def _counted(name: str, position: int, count: int, before: list[bool]) -> str:
    """What a layer outside the modules is called. `before` says of each like it inside whether it comes earlier."""
    if any(before):
        if all(before) and position == count - 1:
            return f"the last {name}"
        name = f"{name} outside the modules"
    elif count == 1 and not before:
        return f"the {name}"
    return f"the {COUNTED[position]} {name}" if position < len(COUNTED) else f"{name} {position + 1}"
