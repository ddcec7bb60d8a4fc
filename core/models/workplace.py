"""Where models are taken in: by one program at a time, with room enough, and without leftovers of killed ones."""

from __future__ import annotations

import contextlib
import errno
import logging
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from core.errors import ModelError, ModelSaveError
from core.storage import atomic
from core.storage.looking import is_folder, listed
from core.storage.sizes import bytes_text

log = logging.getLogger(__name__)

PREFIX = ".convert-"


def lock_of(folder: Path, key: str, *, timeout: float = -1) -> FileLock:
    """Held while the model `key` is taken into the folder, by whichever program."""
    return FileLock(folder / f".{key}.lock", timeout=timeout)


@contextmanager
def reserved(
    folder: Path, key: str, *, busy: str = "", waiting: Callable[[], object] = lambda: None
) -> Iterator[None]:
    """Within the block no other program takes a model called `key` into the folder, which is made if needed.

    Another one is waited for, after `waiting` has been called to say so; or `busy` is the sentence that is to be said
    instead. Raises ModelError.
    """
    lock = lock_of(folder, key, timeout=0)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire()
        except Timeout as error:
            if busy:
                raise ModelError(busy) from error
            waiting()
            lock.acquire(timeout=-1)
    except OSError as error:
        raise not_stored(key, folder, error) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def workplace(folder: Path) -> Iterator[Path]:
    """A folder within `folder` for what is written on the way to a model; it is gone at the end. Raises ModelSaveError.

    It is held by a lock from before it is there, so that `sweep` knows whether its program still lives.
    """
    place = folder / f"{PREFIX}{secrets.token_hex(8)}"
    lock = _lock_of(place)
    try:
        lock.acquire()
        place.mkdir()
    except OSError as error:
        _clear(place, lock)
        raise not_stored("A model", folder, error) from error
    try:
        yield place
    finally:
        _clear(place, lock)


def sweep(folder: Path) -> None:
    """Deletes what programs that were killed have left in a folder of models."""
    for place in (path for path in listed(folder, f"{PREFIX}*") if is_folder(path)):
        lock = _lock_of(place)
        try:
            lock.acquire()
        except OSError:  # Timeout is one: its program is at work
            continue
        log.info("%s was left by a program that was killed, and is deleted", place)
        _clear(place, lock)
    atomic.sweep(folder)


def _lock_of(place: Path) -> FileLock:
    return FileLock(place.with_name(f"{place.name}.lock"), timeout=0)


def _clear(place: Path, lock: FileLock) -> None:
    shutil.rmtree(place, ignore_errors=True)
    lock.release()
    with contextlib.suppress(OSError):
        Path(lock.lock_file).unlink()


def check_room(folder: Path, needed: int, name: str) -> None:
    """Raises ModelSaveError unless so many bytes are free where the folder lies. `name` is what needs them."""
    free = shutil.disk_usage(folder).free
    if needed > free:
        raise ModelSaveError(
            f"{name} needs {bytes_text(needed)}, which {_known(folder)} has no room for: {bytes_text(free)} are free. "
            "Make room and try again."
        )


def _known(folder: Path) -> Path:
    """The folder as the person knows it: not a workplace, but that of the models, where it lies."""
    return folder.parent if folder.name.startswith(PREFIX) else folder


def put(made: Path, target: Path) -> None:
    """Gives a finished file its place, and replaces the one that is there. Raises ModelSaveError."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        made.replace(target)
    except OSError as error:
        raise not_stored(target.name, target.parent, error) from error


def not_stored(name: str, folder: Path, error: OSError) -> ModelSaveError:
    """The error that says why a file cannot be written into a folder."""
    hint = " Make room and try again." if error.errno in (errno.ENOSPC, errno.EDQUOT) else ""
    return ModelSaveError(
        f"{name} could not be stored in {_known(folder)}: {error.strerror or error}.{hint}",
        detail=repr(error),
    )
