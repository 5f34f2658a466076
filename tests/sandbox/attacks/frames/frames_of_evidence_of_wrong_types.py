"""Sends evidence in which everything is of another type than it should be."""

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

strange = [None, True, -1, 10**40, 1e308, float("nan"), float("inf"), "", "x" * 5000, [], [[]], {}, {"a": None}, "\ud800"]

def send_cases(question, values):
    names = ("printed", "narrow", "odd", "stride_1", "stride_3", "narrower", "identity", "first", "projected_same")
    data = json.dumps({"question": question, "cases": dict(zip(names, values))})
    send({"event": "evidence", "question": question, "data": data})


nodes = [{key: value for key in ("kind", "config", "args", "kwargs", "owner")} for value in strange]
kinds = ("Conv2D", "MaxPooling2D", "Add", "Concatenate", "ZeroPadding2D", "Reshape", "ops.get_item", "ops.pad", "Dense")
source = {"kind": "Input", "config": {"shape": [None, 56, 56, 64]}, "args": [], "kwargs": {}, "owner": -1}
for kind in kinds:
    for args in ([], [[]], [{"ref": [0, 0]}], [{"ref": [0, 63]}], [{"array": 5, "shape": None}], [{"slice": [0, 0, 0]}]):
        nodes.append({"kind": kind, "config": {}, "args": args, "kwargs": {}, "owner": 0})
built = [{"outcome": "built", "graph": {"nodes": [source, node], "outputs": [[1, 0]]}} for node in nodes]
send_cases("projection_block", built[:9])
send_cases("bottleneck_block", [{"outcome": "returned", "value": value} for value in strange])
send_cases("resnet", strange)
send_cases("identity_block", built[-60:])
