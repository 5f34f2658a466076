"""Takes memory without end.

only in a sandbox
"""

held = []
while True:
    held.append(bytearray(b"x" * 2**24))
