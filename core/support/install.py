"""Makes, checks and removes the program's own environment with a torch for the graphics card, by uv.

uv fetches Python and the packages of a locked list and checks their SHA-256. The environment is made in a folder beside
its place and moved there when its check has passed, so it is whole or not there. What was fetched stays in a cache: an
installation that was cancelled or killed goes on from there.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from filelock import FileLock, Timeout

from core.errors import SupportError
from core.events import Emit, FetchProgress
from core.jobs import CancelToken
from core.process.messages import Found
from core.process.other_python import look_at
from core.storage import records
from core.storage.atomic import write_atomically
from core.storage.folders import user_data
from core.storage.looking import exists, is_file, is_folder
from core.storage.sizes import bytes_text
from core.support.kinds import Kind
from core.support.uv import Uv, cache, lacking_package, size_of, uv_binary

MARK = "resshift-support.json"  # the last file that is written into a finished environment
CHECK_LIMIT = 300.0
Check = Callable[[Path], Found]
"""What an interpreter has, as core.process.worker says it. Raises SupportError."""


@dataclass(frozen=True)
class Installed:
    """The environment that is there."""

    kind: str
    torch: str = ""
    devices: tuple[str, ...] = ()  # their titles


def place() -> Path:
    """The folder of the environment. Where a person has put a link to another disk, all that follows happens there."""
    folder = user_data() / "support"
    # Python calls a junction of Windows no link, but follows it.
    real, plain = (Path(os.path.realpath(path)) for path in (folder, folder.parent))
    return folder if real == plain / folder.name else real


def interpreter(folder: Path | None = None) -> Path:
    """The Python of the environment, whether it is there or not."""
    folder = folder or place()
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def installed() -> Installed | None:
    """The environment, if it is there and whole."""
    found = records.read_or(Installed, place() / MARK, None)
    return found if is_file(interpreter()) else None


def left_over() -> bool:
    """Whether something lies on the disk that only `remove` takes away: what has been fetched, or parts of an
    environment that was not finished."""
    return any(exists(folder) for folder in (cache(), _unfinished(), _older()))


def remove() -> None:
    """Deletes the environment and what was fetched for it. Raises SupportError."""
    with _lock():
        try:
            (place() / MARK).unlink(missing_ok=True)  # half of it is none
            for folder in (place(), _unfinished(), _older(), cache()):
                if exists(folder):
                    shutil.rmtree(folder)
        except OSError as error:
            raise SupportError(
                f"The support for the graphics card could not be removed: {error.strerror or error}. Close the "
                "program's other windows and try again.",
                detail=repr(error),
            ) from error


def install(
    kind: Kind,
    *,
    emit: Emit,
    cancel: CancelToken,
    find_links: Path | None = None,
    index: str | None = None,
    python: str | None = None,
    uv: Path | None = None,
    check: Check | None = None,
) -> Installed:
    """Makes the environment. Raises SupportError with a sentence, or Cancelled; an older one then stays.

    `find_links` is a folder of packages, and nothing is fetched then. `index` stands in place of PyPI. `python` names
    an interpreter, or a version that uv fetches; without it that of the kind.
    """
    tool = uv or uv_binary()
    if python is not None and Path(python).name != python and not is_file(Path(python)):
        raise SupportError(f"There is no Python {python}.")
    if find_links is not None and not is_folder(find_links):
        raise SupportError(f"There is no folder {find_links}.")
    with _lock(), _unfinished_gone():
        _check_room(kind)
        folder = _unfinished()
        shutil.rmtree(folder, ignore_errors=True)
        source = _source(kind, find_links, index)
        run = Uv(tool, kind, emit, cancel)
        offline = ["--offline"] if find_links is not None else []
        run(["venv", str(folder), "--relocatable", "--python", python or kind.python, *offline])
        try:
            run(
                [
                    *("pip", "install", "--python", str(interpreter(folder))),
                    *("--require-hashes", "--only-binary", ":all:", "--requirement", str(kind.requirements)),
                    *source,
                ]
            )
        except SupportError as error:
            lacking = lacking_package(error.detail)
            if find_links is None or not lacking:
                raise
            raise SupportError(f"The folder {find_links} holds no {lacking}.", detail=error.detail) from error
        emit(FetchProgress(kind.key, kind.title, "check"))
        found = (check or partial(check_environment, cancel=cancel))(interpreter(folder))
        if found.missing:
            raise SupportError(
                f"The environment was made, but lacks {', '.join(found.missing)}: try again.",
                detail=found.detail,
            )
        titles = tuple(title for _, title, _, sound in found.devices if sound)
        result = Installed(kind.key, found.torch, titles)
        write_atomically(folder / MARK, records.encode(result), overwrite=True)
        cancel.raise_if_cancelled()
        _swap(folder)
        return result


def _source(kind: Kind, find_links: Path | None, index: str | None) -> list[str]:
    if find_links is not None:
        return ["--no-index", "--offline", "--find-links", str(find_links)]
    places = [part for address in kind.indexes for part in ("--extra-index-url", address)]
    # The list's hashes decide what is taken, so it does not matter which index has it.
    return [
        "--default-index",
        index or "https://pypi.org/simple",
        *places,
        "--index-strategy",
        "unsafe-best-match",
    ]


@contextlib.contextmanager
def _lock() -> Iterator[None]:
    """Nobody else installs or removes within the block. Raises SupportError where somebody does, or where nothing can
    be written."""
    try:
        user_data().mkdir(parents=True, exist_ok=True)
        lock = FileLock(user_data() / ".support.lock", timeout=0).acquire()
    except Timeout as error:
        raise SupportError(
            "The support is being installed or removed right now, by another process."
        ) from error
    except OSError as error:
        raise _unwritable(user_data(), error) from error
    with lock:
        yield


@contextlib.contextmanager
def _unfinished_gone() -> Iterator[None]:
    """What is not finished at the block's end is deleted: the cache suffices to go on from there."""
    try:
        yield
    finally:
        shutil.rmtree(_unfinished(), ignore_errors=True)


def _unwritable(folder: Path, error: OSError) -> SupportError:
    return SupportError(f"{folder} cannot be written to: {error.strerror or error}.", detail=repr(error))


def _unfinished() -> Path:
    return place().with_name(f"{place().name}.new")


def _older() -> Path:
    return place().with_name(f"{place().name}.old")


def _check_room(kind: Kind) -> None:
    folder = _unfinished().parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from error
    free = shutil.disk_usage(folder).free
    needed = kind.disk_bytes - size_of(cache())
    if free < needed:
        raise SupportError(
            f"There is not enough room: {bytes_text(needed)} are needed in {folder}, and {bytes_text(free)} are "
            "free."
        )


def _swap(folder: Path) -> None:
    """Puts the new environment in place of an older one."""
    old = _older()
    shutil.rmtree(old, ignore_errors=True)
    try:
        if exists(place()):
            place().rename(old)
        folder.rename(place())
    except OSError as error:
        if exists(old) and not exists(place()):
            with contextlib.suppress(OSError):
                old.rename(place())
        raise SupportError(
            "The environment is made, but the older one is in use: close the program's other windows and try again.",
            detail=repr(error),
        ) from error
    shutil.rmtree(old, ignore_errors=True)


def check_environment(python: Path, *, cancel: CancelToken | None = None) -> Found:
    """What an interpreter has. Raises SupportError where it cannot run the engine, and Cancelled."""
    try:
        found, detail = look_at(python, limit=CHECK_LIMIT, cancel=cancel)
    except (OSError, subprocess.TimeoutExpired) as error:
        found, detail = None, repr(error)
    if found is None:
        raise SupportError("The environment was made, but cannot compute on this computer.", detail=detail)
    return found
