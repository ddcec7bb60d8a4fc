"""The journal of a long job: the predictions of its network so far, or the pages that are done, on disk.

After a power cut, a crash or a kill the job goes on at the next tile. All but the predictions is quickly computed and
follows from the input alone, since noise is indexed by position. So no state is stored: the job runs again from its
beginning, and reads the predictions that are there. Of a book or an animation each page is such a job; those that are
done have a journal of their own, so that it goes on at the next page.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor

from core.errors import SaveError
from core.storage.atomic import write_atomically
from core.storage.folders import user_cache
from core.storage.looking import is_file
from core.storage.moving import same_drive

log = logging.getLogger(__name__)

FEW = 8  # a job of no more predictions has no journal: it is soon done again
LARGEST = 2_000_000_000  # bytes; a job with more of predictions has no journal
SHARE = 4  # a journal may take a quarter of the free space of the disk
SLOW_DISK: float = 100_000_000  # bytes a second; a prediction that is computed faster than that is not kept
KEPT_DAYS = 14  # after which a journal is deleted that nobody has gone on with
SUFFIX = ".kept"
PLANNED_TILE = "planned"
CHECKSUM = 32  # bytes of the SHA-256 at the beginning of each file


@dataclass
class Journal:
    """The predictions of one pass, or the pages of one file. Without a folder it has none and keeps none. No method
    raises OSError.

    folder   holds one file for each prediction or page
    writing  becomes False when a file cannot be written; from then on the journal is only read
    found    how many predictions or pages an earlier run has left
    taken    how many of the predictions have been used
    held     bytes of what an earlier run has left, and of the pages since
    """

    folder: Path | None = None
    writing: bool = True
    found: int = 0
    taken: int = 0
    held: int = 0

    def predicted(self, keys: Sequence[str], compute: Callable[[], Tensor]) -> Tensor:
        """The predictions with these keys, stacked as [len(keys), ...].

        If the journal has all of them they are read (onto the CPU). Else they are computed, and kept if that took
        longer than writing them.
        """
        if self.folder is None:
            return compute()
        known = [tensor for key in keys if (tensor := self.recall(key)) is not None]
        if len(known) == len(keys):
            self.taken += len(keys)
            return torch.stack(known)
        began = time.monotonic()
        computed = compute()
        if time.monotonic() - began >= computed.nbytes / SLOW_DISK:
            for key, tensor in zip(keys, computed, strict=True):
                self.keep(key, tensor)
        return computed

    def recall(self, key: str) -> Tensor | None:
        """The prediction with that key, on the CPU and in the number format it was computed in. None if it is not
        there, if its file is damaged, or if not all of it are numbers: that has to be computed anew."""
        data = self.read(key)
        try:
            found = None if data is None else load(data)["x"]
        except (SafetensorError, KeyError):
            return None
        return found if found is not None and bool(found.isfinite().all()) else None

    def keep(self, key: str, tensor: Tensor) -> None:
        """Writes a prediction to its file, whole or not at all; not one with values that are no numbers, which is kept
        from the result as well."""
        if self.folder is None or not self.writing:
            return
        here = tensor.detach().cpu().contiguous()
        if bool(here.isfinite().all()):
            self._write(key, save({"x": here}))

    def has(self, key: str) -> bool:
        """Whether there is a file with that key, sound or not."""
        return self.folder is not None and is_file(self.folder / f"{key}{SUFFIX}")

    def read(self, key: str) -> bytes | None:
        """What was kept with that key. None if it is not there, or if its file is damaged."""
        if self.folder is None:
            return None
        try:
            with (self.folder / f"{key}{SUFFIX}").open("rb") as file:
                digest, data = file.read(CHECKSUM), file.read()
        except OSError:
            return None
        return data if hashlib.sha256(data).digest() == digest else None

    def keep_page(self, key: str, *parts: bytes, seconds: float) -> None:
        """Writes a page, of some parts, to its file, whole or not at all, if computing it took longer than that, and
        while all pages take no more than their share of the disk."""
        size = sum(map(len, parts))
        if self.folder is None or not self.writing or seconds < size / SLOW_DISK:
            return
        try:
            free = shutil.disk_usage(self.folder).free
        except OSError as error:
            self._stop_writing(error)
            return
        if (self.held + size) * SHARE > free + self.held:
            self._stop_writing("the disk has too little room")
            return
        self.held += size
        self._write(key, *parts)

    def make_room(self, wanted: int, folder: Path) -> None:
        """Deletes the files where so many bytes fit into a folder only without them: to be called once they are needed
        for nothing but another run."""
        if self.folder is None:
            return
        with contextlib.suppress(OSError):
            free = shutil.disk_usage(folder).free
            if free < wanted <= free + self.held and same_drive(self.folder, folder):
                self.delete()

    def _write(self, key: str, *parts: bytes) -> None:
        assert self.folder is not None
        digest = hashlib.sha256()
        for part in parts:
            digest.update(part)
        try:
            write_atomically(self.folder / f"{key}{SUFFIX}", (digest.digest(), *parts), overwrite=True)
        except (OSError, SaveError) as error:
            self._stop_writing(error)

    def _stop_writing(self, why: object) -> None:
        self.writing = False
        log.warning("The journal cannot be written any further, and the job goes on without: %s", why)

    def tile(self, planned: int) -> int:
        """The side of a tile to work with: the earlier run's, if it is no larger than what is planned now.

        Predictions fit only the tiles they were made for, and those were planned by the memory that was free then.
        """
        kept = self.recall(PLANNED_TILE)
        if kept is not None and 0 < int(kept) <= planned:
            return int(kept)
        self.keep(PLANNED_TILE, torch.tensor(planned))
        return planned

    def delete(self) -> None:
        """Deletes the files. It is no error if they are gone or another process holds them."""
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)

    def delete_if_empty(self) -> None:
        """The same, unless there is something in it to go on with."""
        if self.folder is not None:
            with contextlib.suppress(OSError):
                self.folder.rmdir()


def key_of(step: int, y: int, x: int, height: int, width: int) -> str:
    """The key of the prediction of a tile at schedule index `step`; its file is named so, too."""
    return f"{step}-{y}-{x}-{height}x{width}"


def key_of_page(number: int) -> str:
    """The key of a page or frame, from 0 on."""
    return f"page-{number}"


def identity(pixels: np.ndarray, mask: np.ndarray | None, facts: dict[str, Any]) -> str:
    """SHA-256 of all that decides the predictions of a pass: its input and `facts`, which must be plain JSON values."""
    digest = hashlib.sha256(json.dumps(facts, sort_keys=True).encode())
    for array in (pixels, mask):
        if array is not None:
            digest.update(f"{array.shape} {array.dtype}".encode())
            digest.update(np.ascontiguousarray(array).data)
    return digest.hexdigest()


def identity_of_pages(facts: dict[str, Any]) -> str:
    """SHA-256 of all that decides the pages of a result, which must be plain JSON values."""
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def open_journal(predictions: int, size: int, name: Callable[[], str]) -> Journal:
    """The journal of a pass that makes so many predictions, of `size` bytes in all. `name` gives its `identity`.

    The journal has no folder if the job is too short for one, or if there is too little room on the disk. Old journals
    are deleted here.
    """
    if predictions <= FEW or size >= LARGEST:
        return Journal()
    return _opened(name, lambda held, free: (size - held) * SHARE < free)


def open_pages(name: Callable[[], str]) -> Journal:
    """The journal of the pages of a file; `name` gives its `identity_of_pages`. Whether there is room for a page is
    known when it is done. Old journals are deleted here."""
    return _opened(name, lambda held, free: True)


def _opened(name: Callable[[], str], bears: Callable[[int, int], bool]) -> Journal:
    """`bears`: whether the disk does, by the bytes that are there already and those that are free."""
    home = user_cache() / "journal"
    try:
        home.mkdir(parents=True, exist_ok=True)
        folder = home / name()
        there = [file.stat().st_size for file in folder.glob(f"*-*{SUFFIX}")]
        bearable = bears(sum(there), shutil.disk_usage(home).free)
        if bearable or there:
            folder.mkdir(exist_ok=True)
            os.utime(folder)
        _clear_old(home)
    except OSError as error:
        log.warning("There is no journal of this job, which cannot go on after a break: %s", error)
        return Journal()
    if not bearable and not there:
        return Journal()
    return Journal(folder, writing=bearable, found=len(there), held=sum(there))


def _clear_old(home: Path) -> None:
    """Deletes journals into which no file has come for KEPT_DAYS."""
    oldest = time.time() - KEPT_DAYS * 86_400
    for folder in home.iterdir():
        try:
            if folder.stat().st_mtime < oldest:
                shutil.rmtree(folder, ignore_errors=True)
        except FileNotFoundError:  # another process was quicker
            continue
