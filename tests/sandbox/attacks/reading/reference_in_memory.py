"""Searches frames and every object for the reference, the judge and the answers of others."""

import gc
import sys

wanted = ("OfficialReference", "GraphAnswer", "Gradebook", "Graded", "Submission", "WarmProcess", "Engine")
found = {type(thing).__name__ for thing in gc.get_objects()} & set(wanted)
modules = {name for name in sys.modules if name.startswith(("nbgrader", "autograder.grading", "autograder.instructor"))}
texts = [thing for thing in gc.get_objects() if isinstance(thing, dict) and "GRADER_SECRET" in thing]
if found or modules or texts:
    print("BRE" + "ACH: the grader is in this process", found, modules, texts[:1])
