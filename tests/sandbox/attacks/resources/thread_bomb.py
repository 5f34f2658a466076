"""Starts threads without end.

only in a sandbox
"""

import threading
import time

made = 0
try:
    while made < 2000:
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
        made += 1
except RuntimeError:
    pass
if made >= 2000:
    print("BRE" + "ACH: threads", made)
