"""Passes open files to the grader beside a frame, many times."""

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

import array

files = [os.open("/dev/null", os.O_RDONLY) for _ in range(200)]
for index in range(50):
    data = json.dumps({"event": "cell", "index": index}).encode() + b"\n[]"
    passed = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", files))]
    job.sendmsg([struct.pack("<I", len(data)) + data], passed)
