"""Where student code runs: inside bubblewrap, in a fork of a warm process, within limits; here or on Dask's workers.

`engine` is the door: a job goes in, what came of it comes out. Has no reference and no judge, and can't import them.
May import `probing` and what is below.
"""
