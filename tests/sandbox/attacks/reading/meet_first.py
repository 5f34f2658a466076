"""Leaves a message for another submission: files, sockets with and without a name, ports."""

import mmap
import os
import socket
import time
from pathlib import Path

NAMES = ("/tmp/meet", "/dev/shm/meet", "/var/tmp/meet", "/home/student/meet", "/home/meet", os.path.expanduser("~/meet"))


def offer():
    """Leave a message wherever another submission could find it, now or later."""
    for name in NAMES:
        try:
            Path(name).write_text("the answer")
        except OSError:
            pass
    found = []
    for family, address in (
        (socket.AF_UNIX, "\0meet"),
        (socket.AF_UNIX, "/tmp/meet.socket"),
        (socket.AF_INET, ("127.0.0.1", 45613)),
        (socket.AF_INET6, ("::1", 45614)),
    ):
        try:
            server = socket.socket(family)
            server.bind(address)
            server.listen()
            found.append(server)
        except OSError:
            pass
    return found


def seek():
    """What another submission left or offers."""
    found = [name for name in NAMES if os.path.exists(name)]
    for family, address in (
        (socket.AF_UNIX, "\0meet"),
        (socket.AF_UNIX, "/tmp/meet.socket"),
        (socket.AF_INET, ("127.0.0.1", 45613)),
        (socket.AF_INET6, ("::1", 45614)),
    ):
        try:
            with socket.socket(family) as client:
                client.settimeout(0.2)
                client.connect(address)
                found.append(str(address))
        except OSError:
            pass
    return found


mmap.mmap(-1, 4096)

if seek():
    print("BRE" + "ACH: met", seek())
held = offer()
time.sleep(2)
