"""Sends returned arrays whose shapes are infinite, negative or larger than any memory."""

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

shapes = ([float("inf")], [float("nan")], [10**30], [2**40, 2**40], [-1], ["3"], [None], [2**62, 4], [True])
for question, at in (("identity_block", 0), ("projection_block", 1), ("bottleneck_block", 2), ("resnet", 3)):
    arrays = [{"array": "", "shape": shape, "kind": "f"} for shape in (*shapes[at:], *shapes[:at])]
    entries = {f"case {number}": {"outcome": "returned", "value": value} for number, value in enumerate(arrays)}
    entries = {"printed": {"outcome": "returned", "value": arrays[0]}} | entries
    send({"event": "evidence", "question": question, "data": json.dumps({"question": question, "cases": entries})})
