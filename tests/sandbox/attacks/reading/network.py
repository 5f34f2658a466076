"""Reaches the network: by address, by name, over UDP, and services of this machine."""

import socket
import urllib.request

for family, address in (
    (socket.AF_INET, ("1.1.1.1", 53)),
    (socket.AF_INET, ("169.254.169.254", 80)),
    (socket.AF_INET, ("127.0.0.1", 22)),
    (socket.AF_INET6, ("2606:4700:4700::1111", 53, 0, 0)),
):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        try:
            with socket.socket(family, kind) as client:
                client.settimeout(0.4)
                client.connect(address)
                client.send(b"x")
            print("BRE" + "ACH: reached", address)
        except OSError:
            pass
for look in (lambda: socket.getaddrinfo("example.com", 80), lambda: urllib.request.urlopen("http://1.1.1.1", timeout=0.4)):
    try:
        look()
        print("BRE" + "ACH: the network answers")
    except OSError:
        pass
try:
    if [name for _, name in socket.if_nameindex() if name != "lo"]:
        print("BRE" + "ACH: interfaces", socket.if_nameindex())
except OSError:
    pass
