"""Opens files without end.

only in a sandbox
"""

import os

held = []
try:
    while len(held) < 5000:
        held.append(os.open("/dev/null", os.O_RDONLY))
except OSError:
    pass
if len(held) >= 5000:
    print("BRE" + "ACH: open files", len(held))
