"""What a person types: each command parses, calls the room that does the work, and shows what came of it.

Nobody imports this room. Commands import late, so that `--help` answers at once.
"""
