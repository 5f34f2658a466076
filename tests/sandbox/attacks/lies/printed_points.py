"""Prints points, a notebook's output and the grader's own frames as text."""

import json
import struct
import sys

frame = json.dumps({"event": "evidence", "question": "identity_block", "data": "{}"})
for text in ("20.0", "### 20.0 points", json.dumps({"points": 20.0, "max_points": 20.0}), frame):
    print(text)
    print(text, file=sys.stderr)
sys.stdout.write(struct.pack("<I", len(frame)).decode("latin-1") + frame)
sys.stdout.write(json.dumps({"student": "printed_points", "points": 90.0, "review": False}) + "\n")
20.0
