"""Sends outputs with scripts in every place that could reach a page."""

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

import base64

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"
png = base64.b64encode(b"\x89PNG\r\n\x1a\n" + SCRIPT.encode()).decode()
kinds = ("text/plain", "text/html", "text/markdown", "text/latex", "image/svg+xml", "application/javascript")
data = dict.fromkeys((*kinds, "image/png", "image/jpeg", "image/gif", "image/png;" + SCRIPT, SCRIPT), SCRIPT)
outputs = [
    {"output_type": "display_data", "data": data, "metadata": {"image/png": {"width": SCRIPT}, "filenames": SCRIPT}},
    {"output_type": "display_data", "data": data | {"image/png": png + '"' + SCRIPT}, "metadata": {}},
    {"output_type": "display_data", "data": {"image/png": png}, "metadata": {"image/png": {"alt": SCRIPT}}},
    {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": SCRIPT},
    {"output_type": "stream", "name": "stdout", "text": SCRIPT + "\x1b[31" + SCRIPT + "m\x1b]8;;javascript:alert(1)\x07"},
    {"output_type": "stream", "name": SCRIPT, "text": SCRIPT},
    {"output_type": "error", "ename": SCRIPT, "evalue": SCRIPT, "traceback": [SCRIPT, "\x1b[38;2;1;1;1m" + SCRIPT]},
]
for index in range(8):
    send({"event": "cell", "index": index, "outputs": outputs})
raised = {"outcome": "raised", "type": SCRIPT, "message": SCRIPT, "line": SCRIPT, "attempted": True, "bases": [SCRIPT]}
for question, entry in (("identity_block", raised), ("resnet", {"outcome": "refused", "message": SCRIPT})):
    evidence = json.dumps({"question": question, "cases": {"printed": entry}})
    send({"event": "evidence", "question": question, "data": evidence})
send({"event": "missing", "question": "projection_block", "status": "error", "why": SCRIPT})
