"""How far apart the numbers of equal answers may lie: every limit that a comparison uses, and what it was derived from.

`autograder spread` runs every network of the references in float32 on a device, with several seeds, and compares with
float64; and it puts the known mistakes into the solutions and finds the one whose numbers differ least. Its results are
in data/spread.json, as tables in data/spread.md, and tests/instructor/test_spread.py holds the limits against them.
Each lies about halfway, on a scale of ratios, between rounding and the nearest mistake.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tolerance:
    """The largest differences, relative to the outputs' spread over the batch, that still count as rounding.

    Attributes:
        together: Of two networks run on one device in one go, as the judge does.
        recorded: Of a network run here and numbers recorded on another device or backend, as `check` compares.
    """

    together: float
    recorded: float


_DEEP = Tolerance(2e-3, 3e-3)
NETWORKS = {"block": Tolerance(2e-4, 3e-4), "network": _DEEP, "trained": _DEEP}  # by kind of question
VALUES = 1e-3  # of numbers that formulas give, relative to their size; whole numbers are compared exactly
ALIKE = 1e-3  # of a wrong answer's numbers, condensed and recorded, and those of the mistake that it is told
