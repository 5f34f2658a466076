"""Lets `nbgrader zip_collect` know the downloads that `autograder collect` knows; `nbgrader_config.py` names it.

nbgrader moves on what was extracted, so whose it is is told apart while extracting: a folder for each student.
"""

from pathlib import Path

from nbgrader.plugins import ExtractorPlugin

from autograder.instructor.collecting.collect import extract
from autograder.instructor.collecting.layouts import attempt_of
from autograder.schema.course import Course


class Extractor(ExtractorPlugin):
    """Extracts the zips of a folder into `<student>/<file>`, the newest of each; what is not taken is logged."""

    def extract(self, archive_path: str, extracted_path: str) -> None:
        course = Course(Path(self.parent.coursedir.root))
        found = [path for path in Path(archive_path).rglob("*") if path.is_file() and path.suffix.lower() == ".zip"]
        found.sort(key=lambda path: (attempt_of(path.name, ())[1], path.stat().st_mtime_ns))
        for sentence in extract(found, course, self.parent.coursedir.assignment_id, Path(extracted_path)):
            self.log.warning("Not extracted: %s", sentence)
