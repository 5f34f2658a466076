"""Cells that define `double`, run as a submission's are, and what came of them."""

import json

from autograder.sandbox.engine import Engine
from autograder.schema.assignment import Case, Limits, Question
from autograder.schema.evidence import Raised, Returned, decode
from autograder.schema.job import Cell, Job, JobResult

DOUBLE = Question("double", "value", "Double", {"outputs": 1.0}, (Case("printed", "3", {"number": 3}),))
ANSWER = "def double(number):\n    return 2 * number\n"
SLEEP = "import time; time.sleep(3600)"
LIMITS = Limits(cell_s=60, wall_s=240)


def run(engine: Engine, *cells: str | Cell, limits: Limits = LIMITS, **settings) -> JobResult:
    """Run cells, and call `double(3)` after them."""
    named = [cell if isinstance(cell, Cell) else Cell("", cell) for cell in cells]
    result = engine.run(Job((*named, Cell("check_double", "", "double")), (DOUBLE,), limits, **settings))
    assert result.ending == "finished"
    return result


def answer(result: JobResult):
    """What the call returned; else why it did not."""
    if "double" in result.missing:
        return result.missing["double"].why
    seen = decode(result.evidence["double"]).observations["printed"]
    assert isinstance(seen, (Raised, Returned))
    return seen.value if isinstance(seen, Returned) else seen.message


def told(result: JobResult) -> str:
    """All texts that cells showed, line by line."""
    shown = [output for index in sorted(result.outputs) for output in json.loads(result.outputs[index])]
    texts = [it.get("text") or "".join(it.get("data", {}).values()) or f"{it['ename']}: {it['evalue']}" for it in shown]
    return "\n".join(texts)
