"""Moves a file of the person's: never over another one, and across drives only once its copy has been read back."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from core.errors import SaveError
from core.storage.atomic import move_to_free, sync_folder, write_atomically
from core.storage.looking import stamp_of
from core.storage.paths import display_name, display_path, system_path

_PART = 1 << 20  # bytes that are copied at once


def move_file(source: Path, digest: str, names: Iterator[Path]) -> Path:
    """Moves the file with that SHA-256 to the first of the `names` that is free, all in one folder, which is made if
    need be. Returns where it lies now. Raises SaveError; then it lies where it was, and nothing else was changed."""
    first = next(names)
    try:
        first.parent.mkdir(parents=True, exist_ok=True)
        move = _move_within_drive if same_drive(source, first.parent) else _move_by_copy
        moved = move(source, digest, first, names)
    except OSError as error:
        raise SaveError(
            f"{display_name(source)} could not be moved into {display_path(first.parent)}: "
            f"{error.strerror or error}.",
            detail=repr(error),
        ) from error
    sync_folder(moved.parent)
    sync_folder(source.parent)
    return moved


def same_drive(source: Path, folder: Path) -> bool:
    """Whether a file can get a name in a folder without being copied. Raises OSError."""
    return _status(source).st_dev == _status(folder).st_dev


def _move_within_drive(source: Path, digest: str, first: Path, others: Iterator[Path]) -> Path:
    """A second name, and then no longer the first. Raises OSError."""
    moved = move_to_free(system_path(source), _all(first, others))
    with contextlib.suppress(FileNotFoundError):  # without hard links it has been renamed
        if os.path.samestat(_status(source), _status(moved)):  # else another file has come there meanwhile
            _remove(source, or_else=moved)
    return moved


def _move_by_copy(source: Path, digest: str, first: Path, others: Iterator[Path]) -> Path:
    """The original goes once its copy is on the disk and has been read back. Raises SaveError, OSError."""
    before = stamp_of(source)
    copy = write_atomically(first, _parts(source), overwrite=False, others=others)
    with contextlib.suppress(OSError):  # dates and rights, which not every drive can hold
        shutil.copystat(system_path(source), system_path(copy))
    if _digest(copy) != digest or stamp_of(source) != before:
        os.unlink(system_path(copy))  # noqa: PTH108
        raise SaveError(f"{display_name(source)} has changed while it was copied, so it stays.")
    _remove(source, or_else=copy)
    return copy


def _remove(source: Path, *, or_else: Path) -> None:
    """Removes a file, or, where that is forbidden, the other name or copy that it got. Raises OSError."""
    try:
        os.unlink(system_path(source))  # noqa: PTH108
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(system_path(or_else))  # noqa: PTH108
        raise


def _all(first: Path, others: Iterator[Path]) -> Iterator[Path]:
    yield first
    yield from others


def _status(path: Path) -> os.stat_result:
    return os.stat(system_path(path))  # noqa: PTH116 - the path may be prefixed for Windows


def _digest(path: Path) -> str:
    """Of what is on the drive; "" where it cannot be read."""
    try:
        with open(system_path(path), "rb") as file:  # noqa: PTH123
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _parts(source: Path) -> Iterator[bytes]:
    with open(system_path(source), "rb") as file:  # noqa: PTH123
        while part := file.read(_PART):
            yield part
