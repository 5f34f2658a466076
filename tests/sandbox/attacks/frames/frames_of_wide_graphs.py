"""Sends a graph in which each of thousands of operations takes the tensors of all before it."""

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

nodes = [{"kind": "Input", "config": {"shape": [None, 56, 56, 64]}, "args": [], "kwargs": {}, "owner": -1}]
for index in range(2000):
    convolution = {"filters": 1, "kernel_size": [1, 1], "strides": [1, 1], "padding": "valid", "use_bias": True}
    nodes.append({"kind": "Conv2D", "config": convolution, "args": [{"ref": [0, 0]}], "kwargs": {}, "owner": index})
nodes.append({"kind": "Add", "config": {}, "args": [[{"ref": [index, 0]} for index in range(1, 2001)]], "kwargs": {}, "owner": -1})
last = len(nodes) - 1
for index in range(2500):
    inputs = [{"ref": [len(nodes) - 1 - back % (len(nodes) - last), 0]} for back in range(60)]
    nodes.append({"kind": "Add", "config": {}, "args": [inputs], "kwargs": {}, "owner": -1})
source = {"ref": [0, 0]}
nodes.append({"kind": "Add", "config": {}, "args": [[source, {"ref": [len(nodes) - 1, 0]}]], "kwargs": {}, "owner": -1})
graph = {"nodes": nodes, "outputs": [[len(nodes) - 1, 0]]}
data = json.dumps({"question": "identity_block", "cases": {"printed": {"outcome": "built", "graph": graph}}})
send({"event": "evidence", "question": "identity_block", "data": data})
