"""Decoded pictures, kept in memory up to a budget; the least recently used one is dropped first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

import numpy as np

from core.images.color import seen
from core.images.files import read_picture

BUDGET = 512_000_000  # bytes of pixels


class PictureCache:
    """Pictures by path, as read-only uint8 H x W x 3. May be shared between threads."""

    def __init__(self, budget: int = BUDGET, read: Callable[[Path], np.ndarray] | None = None) -> None:
        self.budget = budget
        self._read = read or _read
        self._kept: OrderedDict[Path, np.ndarray] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, path: Path) -> np.ndarray:
        """The picture in a file. Raises PictureError if it cannot be read."""
        with self._lock:
            if path in self._kept:
                self._kept.move_to_end(path)
                return self._kept[path]
        pixels = self._read(path)  # without the lock: decoding is slow and lets other threads run
        pixels.flags.writeable = False
        with self._lock:
            if path not in self._kept:
                self._kept[path] = pixels
                self._bytes += pixels.nbytes
            while self._bytes > self.budget and len(self._kept) > 1:
                self._bytes -= self._kept.popitem(last=False)[1].nbytes
        return pixels

    @property
    def held_bytes(self) -> int:
        return self._bytes


def _read(path: Path) -> np.ndarray:
    return np.ascontiguousarray(seen(read_picture(path)))
