"""What to do when memory runs out within a step: compute it again with fewer tiles at once, then with smaller ones."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Protocol, TypeVar

import torch

from core.compute.device import free_cache
from core.compute.faults import is_out_of_memory, out_of_memory

log = logging.getLogger(__name__)

T = TypeVar("T")


def ran_out_of_memory(error: BaseException) -> bool:
    """Whether an error, or the one it was made of, says that memory ran out."""
    return is_out_of_memory(error) or (error.__cause__ is not None and is_out_of_memory(error.__cause__))


class Tiled(Protocol):
    """A pass that works in tiles whose side may be changed while it runs."""

    tile: int

    @property
    def device(self) -> torch.device: ...


class Batched(Protocol):
    """A pass that gives the network several tiles at once.

    at_once  how many pixels of tiles at most; a tile that is larger goes alone
    batch    how many tiles the largest batch of the last step had
    """

    at_once: int
    batch: int

    @property
    def device(self) -> torch.device: ...


def with_smaller_batches(pass_: Batched, compute: Callable[[], T]) -> T:
    """compute(); while memory runs out and there are batches of several tiles, it is called again with half of them."""
    while True:
        try:
            return compute()
        except (RuntimeError, MemoryError) as error:
            if not is_out_of_memory(error) or pass_.batch <= 1:
                raise
        pass_.at_once //= 2
        log.warning("Out of memory: going on with batches of half the size.")
        free_cache(pass_.device)


def with_smaller_tiles(pass_: Tiled, compute: Callable[[], T], *, smallest: int, multiple: int = 1) -> T:
    """compute(); whenever memory runs out, it is called again with `pass_.tile` halved.

    The side stays a multiple of `multiple` and is never below `smallest`. Raises DeviceError if memory does not even
    suffice for that.
    """
    while True:
        try:
            return compute()
        except (RuntimeError, MemoryError) as error:
            if not is_out_of_memory(error):
                raise
            if pass_.tile <= smallest:
                raise out_of_memory(error) from error
        pass_.tile = max(smallest, pass_.tile // 2 // multiple * multiple)
        log.warning("Out of memory: going on with tiles of %d pixels.", pass_.tile)
        free_cache(pass_.device)
