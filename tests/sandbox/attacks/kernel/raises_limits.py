"""Raises its limits and its priority."""

import os
import resource

for name in ("AS", "NPROC", "FSIZE", "NOFILE", "CORE", "MSGQUEUE"):
    kind = getattr(resource, f"RLIMIT_{name}", 12)
    _, most = resource.getrlimit(kind)
    if most == resource.RLIM_INFINITY:
        print("BRE" + "ACH: no limit", name)
        continue
    try:
        resource.setrlimit(kind, (most + 1, most + 1))
        print("BRE" + "ACH: a higher limit", name)
    except (OSError, ValueError):
        pass
try:
    os.nice(-5)
    print("BRE" + "ACH: a higher priority")
except OSError:
    pass
