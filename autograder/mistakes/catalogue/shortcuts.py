"""The mistakes made with the shortcut of a residual block and with what joins it to the main path.

In a network each is made in every block alike, as students write a block once and call it.
"""

from itertools import product

from autograder.mistakes.architecture import Architecture, Block
from autograder.mistakes.declaring import NORMAL, ORDINALS, Ways, mistake
from autograder.networks.draft import Draft, changed
from autograder.networks.graph import Ref

JOINS = {
    "ops.multiply": "multiplied",
    "ops.maximum": "compared by their maximum",
    "Average": "averaged",
    "Concatenate": "concatenated",
}


@mistake(common=True)
def no_shortcut(plan: Architecture) -> Ways:
    """Nothing is added: the shortcut is missing, so this is a plain network. The shortcut is what makes it residual (He
    et al. 2015, Fig. 2)."""
    if plan.residual:
        draft = Draft(plan.graph)
        for block in plan.residual:
            draft.redirect(Ref(block.join), Ref(block.main[-1]))
            draft.touched.add(block.main[-1])
        yield {}, draft


@mistake()
def needless_projection(plan: Architecture) -> Ways:
    """The shortcut has a 1×1 convolution where the identity would do. He et al. (2015, option B) project only where the
    shape changes."""
    for bare in (False, True):
        draft, found = Draft(plan.graph), False
        for block in plan.residual:
            if block.shortcut or not plan.of_kind("Conv2D", block.main):
                continue
            last = plan.of_kind("Conv2D", block.main)[-1]
            start = draft.insert(
                block.entry,
                "Conv2D",
                plan.graph.nodes[last].config | {"kernel_size": [1, 1], "strides": [1, 1], "padding": "same"},
                only=block.join,
            )
            if not bare:
                draft.insert(start, "BatchNormalization", NORMAL)
            found = True
        if found:
            yield {}, draft


@mistake()
def shortcut_taken_late(plan: Architecture) -> Ways:
    """The shortcut starts after the {which} convolution instead of at the block's input: probably x was overwritten on
    the way. What is added has to be the x that came in (He et al. 2015, Fig. 2)."""
    strided = [at for block in plan.residual for at in plan.of_kind("Conv2D", block.shortcut) if plan.stride(at) > 1]
    for place, part in product(plan.places, ("relu", "normalisation", "convolution")):
        for plain in (False, True) if strided else (False,):  # the image is smaller there: no need to stride again
            draft = changed(plan.graph, strided if plain else (), strides=[1, 1])
            for block in plan.residual:
                at = getattr(plan.units(block.main)[place], part)
                if at is not None:
                    reader = block.shortcut[0] if block.shortcut else block.join
                    draft.redirect(block.entry, Ref(at), [reader])
                    draft.touched.add(reader)
            yield {"which": ORDINALS[place]}, draft


@mistake()
def main_path_from_shortcut(plan: Architecture) -> Ways:
    """The main path starts from the projected shortcut instead of the block's input: probably x was overwritten by the
    projection. Both paths begin at the x that came in (He et al. 2015, Fig. 2)."""
    blocks = [block for block in plan.residual if block.shortcut and block.main]
    starts = [block.main[0] for block in blocks]
    for strided in (False, True) if blocks else ():
        draft = changed(plan.graph, () if strided else starts, strides=[1, 1])
        for block in blocks:
            draft.redirect(block.entry, Ref(block.shortcut[-1]), [block.main[0]])
            draft.touched.add(block.main[0])
        yield {}, draft


@mistake()
def added_to_itself(plan: Architecture) -> Ways:
    """The main path is added to itself, not to the shortcut. What is added has to be the x that came in (He et al.
    2015, Fig. 2)."""
    if plan.residual:
        draft = Draft(plan.graph)
        for block in plan.residual:
            end = Ref(block.shortcut[-1]) if block.shortcut else block.entry
            draft.redirect(end, Ref(block.main[-1]), [block.join])
            draft.touched.add(block.join)
        yield {}, draft


@mistake()
def joined_otherwise(plan: Architecture) -> Ways:
    """The two paths are {how}. In a residual block they are added: F(x) + x (He et al. 2015, eq. 1)."""
    for kind, how in JOINS.items() if plan.residual else ():
        for turned in (False, True) if kind == "Concatenate" else (False,):
            draft = Draft(plan.graph)
            for block in plan.residual:
                draft.change(block.join, kind, **({"axis": -1} if kind == "Concatenate" else {}))
                if turned:
                    _turn(draft, block)
            yield {"how": how}, draft
    for turned in (False, True) if plan.residual else ():
        draft = Draft(plan.graph)
        for block in plan.residual:
            draft.change(block.join, "ops.subtract")
            if turned:
                _turn(draft, block)
        yield {"how": "subtracted"}, draft


def _turn(draft: Draft, block: Block) -> None:
    first, second = draft[block.join].inputs
    draft.redirect(first, Ref(-1), [block.join])
    draft.redirect(second, first, [block.join])
    draft.redirect(Ref(-1), second, [block.join])


@mistake()
def pooled_shortcut(plan: Architecture) -> Ways:
    """The shortcut is pooled before its 1×1 convolution instead of strided. He et al. (2015) project with a 1×1
    convolution that strides (pooling first is ResNet-D, He et al. 2019)."""
    starts = [at for block in plan.residual if (at := plan.first_convolution(block.shortcut)) is not None]
    starts = [at for at in starts if plan.stride(at) > 1]
    for kind in ("AveragePooling2D", "MaxPooling2D") if starts else ():
        draft = Draft(plan.graph)
        for at in starts:
            sides = [plan.stride(at)] * 2
            config = {"pool_size": sides, "strides": sides, "padding": "valid", "data_format": "channels_last"}
            draft.insert(draft.source(at), kind, config, only=at)
            draft.change(at, strides=[1, 1])
        yield {}, draft


@mistake()
def pooled_instead_of_strided(plan: Architecture) -> Ways:
    """The image is made smaller by pooling, not by the convolutions' stride. In He et al. (2015, sec. 3.3) the first
    convolution of a block and the projection on its shortcut stride."""
    starts = [at for block in plan.residual for path in block.branches for at in plan.of_kind("Conv2D", path)]
    starts = [at for at in starts if plan.stride(at) > 1]
    for kind, early, size in product(("MaxPooling2D", "AveragePooling2D"), (True, False), (2, 3)) if starts else ():
        draft = changed(plan.graph, starts, strides=[1, 1])
        for at in starts:
            config = {"pool_size": [size] * 2, "strides": [plan.stride(at)] * 2, "data_format": "channels_last"}
            unit = next(
                it
                for block in plan.residual
                for path in block.branches
                for it in plan.units(path)
                if it.convolution == at
            )
            last = next(it for it in (unit.relu, unit.normalisation, at) if it is not None)
            place, reader = (draft.source(at), at) if early else (Ref(last), None)
            draft.insert(place, kind, config | {"padding": "valid" if size == 2 else "same"}, only=reader)
        yield {}, draft
