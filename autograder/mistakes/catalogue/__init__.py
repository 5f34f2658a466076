"""The known mistakes, by what they are made in: each function's docstring is what a student is told."""
