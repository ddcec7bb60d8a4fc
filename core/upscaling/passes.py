"""What the engine asks of a model family: one run of the network over one picture, and what comes out of it."""

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
    """A finished picture, given out in bands so that it need not be held twice."""

    def bands(self, *, margin: int = 0) -> Iterator[tuple[slice, np.ndarray, slice]]:
        """(rows of the result, float32 rows x width x 3 in [0, 1], the part of them the band is responsible for),
        with about `margin` rows of the result around each band, as far as the picture goes."""
        ...


class Pass(Protocol):
    """One run of a network. What `start` returns is handed back to all the others.

    scale   sides of the result over sides of the input
    origin  (row, column) of the picture on the noise plane, in its own pixels
    costs   what preparing, one step and the result take, in relation to each other
    tile    side of a tile as planned, in the network's own pixels
    journal asked before a tile is predicted
    """

    scale: int
    origin: tuple[int, int]
    costs: tuple[float, float, float]
    tile: int
    journal: Journal

    def start(self, lq: np.ndarray, mask: np.ndarray | None = None) -> Any:
        """float32 H x W x 3 in [0, 1], for inpainting with a mask bool H x W, true in the hole."""
        ...

    def tiles(self, start: Any) -> int:
        """How many tiles each step takes, as planned."""
        ...

    def kept(self, start: Any) -> int:
        """How many bytes the predictions of one step are."""
        ...

    def steps(self, start: Any, schedule: Schedule, tile_done: TileDone) -> Iterator[Step]:
        """The chain's steps in the network's own space."""
        ...

    def result(self, start: Any, x0: Tensor) -> Result:
        """The picture that the last step's x0 stands for."""
        ...

    def preview(self, start: Any, x0: Tensor, box: Region, *, largest: int, exact: bool) -> np.ndarray:
        """uint8 h x w x 3: how the part `box` of the input looks in a step's x0, with no side above `largest` where
        shrinking by whole factors allows it. `exact` asks for all pixels however long they take."""
        ...
