"""Makes system calls as a 32-bit program does, past a filter for 64-bit ones."""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)

import mmap

PTRACE_ME = bytes.fromhex("b81a000000" "31db" "31c9" "31d2" "31f6" "cd80" "c3")  # eax=26; int 0x80
child = os.fork()
if child == 0:
    page = mmap.mmap(-1, 4096, prot=7)
    page.write(PTRACE_ME)
    function = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))
    os._exit(0 if function() == 0 else 1)
if os.waitpid(child, 0)[1] == 0:
    print("BRE" + "ACH: a 32-bit system call")
child = os.fork()
if child == 0:
    os._exit(0 if libc.syscall(0x40000000 + 101, 0, 0, 0, 0) == 0 else 1)  # the same in the x32 convention
if os.waitpid(child, 0)[1] == 0:
    print("BRE" + "ACH: an x32 system call")
