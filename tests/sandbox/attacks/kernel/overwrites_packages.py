"""Opens the grader, Keras, the interpreter and the kernel's view of itself for writing."""

import os
import sys

import keras

import autograder

for module in (autograder, keras, os):
    try:
        os.close(os.open(module.__file__, os.O_WRONLY))
        print("BRE" + "ACH: could overwrite", module.__file__)
    except OSError:
        pass
    folder = os.path.dirname(module.__file__)
    if os.access(folder, os.W_OK):
        print("BRE" + "ACH: could write to", folder)
for path in (sys.executable, "/usr/bin/env", "/proc/1/exe", *sys.path[1:], "/usr/lib", "/usr", "/"):
    if os.access(path, os.W_OK):
        print("BRE" + "ACH: could write to", path)
