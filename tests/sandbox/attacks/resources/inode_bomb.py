"""Makes empty files, folders, links and pipes without end.

only in a sandbox
"""

import os

made = 0
try:
    while made < 100_000:
        os.mkdir(f"folder-{made}")
        os.symlink("x" * 100, f"folder-{made}/link")
        os.mkfifo(f"folder-{made}/pipe")
        made += 3
except OSError:
    pass
if made >= 100_000:
    print("BRE" + "ACH: made", made)
