"""Passes open files to the grader beside a frame, many times."""

import json
import os
import socket
import struct


def send(event):
    data = event if isinstance(event, bytes) else json.dumps(event).encode()
    job.sendall(struct.pack("<I", len(data)) + data)


job = next(number for number in range(3, 1024) if os.path.exists(f"/proc/self/fd/{number}") and
           os.readlink(f"/proc/self/fd/{number}").startswith("socket:"))
job = socket.socket(fileno=os.dup(job))

import array

files = [os.open("/dev/null", os.O_RDONLY) for _ in range(200)]
for index in range(50):
    data = json.dumps({"event": "cell", "index": index, "outputs": []}).encode()
    passed = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", files))]
    job.sendmsg([struct.pack("<I", len(data)) + data], passed)
