"""A drive that hangs, for tests: a FUSE file system that is mounted and then answers hardly anything.

It has one file, "picture.png", that can be looked at and opened; reading it, and everything else, waits until the
drive is let go. Wants Linux and the right to mount, so tests that use it are skipped elsewhere.
"""

from __future__ import annotations

import ctypes
import os
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT, FILE = 1, 2  # node numbers
LOOKUP, GETATTR, OPEN, INIT = 1, 3, 14, 26  # operations of the protocol, linux/fuse.h
IN_HEADER = struct.Struct("<IIQQIIIHH")
ATTRIBUTES = struct.Struct("<6Q10I")
MOST_SECONDS = 60
FORCE_DETACH = 1 | 2  # what waits for an answer then gets an error


@contextmanager
def stalled_drive(folder: Path) -> Iterator[Path]:
    """Mounts the drive on an empty folder. Raises OSError where that is not possible."""
    libc = ctypes.CDLL(None, use_errno=True)
    channel = os.open("/dev/fuse", os.O_RDWR)
    options = f"fd={channel},rootmode=40000,user_id={os.getuid()},group_id={os.getgid()}"
    if libc.mount(b"stalled", os.fsencode(folder), b"fuse", 0, options.encode()) != 0:
        os.close(channel)
        raise OSError(ctypes.get_errno(), "The drive cannot be mounted here")
    threading.Thread(target=_serve, args=[channel], daemon=True).start()
    # Who waits for an answer cannot even be killed: a test that fails must not hang for ever.
    end = threading.Timer(MOST_SECONDS, libc.umount2, [os.fsencode(folder), FORCE_DETACH])
    end.daemon = True
    end.start()
    try:
        yield folder
    finally:
        end.cancel()
        libc.umount2(os.fsencode(folder), FORCE_DETACH)
        os.close(channel)


def _serve(channel: int) -> None:
    while True:
        try:
            request = os.read(channel, 1 << 17)
        except OSError:
            return  # unmounted
        _, operation, unique, node, *_ = IN_HEADER.unpack_from(request)
        answer = _answer(operation, node, request[IN_HEADER.size :])
        if answer is not None:
            os.write(channel, struct.pack("<IiQ", 16 + len(answer), 0, unique) + answer)


def _answer(operation: int, node: int, body: bytes) -> bytes | None:
    """None where the drive hangs."""
    if operation == INIT:
        return struct.pack("<4I2H2I2H8I", 7, 31, 0, 0, 12, 9, 1 << 16, 1, 0, 0, *[0] * 8)
    if operation == LOOKUP and body.rstrip(b"\0") == b"picture.png":
        return struct.pack("<4Q2I", FILE, 1, 3600, 3600, 0, 0) + _attributes(FILE)
    if operation == GETATTR and node in (ROOT, FILE):
        return struct.pack("<Q2I", 3600, 0, 0) + _attributes(node)
    if operation == OPEN:
        return struct.pack("<QII", 1, 0, 0)
    return None


def _attributes(node: int) -> bytes:
    mode, size = (0o40755, 0) if node == ROOT else (0o100644, 10_000)
    return ATTRIBUTES.pack(node, size, 20, 0, 0, 0, 0, 0, 0, mode, 1, os.getuid(), os.getgid(), 0, 4096, 0)
