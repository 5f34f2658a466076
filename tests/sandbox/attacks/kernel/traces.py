"""Traces other processes and reads and writes their memory.

only in a sandbox
"""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)

local = ctypes.create_string_buffer(16)


class Vector(ctypes.Structure):
    _fields_ = (("base", ctypes.c_void_p), ("length", ctypes.c_size_t))


mine, theirs = Vector(ctypes.addressof(local), 16), Vector(ctypes.addressof(local), 16)
for number in {os.getppid(), 1, 2}:
    if number == os.getpid():
        continue
    if libc.ptrace(16, number, None, None) == 0:
        libc.ptrace(17, number, None, None)
        print("BRE" + "ACH: traced", number)
    if libc.process_vm_readv(number, ctypes.byref(mine), 1, ctypes.byref(theirs), 1, 0) > 0:
        print("BRE" + "ACH: read the memory of", number)
if libc.ptrace(0, 0, None, None) == 0:
    print("BRE" + "ACH: asked to be traced")
