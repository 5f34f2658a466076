"""What an instructor uses around grading: making the course, reading its results, sending them elsewhere.

May import `grading` and what is below; `student` is a stranger.
"""
