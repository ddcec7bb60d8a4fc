"""What the C library does with memory that is free again."""

from __future__ import annotations

import ctypes
import sys

# Of glibc's mallopt: what it keeps at the heap's end, and from what size on a block is mapped by itself (its largest).
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3
KEPT, MAPPED = 2**31 - 1, 32 * 2**20


def keep_freed_memory() -> None:
    """Lets glibc keep what an iteration frees for the next one, which frees as much again.

    Else it goes back to the system and is faulted in anew, page by page, at every iteration. Nothing where the C
    library is another one.
    """
    if sys.platform != "linux":
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(M_MMAP_THRESHOLD, MAPPED)
        mallopt(M_TRIM_THRESHOLD, KEPT)
