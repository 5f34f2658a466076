"""Sends graphs whose inputs have other shapes than were asked for, unknown or giant ones."""

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

def graph(*shapes):
    nodes = [{"kind": "Input", "config": {"shape": list(shape)}, "args": [], "kwargs": {}, "owner": -1} for shape in shapes]
    return {"nodes": nodes, "outputs": [[0, 0]]}


strange = (
    graph([None, None, None, 64]),
    graph([None, 12, 14, 12], [None, 2**24, 2**24, 2**24]),
    graph(*[[None, 4096, 4096, 8]] * 64, [None, 9, 7, 20]),
    graph([2, 56, 56, 64]),
    graph([]),
    graph([None, 0, -1, 64]),
)
for question in ("identity_block", "projection_block", "bottleneck_block", "resnet"):
    cases = dict(zip(("printed", "narrow", "odd", "stride_1", "first", "small_18"), strange))
    cases = {case: {"outcome": "built", "graph": entry} for case, entry in cases.items()}
    send({"event": "evidence", "question": question, "data": json.dumps({"question": question, "cases": cases})})
