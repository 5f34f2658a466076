"""Frames on a socket: four bytes of length, then that many bytes. What jobs and their results travel in."""

import socket
import struct
import time

HEADER = struct.Struct("<I")


def send_frame(connection: socket.socket, data: bytes) -> None:
    """Send one frame."""
    connection.sendall(HEADER.pack(len(data)) + data)


def receive_frame(connection: socket.socket, max_bytes: int, deadline: float | None = None) -> bytes | None:
    """The next frame, or None at the end of the stream.

    Args:
        connection: The socket to read.
        max_bytes: The longest frame that is accepted.
        deadline: `time.monotonic()` after which to give up.

    Raises:
        TimeoutError: The deadline passed.
        ValueError: The frame is longer than `max_bytes`.
    """
    header = _receive(connection, HEADER.size, deadline)
    if header is None:
        return None
    (length,) = HEADER.unpack(header)
    if length > max_bytes:
        raise ValueError(f"a frame of {length:,} bytes")
    return _receive(connection, length, deadline)


def _receive(connection: socket.socket, length: int, deadline: float | None) -> bytes | None:
    parts: list[bytes] = []
    while length:
        if deadline is not None:
            connection.settimeout(max(0.001, deadline - time.monotonic()))
        part = connection.recv(min(length, 1 << 20))
        if not part:
            return None
        parts.append(part)
        length -= len(part)
    return b"".join(parts)
