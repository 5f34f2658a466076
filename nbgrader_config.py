"""nbgrader's settings for this course: its folders, and our steps in the place of its own."""

from autograder.grading.autograde import guard_nbgrader

guard_nbgrader()  # a student's folder: no links followed, no file copied, no timestamp.txt believed
c = get_config()

c.CourseDirectory.course_id = "going-deeper"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "assignments"
# Everything beside a notebook is copied into a release, except what students must not have.
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints", "*.pyc", "__pycache__", ".pytest_cache", ".*", "*.py", "*.toml", "handed_in",
]  # fmt: skip

# Who says when a submission came: the collector, not the timestamp.txt in it.
c.ExchangeFactory.collect = "autograder.grading.collect.Collect"

# `nbgrader zip_collect` takes what `autograder collect` takes: Canvas', Moodle's and `submit`'s zips in downloaded/.
c.ZipCollectApp.extractor_plugin = "autograder.instructor.collecting.zip_collect.Extractor"
c.FileNameCollectorPlugin.named_regexp = r".*?/downloaded/[^/]+/extracted/(?P<student_id>[^/]+)/(?P<file_id>.+)$"
c.FileNameCollectorPlugin.valid_ext = [".ipynb", ".h5", ".zip", ".py"]

# Pages with students' text in them run nothing: formgrader through the filter, feedback through the exporter as well.
c.HTMLExporter.filters = {
    "markdown2html": "autograder.grading.page_filters.markdown",
    "highlight_code": "autograder.grading.page_filters.code",
}
c.GenerateFeedback.exporter_class = "autograder.grading.pages.FeedbackExporter"

# Where there is no sandbox, nothing is graded. For code that you trust: c.Grade.sandbox = "none"

# The submission is read, run in the engine and judged; nbgrader's own Execute would believe its outputs.
c.Autograde.exporter_class = "autograder.grading.nbgrader_plugin.SubmissionExporter"
c.Autograde.autograde_preprocessors = [
    "autograder.grading.nbgrader_plugin.Grade",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "autograder.grading.nbgrader_plugin.MarkForReview",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
