"""Becomes another user: by set-user-id programs, by a call, by capabilities."""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)

import subprocess

for program in ("su", "sudo", "mount", "passwd", "newgrp", "chsh", "pkexec", "ping"):
    try:
        done = subprocess.run([program, "-c", "id -u"], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=2)
    except (OSError, subprocess.TimeoutExpired):
        continue
    if done.stdout.strip() == "0":
        print("BRE" + "ACH: root by", program)
for call in (os.setuid, os.seteuid, os.setgid):
    try:
        call(0)
        print("BRE" + "ACH: root by", call.__name__)
    except OSError:
        pass
with open("/proc/self/status") as file:
    held = {line.split(":")[0]: line.split()[-1] for line in file if line.startswith(("Cap", "NoNewPrivs", "Seccomp"))}
if any(int(held[name], 16) for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")):
    print("BRE" + "ACH: capabilities", held)
if held["NoNewPrivs"] != "1" or held["Seccomp"] != "2":
    print("BRE" + "ACH: no filter", held)
