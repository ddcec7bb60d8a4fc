"""Which user is at the other end of a local socket."""

from __future__ import annotations

import os
import socket
import struct
import sys

_LOCAL_PEERCRED = 1  # of macOS and BSD; struct xucred begins with its version and the user's number


def same_user(descriptor: int) -> bool:
    """Whether the process at the other end of a connected socket runs as this user.

    True on Windows, where the pipe's own access rights see to that. False where the system does not say.
    """
    if sys.platform == "win32":
        return True
    try:
        # The number may not be closed here: it is the socket's owner who does that.
        with socket.socket(fileno=os.dup(descriptor)) as connected:
            return _user_of(connected) == os.getuid()
    except OSError:
        return False


def _user_of(connected: socket.socket) -> int:
    if sys.platform == "linux":
        size = struct.calcsize("3i")
        _, user, _ = struct.unpack("3i", connected.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size))
        return int(user)
    return int(struct.unpack("2I", connected.getsockopt(0, _LOCAL_PEERCRED, 76)[:8])[1])
