"""A cell's name and settings are read alike off what nbformat reads and what JSON is; what is no cell is refused."""

import nbformat
import pytest

from autograder.schema.cells import grade_id, nbgrader_settings

KNOWN = {"cell_type": "code", "source": "", "metadata": {"nbgrader": {"grade_id": "resnet", "grade": True}}}
UNKNOWN = {"cell_type": "code", "source": "", "metadata": {"tags": ["experiment"]}}
NO_CELLS = [{}, {"metadata": []}, {"metadata": {"nbgrader": "resnet"}}, {"metadata": {"nbgrader": None}}, "cell", None]


@pytest.mark.parametrize("read", [dict, nbformat.from_dict])
def test_cell_is_known_by_its_name(read) -> None:
    assert (grade_id(read(KNOWN)), nbgrader_settings(read(KNOWN))["grade"]) == ("resnet", True)
    assert (grade_id(read(UNKNOWN)), nbgrader_settings(read(UNKNOWN))) == ("", {})


@pytest.mark.parametrize("malformed", NO_CELLS, ids=str)
def test_what_is_no_cell_is_refused_as_readers_expect(malformed) -> None:
    with pytest.raises((KeyError, TypeError, AttributeError)):
        grade_id(malformed)
