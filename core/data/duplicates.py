"""Finds pictures that are the same: byte for byte, or by the fine structure of a small thumbnail."""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import cv2
import numpy as np

SIDE = 32
ALIKE = 0.9  # two thumbnails with a higher correlation are of the same picture
HASH_BITS = 64


def thumbnail(picture: np.ndarray) -> np.ndarray:
    """The fine structure of a small gray copy of a picture, int8 [SIDE, SIDE].

    It is nearly the same for a copy that was saved again or resized. Two scans of different pages, which look alike
    from afar, differ in it.
    """
    gray = cv2.cvtColor(np.ascontiguousarray(picture), cv2.COLOR_RGB2GRAY)
    small = cv2.resize(gray, (SIDE, SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    fine = small - cv2.blur(small, (5, 5))
    return np.clip(fine.round(), -127, 127).astype(np.int8)


class Groups:
    """Groups of indices that were joined (union-find). `find` returns the smallest index of a group."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def find(self, i: int) -> int:
        """The smallest index in the group of i."""
        while self._parent[i] != i:
            self._parent[i] = i = self._parent[self._parent[i]]
        return i

    def join(self, i: int, j: int) -> None:
        """Makes one group of those of i and j."""
        a, b = sorted((self.find(i), self.find(j)))
        self._parent[b] = a


def same_bytes(paths: Sequence[Path | None]) -> Iterable[tuple[int, int]]:
    """(i, j), i < j, of files with equal contents. Only files of equal size are read."""
    by_size: defaultdict[int, list[int]] = defaultdict(list)
    for i, path in enumerate(paths):
        if path is not None:
            try:
                by_size[os.stat(path).st_size].append(i)  # noqa: PTH116
            except OSError:
                continue
    for size, indices in by_size.items():
        if size == 0 or len(indices) < 2:
            continue
        first: dict[bytes, int] = {}
        for i in indices:
            path = paths[i]
            assert path is not None
            digest = _digest(path)
            if digest is not None and first.setdefault(digest, i) != i:
                yield first[digest], i


def look_alike(thumbs: dict[int, np.ndarray]) -> Iterable[tuple[int, int]]:
    """(i, j) of thumbnails that show the same picture.

    Those are compared that share one of four parts of a hash (the signs of 64 sums of pixels); the correlation decides.
    """
    buckets: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for i, thumb in thumbs.items():
        if float(thumb.astype(np.float32).std()) < 1:
            continue  # a flat picture has no structure to compare
        tried: set[int] = set()
        for part, bits in enumerate(_hash_parts(thumb)):
            for j in buckets[part, bits][:50]:
                if j in tried:
                    continue
                tried.add(j)
                if _correlation(thumbs[j], thumb) > ALIKE:
                    yield j, i
            buckets[part, bits].append(i)


def _hash_parts(thumb: np.ndarray) -> list[int]:
    rng = np.random.default_rng(0)
    chosen = rng.permutation(SIDE * SIDE).reshape(HASH_BITS, -1)
    signs = thumb.reshape(-1).astype(np.int32)[chosen].sum(1) > 0
    return [int(np.packbits(signs[k : k + 16]).view(np.uint16)[0]) for k in range(0, HASH_BITS, 16)]


def _correlation(a: np.ndarray, b: np.ndarray) -> float:
    x, y = (t.astype(np.float32).ravel() - t.mean() for t in (a, b))
    return float(x @ y / max(1e-6, float(np.linalg.norm(x) * np.linalg.norm(y))))


def _digest(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError:
        return None
