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
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from core.errors import SupportError
from core.events import Emit, FetchProgress
from core.jobs import CancelToken
from core.process.messages import Found
from core.process.other_python import clean_environment, source_folder, worker_command
from core.storage import records
from core.storage.atomic import write_atomically
from core.storage.folders import user_cache, user_data
from core.storage.sizes import bytes_text
from core.support.kinds import Kind

MARK = "resshift-support.json"  # the last file that is written into a finished environment
RETRIES = 5  # of each request, by uv
ASKED_EVERY = 0.2  # seconds
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
    """The folder of the environment."""
    return user_data() / "support"


def interpreter(folder: Path | None = None) -> Path:
    """The Python of the environment, whether it is there or not."""
    folder = folder or place()
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def installed() -> Installed | None:
    """The environment, if it is there and whole."""
    try:
        found = records.read(Installed, place() / MARK)
    except (FileNotFoundError, records.RecordError):
        return None
    return found if interpreter().is_file() else None


def remove() -> None:
    """Deletes the environment and what was fetched for it. Raises SupportError."""
    with _lock():
        try:
            for folder in (place(), _unfinished(), _cache()):
                if folder.exists():
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
    with _lock():
        _check_room(kind)
        folder = _unfinished()
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        source = _source(kind, find_links, index)
        run = _Uv(tool, kind, emit, cancel)
        offline = ["--offline"] if find_links is not None else []
        run(["venv", str(folder), "--relocatable", "--python", python or kind.python, *offline])
        run(
            [
                *("pip", "install", "--python", str(interpreter(folder))),
                *("--require-hashes", "--only-binary", ":all:", "--requirement", str(kind.requirements)),
                *source,
            ]
        )
        emit(FetchProgress(kind.key, kind.title, "check"))
        found = (check or check_environment)(interpreter(folder))
        if found.missing:
            raise SupportError(
                f"The environment was made, but lacks {', '.join(found.missing)}: try again.",
                detail=found.detail,
            )
        titles = tuple(title for _, title, _, sound in found.devices if sound)
        result = Installed(kind.key, found.torch, titles)
        write_atomically(folder / MARK, records.encode(result), overwrite=True)
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


def uv_binary() -> Path:
    """uv, from the packaged program or from the package `uv`. Raises SupportError."""
    name = "uv.exe" if os.name == "nt" else "uv"
    carried = Path(getattr(sys, "_MEIPASS", "")) / name
    if getattr(sys, "frozen", False) and carried.is_file():
        return carried
    try:
        from uv import find_uv_bin

        return Path(find_uv_bin())
    except (ImportError, FileNotFoundError) as error:
        raise SupportError("The installer, uv, is not there: pip install uv.", detail=repr(error)) from error


@contextlib.contextmanager
def _lock() -> Iterator[None]:
    """Nobody else installs or removes within the block. Raises SupportError where somebody does."""
    user_data().mkdir(parents=True, exist_ok=True)
    try:
        lock = FileLock(user_data() / ".support.lock", timeout=0).acquire()
    except Timeout as error:
        raise SupportError(
            "The support is being installed or removed right now, by another process."
        ) from error
    with lock:
        yield


def _unfinished() -> Path:
    return place().with_name("support.new")


def _cache() -> Path:
    return user_cache() / "support"


def _check_room(kind: Kind) -> None:
    free = shutil.disk_usage(user_data()).free
    needed = kind.disk_bytes - size_of(_cache())
    if free < needed:
        raise SupportError(
            f"There is not enough room: {bytes_text(needed)} are needed in {user_data()}, and {bytes_text(free)} are "
            "free."
        )


def _swap(folder: Path) -> None:
    """Puts the new environment in place of an older one."""
    old = place().with_name("support.old")
    shutil.rmtree(old, ignore_errors=True)
    try:
        if place().exists():
            place().rename(old)
        folder.rename(place())
    except OSError as error:
        if old.exists() and not place().exists():
            with contextlib.suppress(OSError):
                old.rename(place())
        raise SupportError(
            "The environment is made, but the older one is in use: close the program's other windows and try again.",
            detail=repr(error),
        ) from error
    shutil.rmtree(old, ignore_errors=True)


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder, without links; 0 where there is none."""
    total = 0
    for root, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                total += os.lstat(os.path.join(root, name)).st_size  # noqa: PTH118
    return total


class _Uv:
    """Runs uv, reports how far it has come by what has arrived on the disk, and tells its failures in sentences."""

    def __init__(self, tool: Path, kind: Kind, emit: Emit, cancel: CancelToken) -> None:
        self._tool, self._kind, self._emit, self._cancel = tool, kind, emit, cancel

    def __call__(self, arguments: Sequence[str]) -> None:
        variables = {
            k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "UV_", "VIRTUAL_ENV"))
        }
        variables |= {
            "UV_CACHE_DIR": str(_cache()),
            "UV_PYTHON_INSTALL_DIR": str(_cache() / "python"),
            "UV_NO_CONFIG": "1",
            "UV_NO_PROGRESS": "1",
            "UV_HTTP_TIMEOUT": "60",
            "UV_HTTP_RETRIES": str(RETRIES),
        }
        apart: dict[str, Any] = {"start_new_session": True}
        if sys.platform == "win32":
            apart = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
        try:
            child = subprocess.Popen(
                [str(self._tool), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env=variables,
                **apart,
            )
        except OSError as error:
            raise SupportError(
                f"The installer {self._tool} cannot be started.", detail=repr(error)
            ) from error
        said: list[bytes] = []
        errors = child.stderr
        assert errors is not None
        listener = threading.Thread(target=lambda: said.extend(errors), daemon=True)
        listener.start()
        try:
            self._wait(child)
        finally:
            if child.poll() is None:
                child.kill()
            child.wait()
            listener.join()
            errors.close()
        if child.returncode != 0:
            text = b"".join(said).decode("utf-8", "replace")
            raise SupportError(sentence_for(text), detail=text[-4000:])

    def _wait(self, child: subprocess.Popen[bytes]) -> None:
        told = -1
        while child.poll() is None:
            self._cancel.raise_if_cancelled()
            arrived = size_of(_cache())
            if arrived != told:
                told = arrived
                done = min(self._kind.bytes, round(arrived / DOWNLOADED))
                self._emit(
                    FetchProgress(self._kind.key, self._kind.title, "download", done, self._kind.bytes)
                )
            self._cancel.wait(ASKED_EVERY if child.poll() is None else 0)


DOWNLOADED = 3.5  # bytes in the cache, where packages lie unpacked, for each byte that was fetched


_FULL = ("no space left", "os error 28", "os error 112", "disk full")
_CHANGED = ("hash mismatch", "hashes do not match")
_NO_PACKAGE: tuple[str, ...] = (
    "html",
    "invalid zip",
    "not a valid wheel",
    "invalid package format",
    "from zip file",
    "failed to unzip",
)
_NO_PACKAGE += ("end of central directory", "unsupported archive", "invalid local file header")
_NO_NETWORK: tuple[str, ...] = (
    "error sending request",
    "dns error",
    "failed to connect",
    "connection refused",
    "timed out",
)
_NO_NETWORK += ("network is unreachable", "connection reset", "error decoding response", "failed to fetch")
_NOT_THERE = ("no solution found", "not found in the package registry", "no matching distribution")
_NO_PYTHON = ("no interpreter found", "no download found")
# What a failure of uv means for the person, by what it says; the first that fits.
_SENTENCES = (
    (_FULL, "The disk is full. Make room and try again: what has arrived is kept."),
    (
        _CHANGED,
        "A file that was fetched is not the one that was expected, so nothing was installed. A proxy may have changed "
        "it: try again, or in another network.",
    ),
    (
        _NO_PACKAGE,
        "Something else than a package was received, as from the page of a proxy or of a hotel's network. Open it in a "
        "browser, sign in there, and try again.",
    ),
    (
        _NO_NETWORK,
        "The packages cannot be fetched: check the connection and try again. What has arrived is kept.",
    ),
    (
        _NOT_THERE,
        "A package of the list is not to be had there any more. A newer version of the program may know another.",
    ),
    (_NO_PYTHON, "The Python that the environment needs cannot be had: check the connection and try again."),
)


def sentence_for(said: str) -> str:
    """What a failure of uv means for the person."""
    text = said.lower()
    fitting = (sentence for signs, sentence in _SENTENCES if any(sign in text for sign in signs))
    return next(fitting, "The installation failed. The details say what the installer reported.")


def check_environment(python: Path) -> Found:
    """What an interpreter has, by `core.process.worker --check`. Raises SupportError."""
    try:
        done = subprocess.run(
            worker_command(python, "--check"),
            capture_output=True,
            text=True,
            timeout=CHECK_LIMIT,
            stdin=subprocess.DEVNULL,
            env=clean_environment(),
            cwd=source_folder(),
            check=False,
        )
        return records.decode(Found, done.stdout)
    except (OSError, subprocess.TimeoutExpired, records.RecordError) as error:
        raise SupportError(
            "The environment was made, but cannot compute on this computer.", detail=repr(error)
        ) from error
