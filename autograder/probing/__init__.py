"""What a student's function is: it is called, and what it does is described. Runs beside the student's code.

Has no reference and no judge, and can't import them. May import `networks`, `keras_internals` and `schema`.
"""
