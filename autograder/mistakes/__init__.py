"""Why an answer is wrong: the known mistakes, how they are made, how they are recognised, what they are told.

`assessment` is the door: it has an answer judged, then explains. May import `judging`, `probing` and what is below.
"""
