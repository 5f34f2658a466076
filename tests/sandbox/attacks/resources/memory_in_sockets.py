"""Takes memory of the kernel, in sockets and pipes that nobody reads.

only in a sandbox
"""

import os
import signal
import socket
import time

signal.signal(signal.SIGALRM, signal.SIG_IGN)
children, reader = [], os.pipe()
for _ in range(6):
    try:
        child = os.fork()
    except OSError:
        break
    if child == 0:
        held, size = [], 0
        try:
            while size < 200 << 20:
                ends = socket.socketpair()
                ends[0].setblocking(False)
                ends[0].setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 22)
                held.append(ends)
                try:
                    while True:
                        size += ends[0].send(bytes(1 << 16))
                except BlockingIOError:
                    pass
        except OSError:
            pass
        os.write(reader[1], size.to_bytes(8, "little"))
        time.sleep(1.5)
        os._exit(0)
    children.append(child)
total = sum(int.from_bytes(os.read(reader[0], 8), "little") for _ in children) >> 20
print(total, "MiB in sockets")
if total > 600:
    print("BRE" + "ACH: memory of the kernel, MiB:", total)
