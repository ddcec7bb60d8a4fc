"""Files that are written whole or not at all, and that replace no other file unless that was asked for."""

from __future__ import annotations

import contextlib
import logging
import os
import secrets
import tempfile
from pathlib import Path

from core.errors import SaveError
from core.storage.paths import display_name, system_path

log = logging.getLogger(__name__)


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


def write_atomically(path: Path, data: bytes, *, overwrite: bool) -> None:
    """Writes `data` to a temporary file in the same folder, and once it is on the disk, gives that the name `path`.

    Raises SaveError, also if `path` exists and `overwrite` is False. Then the target is as it was, and no temporary
    file is left.
    """
    shown = display_name(path)
    temporary = system_path(path.parent / f".resshift-{secrets.token_hex(8)}.part")
    try:
        with open(temporary, "xb") as file:  # noqa: PTH123 - the path may be prefixed for Windows
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if overwrite:
            os.replace(temporary, system_path(path))  # noqa: PTH105
        else:
            _move_to_free(temporary, system_path(path))
        _sync_folder(path.parent)
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


def take_date(source: Path, target: Path) -> None:
    """Gives a file the date of change of another. Where the system does not let it, the log says so."""
    try:
        status = os.stat(system_path(source))  # noqa: PTH116 - the path may be prefixed for Windows
        os.utime(system_path(target), ns=(status.st_atime_ns, status.st_mtime_ns))
    except OSError as error:
        log.warning("%s cannot get the date of its source: %s", display_name(target), error)


def _move_to_free(temporary: str, target: str) -> None:
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


def _sync_folder(folder: Path) -> None:
    """Makes the new name survive a power cut, if the system can do that. The content of the file is safe already."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
