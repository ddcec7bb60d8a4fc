"""The user's runtime folder, for sockets and locks that no other user of the computer may touch."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from core.errors import SaveError
from core.storage.folders import NAME, chosen_home


def runtime_folder(longest: int | None = None) -> Path:
    """A folder of this user alone (0700): below the chosen home or in the system's runtime folder if there is one,
    else in the temporary folder. Its path has `longest` bytes at most.

    Raises SaveError if none of them can be made, or if another user has put something in its place.
    """
    reason = ""
    for folder in _candidates():
        if longest is not None and len(os.fsencode(folder)) > longest:
            reason = f"The path {folder} is too long."
            continue
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            status = os.lstat(folder)
        except OSError as error:
            reason = f"{folder} cannot be made: {error.strerror or error}."
            continue
        if is_private(status) and os.access(folder, os.W_OK):
            return folder
        reason = f"{folder} belongs to another user, or others may write to it."
    raise SaveError(reason)


def _candidates() -> Iterator[Path]:
    home, system = chosen_home(), os.environ.get("XDG_RUNTIME_DIR", "")
    if home is not None:
        yield home / "runtime"
    elif system and Path(system).is_absolute():
        yield Path(system) / NAME
    user = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
    yield Path(tempfile.gettempdir()) / f"{NAME}-{user}"


def is_private(status: os.stat_result) -> bool:
    """Whether this is a folder (no link to one) of this user that nobody else may use. On Windows, where the user's
    temporary folder is their own already, any folder is."""
    if not stat.S_ISDIR(status.st_mode):
        return False
    if not hasattr(os, "getuid"):
        return True
    return status.st_uid == os.getuid() and stat.S_IMODE(status.st_mode) & 0o077 == 0
