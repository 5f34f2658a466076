"""Frames on a socket: four bytes of length, then that many bytes. What jobs and their results travel in.

What comes of a job are events: a line of JSON that says what follows, then bytes, which nobody reads before they are
needed: JSON takes twenty times as much once it is read.
"""

import json
import socket
import struct
import time
from typing import Any

HEADER = struct.Struct("<I")
MOST_SAID = 1000  # bytes of an event's line


def send_frame(connection: socket.socket, data: bytes) -> None:
    """Send one frame."""
    connection.sendall(HEADER.pack(len(data)) + data)


def event_frame(data: bytes = b"", **says: Any) -> bytes:
    """A frame of an event."""
    return json.dumps(says).encode() + b"\n" + data


def event_of(frame: bytes) -> tuple[Any, bytes]:
    """What an event says, and what follows.

    Raises:
        ValueError: It is none.
        RecursionError: It is none, and made to look like one.
    """
    end = frame.find(b"\n", 0, MOST_SAID)
    if end < 0:
        raise ValueError("a frame that is no event")
    return json.loads(frame[:end]), frame[end + 1 :]


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
