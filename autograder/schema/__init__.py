"""Plain data that everybody speaks: what a course declares, what a job holds, what an answer was seen to do.

No Keras here: these records cross between processes, and commands that only read them start at once. Imports nothing
of the other rooms, only what stands beside them: `errors`, `text`, `paths`, `digests`, `atomic_write`, `startup`.
"""
