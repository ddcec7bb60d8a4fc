"""The tile journal: what a long job's network has predicted so far, on disk, so that after a power cut, a crash or a
kill the job goes on at the next tile.

Everything but the predictions is quick and follows from the input alone (noise is indexed by position). So no state
is restored: the job runs again, and each prediction that is there is read instead of computed.
"""

from __future__ import annotations

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

log = logging.getLogger(__name__)

FEW = 8  # predictions, up to which a job is soon done again
LARGEST = 2_000_000_000  # bytes of all predictions together
SHARE = 4  # predictions may fill one part in so many of the free space
SLOW_DISK: float = 100_000_000  # bytes a second: what is computed sooner than written there is not kept
KEPT_DAYS = 14
SUFFIX = ".tile"
PLANNED_TILE = "planned"
CHECKSUM = 32  # bytes of sha256, at a file's beginning


@dataclass
class Journal:
    """The predictions of one pass. Without a folder it knows nothing and keeps nothing; no method raises OSError.

    folder   one file a prediction
    writing  false after a failure to write: then it falls silent, and what is there is still read
    found    how many predictions of an earlier run there were
    taken    how many of them have been used
    """

    folder: Path | None = None
    writing: bool = True
    found: int = 0
    taken: int = 0

    def predicted(self, keys: Sequence[str], compute: Callable[[], Tensor]) -> Tensor:
        """[len(keys), ...]: what is kept under the keys if all is there (on the CPU), else computed, and kept if
        that took long enough."""
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
        """On the CPU, in the number format it came in. A damaged file is as good as none."""
        if self.folder is None:
            return None
        try:
            data = (self.folder / f"{key}{SUFFIX}").read_bytes()
            if hashlib.sha256(data[CHECKSUM:]).digest() != data[:CHECKSUM]:
                return None
            return load(data[CHECKSUM:])["x"]
        except (OSError, SafetensorError, KeyError):
            return None

    def keep(self, key: str, tensor: Tensor) -> None:
        """Writes it whole or not at all."""
        if self.folder is None or not self.writing:
            return
        data = save({"x": tensor.detach().cpu().contiguous()})
        try:
            write_atomically(
                self.folder / f"{key}{SUFFIX}", hashlib.sha256(data).digest() + data, overwrite=True
            )
        except (OSError, SaveError) as error:
            self.writing = False
            log.warning("The journal cannot be written any further, and the job goes on without: %s", error)

    def tile(self, planned: int) -> int:
        """The earlier run's side of a tile, if it is no larger than what is planned now: it was planned from the
        memory free at that time, and predictions fit no other tiling."""
        kept = self.recall(PLANNED_TILE)
        if kept is not None and 0 < int(kept) <= planned:
            return int(kept)
        self.keep(PLANNED_TILE, torch.tensor(planned))
        return planned

    def delete(self) -> None:
        """Of what is not there, or held by another process, nothing is said."""
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)


def key_of(step: int, y: int, x: int, height: int, width: int) -> str:
    """Names the prediction of a tile at schedule index `step`; also a file's name."""
    return f"{step}-{y}-{x}-{height}x{width}"


def identity(pixels: np.ndarray, mask: np.ndarray | None, facts: dict[str, Any]) -> str:
    """sha256 of all that decides the predictions: a pass's input and `facts`, which json can write."""
    digest = hashlib.sha256(json.dumps(facts, sort_keys=True).encode())
    for array in (pixels, mask):
        if array is not None:
            digest.update(f"{array.shape} {array.dtype}".encode())
            digest.update(np.ascontiguousarray(array).data)
    return digest.hexdigest()


def open_journal(predictions: int, size: int, name: Callable[[], str]) -> Journal:
    """For so many predictions of `size` bytes together: one that works if they are worth it and bearable, else one
    without a folder. `name` gives the `identity`. Clears away what is old."""
    if predictions <= FEW or size >= LARGEST:
        return Journal()
    home = user_cache() / "journal"
    try:
        home.mkdir(parents=True, exist_ok=True)
        folder = home / name()
        there = [file.stat().st_size for file in folder.glob(f"*-*{SUFFIX}")]
        bearable = (size - sum(there)) * SHARE < shutil.disk_usage(home).free
        if bearable or there:
            folder.mkdir(exist_ok=True)
            os.utime(folder)
        _clear_old(home)
    except OSError as error:
        log.warning("There is no journal of this job, which cannot go on after a break: %s", error)
        return Journal()
    return Journal(folder, writing=bearable, found=len(there)) if bearable or there else Journal()


def _clear_old(home: Path) -> None:
    """A folder's time is that of the last file that came into it."""
    oldest = time.time() - KEPT_DAYS * 86_400
    for folder in home.iterdir():
        try:
            if folder.stat().st_mtime < oldest:
                shutil.rmtree(folder, ignore_errors=True)
        except FileNotFoundError:  # another process was quicker
            continue
