"""What a family of models has to offer for upscaling: one pass of its network over one picture, and the result."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

import numpy as np
from torch import Tensor

from core.diffusion.sampler import Step
from core.diffusion.schedule import Schedule
from core.jobs import Region
from core.latents.blended_tiles import TileDone
from core.upscaling.journal import Journal


class Result(Protocol):
    """A finished picture that is handed out in bands, so that no second copy of it is held."""

    def bands(self, *, margin: int = 0) -> Iterator[tuple[slice, np.ndarray, slice]]:
        """For each band: (its rows in the result; their pixels, float32 rows x width x 3 in [0, 1]; which of its rows
        count). The other rows are a margin of about `margin` rows around them, as far as the picture goes."""
        ...


class Pass(Protocol):
    """One run of a network over one picture. What `start` returns is handed to all other methods.

    scale    side of the result over side of the input
    origin   (row, column) of the picture on the noise plane, in pixels of the picture
    period   rows and columns, in pixels of the picture, after which the noise comes again, as a seamless texture does;
             None: never
    costs    how long preparing, one step and the result take, relative to each other
    tile     side of a tile as planned, in the pixels that the network works in
    journal  is asked for each tile before the network is
    """

    scale: int
    origin: tuple[int, int]
    period: tuple[int, int] | None
    costs: tuple[float, float, float]
    tile: int
    journal: Journal

    def start(self, lq: np.ndarray, mask: np.ndarray | None = None) -> Any:
        """Prepares a picture float32 H x W x 3 in [0, 1]; for inpainting with a mask bool H x W, true in the hole."""
        ...

    def tiles(self, start: Any) -> int:
        """How many tiles each step takes, as planned."""
        ...

    def kept(self, start: Any) -> int:
        """How many bytes the predictions of one step are."""
        ...

    def area(self, height: int, width: int) -> float:
        """How many pixels of a picture of that size each step computes, with the margins and overlaps of tiles."""
        ...

    def memory(self, height: int, width: int) -> float:
        """About how many bytes a picture of that size takes at once, beside its own pixels and those of the result."""
        ...

    def steps(self, start: Any, schedule: Schedule, tile_done: TileDone) -> Iterator[Step]:
        """The steps of the chain, in the space that the network works in. May raise Cancelled and DeviceError."""
        ...

    def result(self, start: Any, x0: Tensor) -> Result:
        """The picture that belongs to the x0 of the last step."""
        ...

    def preview(self, start: Any, x0: Tensor, box: Region, *, largest: int, exact: bool) -> np.ndarray:
        """The part of the picture in a step's x0 that belongs to `box` of the input, uint8 h x w x 3.

        It is shrunken so that no side is above `largest`, as far as whole factors allow that. `exact` asks for the
        true pixels, however long they take; else a quick approximation will do.
        """
        ...
