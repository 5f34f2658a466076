"""Says that it is done before anything was asked, and goes on in the background."""

import json
import os
import socket
import struct


def send(event):
    follows = next((event.pop(key) for key in ("outputs", "data", "why") if key in event), "")
    follows = follows if isinstance(follows, str) else json.dumps(follows)
    data = json.dumps(event).encode() + b"\n" + follows.encode(errors="surrogatepass")
    job.sendall(struct.pack("<I", len(data)) + data)


job = next(number for number in range(3, 1024) if os.path.exists(f"/proc/self/fd/{number}") and
           os.readlink(f"/proc/self/fd/{number}").startswith("socket:"))
job = socket.socket(fileno=os.dup(job))

import threading
import time


def go_on():
    time.sleep(1)
    send({"event": "evidence", "question": "identity_block", "data": "{}"})


send({"event": "missing", "question": "resnet", "status": "passed", "why": "20.0"}) if os.environ.get("NEVER") else None
send({"event": "done", "points": 90.0})
threading.Thread(target=go_on).start()
