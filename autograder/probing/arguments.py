"""Makes the arguments that a case calls an answer with: declared ones, arrays that are drawn, models that are made."""

from typing import Any

from autograder.networks.randomness import integers, uniform
from autograder.networks.settings import course_settings
from autograder.probing.given_models import supplied_model
from autograder.schema.assignment import Case


@course_settings()
def arguments(case: Case, seed: int) -> dict[str, Any]:
    """A case's arguments by name, its arrays drawn."""
    return {name: draw(value, seed, f"{case.name}/{name}") for name, value in case.args.items()}


def draw(value: Any, seed: int, place: str) -> Any:
    """An argument as declared, or what it asks for (see `Case.args`), a function of seed and place."""
    if isinstance(value, dict) and "array" in value:
        return uniform(f"{seed}/{place}", tuple(value["array"]))
    if isinstance(value, dict) and "labels" in value:
        return integers(f"{seed}/{place}", tuple(value["labels"]), value["classes"])
    if isinstance(value, dict) and "between" in value:
        return float(uniform(f"{seed}/{place}", (1,), *value["between"])[0])
    if isinstance(value, dict) and "model" in value:
        return supplied_model({name: draw(it, seed, f"{place}/{name}") for name, it in value.items()})
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [dict(row) for row in value]  # a table, of rows of the answer's own
    if isinstance(value, list) and value and isinstance(value[0], list):
        return [tuple(item) for item in value]
    return tuple(value) if isinstance(value, list) else value
