"""What a student uses: `check` in the notebook, hints, progress, `watch`, handing in.

Knows nothing of grading a class. `check` needs Keras and NumPy alone. May import `mistakes`, `sandbox` and what is
below.
"""
