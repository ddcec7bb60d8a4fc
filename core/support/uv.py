"""uv: where it is, how it is run, how far it has come, and what its failures mean for the person."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from core.errors import SupportError
from core.events import Emit, FetchProgress
from core.jobs import CancelToken
from core.process.child_options import apart
from core.process.other_python import ASKED_EVERY
from core.storage.folders import user_cache
from core.support.kinds import Kind

RETRIES = 5  # of each request
DOWNLOADED = 3.5  # bytes in the cache, where packages lie unpacked, for each byte that was fetched


class Uv:
    """Runs uv, reports how far it has come by what has arrived on the disk, and tells its failures in sentences."""

    def __init__(self, tool: Path, kind: Kind, emit: Emit, cancel: CancelToken) -> None:
        self._tool, self._kind, self._emit, self._cancel = tool, kind, emit, cancel

    def __call__(self, arguments: Sequence[str]) -> None:
        variables = {
            k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "UV_", "VIRTUAL_ENV"))
        }
        variables |= {
            "UV_CACHE_DIR": str(cache()),
            "UV_PYTHON_INSTALL_DIR": str(cache() / "python"),
            "UV_NO_CONFIG": "1",
            "UV_NO_PROGRESS": "1",
            "UV_HTTP_TIMEOUT": "60",
            "UV_HTTP_RETRIES": str(RETRIES),
        }
        try:
            child = subprocess.Popen(
                [str(self._tool), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env=variables,
                **apart(),
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
            arrived = size_of(cache())
            if arrived != told:
                told = arrived
                done = min(self._kind.bytes, round(arrived / DOWNLOADED))
                self._emit(
                    FetchProgress(self._kind.key, self._kind.title, "download", done, self._kind.bytes)
                )
            self._cancel.wait(ASKED_EVERY if child.poll() is None else 0)


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


def cache() -> Path:
    """Where uv keeps what it has fetched, so that an installation that broke off goes on from there."""
    return user_cache() / "support"


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder, without links; 0 where there is none."""
    total = 0
    for root, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                total += os.lstat(os.path.join(root, name)).st_size  # noqa: PTH118
    return total


_FULL = ("no space left", "os error 28", "os error 112", "disk full")
_CHANGED = ("hash mismatch", "hashes do not match")
_NO_PACKAGE = (
    *(
        "html",
        "invalid zip",
        "not a valid wheel",
        "invalid package format",
        "from zip file",
        "failed to unzip",
    ),
    *("end of central directory", "unsupported archive", "invalid local file header"),
)
_NO_NETWORK = (
    *("error sending request", "dns error", "failed to connect", "connection refused", "timed out"),
    *("network is unreachable", "connection reset", "error decoding response", "failed to fetch"),
)
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


def lacking_package(said: str) -> str:
    """The package, with its version if that is said, that uv has not found by what it said; "" if none is named."""
    found = re.search(
        r"Because (?:there (?:is|are) no versions? of )?(\S+?),? (?:was not found|and you require|has no)",
        said,
    )
    return found.group(1) if found else ""
