"""The one reader: from the bytes that somebody handed in to which code stands for which question.

`grade`, nbgrader's own `autograde`, `judge`, `check FILE`, `submit`, `watch` and what grades in other systems all read
through `submission.read`. Nothing that is read here is run here.
"""
