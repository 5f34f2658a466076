"""Sends megabytes of escapes that start a colour, which are slow to lay out."""

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

text = "\x1b[31m" * 300_000
for index in range(6):
    send({"event": "cell", "index": index, "outputs": [{"output_type": "stream", "name": "stdout", "text": text}]})
