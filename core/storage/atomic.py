"""Files that are written whole or not at all, and that replace no other file unless that was asked for."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import re
import secrets
import tempfile
import time
from collections.abc import Iterable
from functools import partial
from itertools import chain
from pathlib import Path

from core.errors import SaveError
from core.storage.paths import display_name, system_path

log = logging.getLogger(__name__)

OWNER_ONLY = 0o600  # the mode of a file that no other user of the computer may read
LONGEST_WRITE = 24 * 3600.0  # seconds; no file takes a day to be written
_TEMPORARY = re.compile(r"\.resshift-[0-9a-f]{16}\.part")


def check_folder_writable(folder: Path) -> None:
    """Creates the folder if needed and makes sure that a file can be made in it. Raises SaveError if not."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=system_path(folder)) as file:
            file.write(b"probe")
    except OSError as error:
        raise SaveError(
            f"Nothing can be written to {display_name(folder)}: {error.strerror or error}. "
            "Choose another folder.",
            detail=repr(error),
        ) from error


def write_atomically(
    path: Path,
    data: bytes | Iterable[bytes],
    *,
    overwrite: bool,
    others: Iterable[Path] = (),
    mode: int = 0o666,
) -> Path:
    """Writes `data`, or its parts one after the other, to a temporary file in the same folder, and once it is on the
    disk, gives that the name `path`.
    `mode` is that of the new file, from which the system takes what the user's umask forbids. Without `overwrite`, if
    `path` exists, even since a moment ago, the file gets the first of the `others` that is free, in the same folder.

    Returns the file. Raises SaveError, also if all these names are taken and `overwrite` is False. Then the target is
    as it was, and no temporary file is left.
    """
    shown = display_name(path)
    temporary = system_path(path.parent / f".resshift-{secrets.token_hex(8)}.part")
    try:
        # By `open`, since the path may be prefixed for Windows.
        with open(temporary, "xb", opener=partial(os.open, mode=mode)) as file:
            for part in (data,) if isinstance(data, bytes) else data:
                file.write(part)
            file.flush()
            os.fsync(file.fileno())
        if overwrite:
            os.replace(temporary, system_path(path))  # noqa: PTH105
            saved = path
        else:
            saved = move_to_free(temporary, chain((path,), others))
        sync_folder(path.parent)
        return saved
    except FileExistsError as error:
        raise SaveError(f"{shown} already exists and was not touched. Choose another name.") from error
    except OSError as error:
        raise SaveError(
            f"{shown} could not be saved: {error.strerror or error}. Free some space or choose another "
            "folder; nothing was changed.",
            detail=repr(error),
        ) from error
    finally:
        with contextlib.suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108


def sweep(folder: Path) -> None:
    """Deletes the temporary files that programs which were killed have left in a folder. Nobody is told where that
    fails, since it was not asked for."""
    try:
        with os.scandir(system_path(folder)) as entries:
            left = [entry for entry in entries if _TEMPORARY.fullmatch(entry.name)]
    except OSError:
        return
    for entry in left:
        with contextlib.suppress(OSError):
            if time.time() - entry.stat(follow_symlinks=False).st_mtime > LONGEST_WRITE:
                os.unlink(entry.path)  # noqa: PTH108


def take_date(source: Path, target: Path) -> None:
    """Gives a file the date of change of another. Where the system does not let it, the log says so."""
    try:
        status = os.stat(system_path(source))  # noqa: PTH116 - the path may be prefixed for Windows
        os.utime(system_path(target), ns=(status.st_atime_ns, status.st_mtime_ns))
    except OSError as error:
        log.warning("%s cannot get the date of its source: %s", display_name(target), error)


def move_to_free(temporary: str, names: Iterable[Path]) -> Path:
    """Gives the file the first of the names that is free, and returns that. Raises OSError."""
    for name in names:
        with contextlib.suppress(FileExistsError):
            _rename(temporary, system_path(name))
            return name
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))


def _rename(temporary: str, target: str) -> None:
    """Renames the file unless the name is taken. A hard link fails in that case, while a rename would replace it."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        try:
            os.replace(temporary, target)  # noqa: PTH105
        except OSError:
            os.unlink(target)  # noqa: PTH108 - the empty file that held the name is ours
            raise


def sync_folder(folder: Path) -> None:
    """Makes the new name survive a power cut, if the system can do that. The content of the file is safe already."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
