"""Opens sockets to the kernel: netlink, packets, raw, alg, vsock and the families beyond."""

import socket

for family in (*range(3, 10), *range(11, 46), 60, 16 + (1 << 31)):
    for kind in (socket.SOCK_RAW, socket.SOCK_DGRAM, socket.SOCK_STREAM, socket.SOCK_SEQPACKET):
        try:
            socket.socket(family, kind).close()
        except (OSError, OverflowError):
            continue
        print("BRE" + "ACH: a socket of family", family)
        try:
            socket.socketpair(family, kind)
            print("BRE" + "ACH: a pair of sockets of family", family)
        except OSError:
            pass
for family, kind in ((socket.AF_INET, socket.SOCK_RAW), (socket.AF_INET6, socket.SOCK_RAW)):
    try:
        socket.socket(family, kind, socket.IPPROTO_ICMP).close()
        print("BRE" + "ACH: a raw socket")
    except OSError:
        pass
