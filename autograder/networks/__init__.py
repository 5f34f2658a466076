"""What a network is, whoever wrote it: its graph in one canonical form, its size, a run of it, a picture of it.

Knows nothing of students, references or points. May import `keras_internals` and `schema`.
"""
