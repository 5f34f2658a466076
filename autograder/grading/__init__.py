"""A class into nbgrader's gradebook: submissions are read, run, assessed and saved, and what is done is kept.

Imports `sandbox`, `mistakes` and what is below.
"""
