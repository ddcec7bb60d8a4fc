"""Downloads one file over HTTP: goes on after an interruption, and puts only a whole, checked file in its place."""

from __future__ import annotations

import hashlib
import http.client
import logging
import os
import ssl
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import ModelError, ModelSaveError
from core.events import Emit, FetchProgress
from core.jobs import CancelToken
from core.models.workplace import check_room
from core.storage import records
from core.storage.looking import size_of
from core.version import VERSION

log = logging.getLogger(__name__)

CHUNK = 1 << 18  # bytes
REPORT_EVERY = 0.1  # seconds between two reports of progress
MIRROR_VARIABLE = "RESSHIFT_STUDIO_MIRROR"
Progress = Callable[[int, int | None], None]
"""progress(bytes so far, bytes in all or None if the server does not say)."""


@dataclass(frozen=True)
class Patience:
    """How long to wait, in seconds: `stall` for the server to send something, `pause` before another attempt."""

    stall: float = 60.0
    pause: float = 2.0
    attempts: int = 5  # in a row without a byte of progress


@dataclass(frozen=True)
class Arrived:
    """How much of one or more files has arrived in downloads that are not finished."""

    done: int = 0  # bytes
    total: int | None = None  # bytes of the files that have been begun, if the servers said so
    parts: bool = False  # whether there is something of downloads, which can be discarded

    def __add__(self, other: Arrived) -> Arrived:
        known = (self.total is not None or not self.done) and (other.total is not None or not other.done)
        total = (self.total or 0) + (other.total or 0) if known and self.done + other.done else None
        return Arrived(self.done + other.done, total, self.parts or other.parts)


def arrived(target: Path) -> Arrived:
    """How much of a file has arrived: all of it, a part, or nothing."""
    size = size_of(target)
    if size is not None:
        return Arrived(size, size)
    done = size_of(_part(target)) or 0
    return Arrived(done, _read_notes(target).total if done else None, parts=done > 0)


def discard(target: Path) -> None:
    """Deletes the part of a file that has arrived; a whole file stays. Raises OSError."""
    _part(target).unlink(missing_ok=True)
    _notes(target).unlink(missing_ok=True)


def own_mirror() -> str | None:
    """The base address, or the folder, that the variable MIRROR_VARIABLE of the environment names."""
    return os.environ.get(MIRROR_VARIABLE) or None


def reporter(key: str, file: str, emit: Emit) -> Progress:
    """A function that emits progress a few times a second, with the mean rate since its first call."""
    state = {"began": time.monotonic(), "first": -1.0, "last": 0.0}

    def report(done: int, total: int | None) -> None:
        now = time.monotonic()
        if state["first"] < 0:
            state["first"] = done
        if now - state["last"] < REPORT_EVERY and done != total:
            return
        state["last"] = now
        rate = (done - state["first"]) / max(1e-3, now - state["began"])
        emit(FetchProgress(key, file, "download", done, total, rate))

    return report


def _part(target: Path) -> Path:
    return target.with_name(target.name + ".part")


def _notes(target: Path) -> Path:
    """The file that says of which version the part is, and where from."""
    return target.with_name(target.name + ".part.json")


@dataclass(frozen=True)
class _Notes:
    """Which version of a file its part is of."""

    url: str = ""
    etag: str = ""
    total: int | None = None
    time: float = 0.0  # of the last note, seconds since 1970


def _read_notes(target: Path) -> _Notes:
    """What is noted of a part; nothing where that is damaged, and the download then begins anew."""
    return records.read_or(_Notes, _notes(target), _Notes())


class _Cut(Exception):
    """The connection broke or was silent for too long; another attempt may succeed."""


def download(
    url: str,
    target: Path,
    *,
    sha256: str | None = None,
    size: int | None = None,
    progress: Progress = lambda done, total: None,
    cancel: CancelToken | None = None,
    patience: Patience | None = None,
) -> str:
    """Downloads `url` to `target` and returns its SHA-256. `sha256` and `size` are checked if they are given.

    What arrives is kept in `target`.part, and the next call goes on from there. Raises ModelError, which says what to
    do next (ModelSaveError if the file cannot be stored), or Cancelled. `target` only appears when it is whole and
    checked.
    """
    return _Download(
        url, target, sha256, size, progress, cancel or CancelToken(), patience or Patience()
    ).run()


class _Download:
    def __init__(
        self,
        url: str,
        target: Path,
        sha256: str | None,
        size: int | None,
        progress: Progress,
        cancel: CancelToken,
        patience: Patience,
    ) -> None:
        self.url, self.target, self.sha256, self.size = url, target, sha256, size
        self.progress, self.cancel, self.patience = progress, cancel, patience
        self.part = _part(target)

    def run(self) -> str:
        self._check_address()
        try:
            return self._run()
        except OSError as error:  # of the disk, as those of the network are a _Cut
            raise ModelSaveError(
                f"{self.target.name} cannot be stored in {self.target.parent}: {error.strerror or error}. What has "
                "arrived is kept: try again when it can be stored.",
                detail=repr(error),
            ) from error

    def _check_address(self) -> None:
        try:
            parts = urllib.parse.urlsplit(self.url)
            sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            sound = False
        if not sound:
            raise self._no_address()

    def _no_address(self) -> ModelError:
        return ModelError(f"{self.url} is not an address that can be downloaded from.")

    def _run(self) -> str:
        self.target.parent.mkdir(parents=True, exist_ok=True)
        # Only what lies behind the furthest byte of all attempts is progress: a server that cuts every answer at the
        # same place and knows no ranges would otherwise be asked for ever.
        fruitless, furthest = 0, self._held()
        while True:
            self.cancel.raise_if_cancelled()
            try:
                self._attempt()
                break
            except _Cut as cut:
                fruitless = 0 if self._held() > furthest else fruitless + 1
                furthest = max(furthest, self._held())
                if fruitless >= self.patience.attempts:
                    raise ModelError(self._broken_off(), detail=str(cut)) from cut
                log.info("The download of %s was cut at %d bytes: %s", self.target.name, self._held(), cut)
                self.cancel.wait(self.patience.pause)
        return self._checked()

    def _broken_off(self) -> str:
        if self._held():
            return (
                f"The download of {self.target.name} broke off. What has arrived is kept: try again to go on from "
                "there."
            )
        return (
            f"{self.target.name} cannot be downloaded: {self._host} does not answer. Check the connection and try "
            "again."
        )

    @property
    def _host(self) -> str:
        return urllib.parse.urlsplit(self.url).hostname or ""

    # -- one attempt --------------------------------------------------------------------------------------------

    def _attempt(self) -> None:
        etag = self._noted_etag()
        offset = self._held()
        headers = {"User-Agent": f"ResShift-Studio/{VERSION}", "Accept-Encoding": "identity"}
        if offset:
            headers["Range"] = f"bytes={offset}-"
            if etag:
                headers["If-Range"] = etag  # another version of the file is sent from its beginning
        request = urllib.request.Request(self.url, headers=headers)
        try:
            response = urllib.request.urlopen(request, timeout=self.patience.stall)
        except urllib.error.HTTPError as error:
            self._on_status(error, offset)
            return
        except http.client.InvalidURL as error:
            raise self._no_address() from error
        except (OSError, http.client.HTTPException) as error:
            if isinstance(getattr(error, "reason", None), ssl.SSLCertVerificationError):
                raise self._not_trusted(error) from error
            raise _Cut(repr(error)) from error
        with response:
            self._receive(response, offset)

    def _not_trusted(self, error: Exception) -> ModelError:
        return ModelError(
            f"{self.target.name} cannot be downloaded: the certificate of {self._host} is not trusted on this "
            "computer. A proxy of a company or a virus scanner may be in between: have its certificate installed, or "
            "get the file by other means and add it with “Add a model file”.",
            detail=repr(error),
        )

    def _on_status(self, error: urllib.error.HTTPError, offset: int) -> None:
        if error.code == 416:  # nothing lies behind the offset: the part is whole, or of another file
            total = error.headers.get("Content-Range", "").rpartition("/")[2]
            if total.isdigit() and int(total) == offset:
                return
            self._discard()
            raise _Cut("the server does not have that range") from error
        if error.code == 429 or error.code >= 500:
            raise _Cut(f"HTTP {error.code}") from error
        what = "is not there any more" if error.code in (404, 410) else "was refused"
        raise ModelError(
            f"{self.target.name} {what} (HTTP {error.code} from {self.url}). Get the file by other means and add it "
            "with “Add a model file”, or name a mirror.",
            detail=str(error),
        ) from error

    def _receive(self, response: Any, offset: int) -> None:
        if "html" in response.headers.get("Content-Type", ""):
            self._refuse_page()
        if response.status == 206:
            start, total = _content_range(response.headers.get("Content-Range", ""))
            if start != offset:
                self._discard()
                raise _Cut("the server sent another range than was asked for")
        else:
            offset = 0
            length = response.headers.get("Content-Length", "")
            total = int(length) if length.isdigit() else None
        self._check_total(total, offset)
        self._note(response.headers.get("ETag", ""), total)
        with self.part.open("r+b" if offset else "wb") as file:
            file.seek(offset)
            self._copy(response, file, offset, total)

    def _copy(self, response: Any, file: Any, done: int, total: int | None) -> None:
        while True:
            self.cancel.raise_if_cancelled()
            try:
                chunk = response.read1(CHUNK)
            except (OSError, http.client.HTTPException) as error:
                raise _Cut(repr(error)) from error
            if not chunk:
                break
            if done == 0 and chunk.lstrip()[:1] == b"<":
                self._refuse_page()
            file.write(chunk)
            done += len(chunk)
            self.progress(done, total)
        if done == 0 or (total is not None and done < total):
            raise _Cut(f"{done} of {total} bytes")

    # -- checks -------------------------------------------------------------------------------------------------

    def _check_total(self, total: int | None, offset: int) -> None:
        if total is None:
            return
        if self.size is not None and total != self.size:
            self._discard()
            raise ModelError(
                f"The server offers {self.target.name} with {total:,} bytes, but it must have {self.size:,}. Another "
                "mirror may have the right one."
            )
        check_room(self.target.parent, total - offset, self.target.name)

    def _checked(self) -> str:
        digest = hashlib.sha256()
        with self.part.open("rb") as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
        found = digest.hexdigest()
        if self.sha256 is not None and found != self.sha256:
            self._discard()
            raise ModelError(
                f"{self.target.name} arrived damaged: its checksum is not the published one. Download it again.",
                detail=f"sha256 {found}, expected {self.sha256}",
            )
        self.part.replace(self.target)
        _notes(self.target).unlink(missing_ok=True)
        return found

    def _refuse_page(self) -> None:
        self._discard()
        raise ModelError(
            f"Instead of {self.target.name} a web page arrived; a proxy or a sign-in page of the network may be in "
            "between. Open a browser and check the connection, then try again."
        )

    # -- the part -----------------------------------------------------------------------------------------------

    def _held(self) -> int:
        return size_of(self.part) or 0

    def _discard(self) -> None:
        discard(self.target)

    def _note(self, etag: str, total: int | None) -> None:
        notes = _Notes(self.url, etag, total, time.time())
        _notes(self.target).write_bytes(records.encode(notes))

    def _noted_etag(self) -> str:
        """The version (ETag) that the part belongs to, or "". A part from another address is deleted."""
        notes = _read_notes(self.target)
        if notes.url and notes.url != self.url:
            self._discard()
            return ""
        return notes.etag


def _content_range(text: str) -> tuple[int, int | None]:
    """ "bytes 5-9/10" -> (5, 10); the total is None for "*". (-1, None) for anything else."""
    unit, _, rest = text.partition(" ")
    span, _, total = rest.partition("/")
    start = span.partition("-")[0]
    if unit != "bytes" or not start.isdigit():
        return -1, None
    return int(start), int(total) if total.isdigit() else None
