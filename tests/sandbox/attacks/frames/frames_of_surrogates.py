"""Sends halves of characters and control characters in every text."""

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

text = "\ud800 \udfff \x00 \x08 \x1b[999999999999m \uffff"
outputs = [
    {"output_type": "stream", "name": "stdout", "text": text},
    {"output_type": "error", "ename": text, "evalue": text, "traceback": [text]},
    {"output_type": "display_data", "data": {"text/plain": text, "image/png": text, text: text}, "metadata": {text: text}},
]
for index in range(8):
    send({"event": "cell", "index": index, "outputs": outputs})
entry = {"outcome": "raised", "type": text, "message": text, "line": text, "attempted": True, "bases": [text, text]}
cases = {"printed": entry, text: entry}
evidence = json.dumps({"question": "identity_block", "cases": cases, text: text})
send({"event": "evidence", "question": "identity_block", "data": evidence})
value = {"outcome": "returned", "value": {"dict": {text: text}}}
evidence = json.dumps({"question": "resnet", "cases": {"printed": value}})
send({"event": "evidence", "question": "resnet", "data": evidence})
send({"event": "missing", "question": "projection_block", "status": "error", "why": text})
send({"event": "evidence", "question": "bottleneck_block", "data": text})
