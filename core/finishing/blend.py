"""The equations of a finish, worked through in parts so that a result of any size needs little memory beside itself.

    m      = strength (1 - p)               p: the mask of what is protected, 0 to 1
    g      = high(y - shrink(model))        y: the input; what the model has lost of its finest band
    result = faithful + m (model + enlarge(g) - faithful)

The picture is split as Burt and Adelson's pyramid does it (1983): low(x) is a Gaussian blur, high(x) = x - low(x), so
that both together are x again. At strength 0, and where all is protected, the result is the faithful picture bit for
bit; at strength 1 without grain and mask it is the model's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

import cv2
import numpy as np

from core.errors import SettingsError
from core.finishing.finish import KAPPA, Finish
from core.finishing.raster import mask_of
from core.images.alpha import visible
from core.images.depth import to_depth
from core.images.picture import Picture
from core.images.resize import resize
from core.images.wrapping import with_copies_around, wrapped

GRAIN_SIGMA = 1.0  # pixels of the input: the finest octave
PART = 1 << 22  # samples that are worked on at once
_MARGIN = 4  # pixels around a part of a field, which the interpolation looks at
_MOST_SIDE = 16_384  # pixels of what is stretched at once: OpenCV takes less than 32,767 a side


class Sliced(Protocol):
    """An array H x W x C, or what makes rows and columns of one when they are asked for."""

    def __getitem__(self, place: tuple[slice, slice], /) -> np.ndarray: ...


@dataclass(frozen=True)
class Blend:
    """Arrays H x W x C of one integer type; `mask` (uint8 h x w) and `grain` (float32 h x w x C) are of any size and
    are stretched over them. If they are `seamless`, copies of themselves lie around them."""

    model: np.ndarray
    faithful: Sliced | None  # None: where nothing of it shows
    strength: float = 1.0
    mask: np.ndarray | None = None
    grain: np.ndarray | None = None
    seamless: bool = False

    def part(self, top: int, bottom: int, left: int, right: int) -> np.ndarray:
        """The result in these rows and columns."""
        rows, cols = slice(top, bottom), slice(left, right)
        size = self.model.shape[1], self.model.shape[0]
        mixed = self.model[rows, cols].astype(np.float32)
        if self.grain is not None:
            mixed += sampled(self.grain, size, rows, cols, cv2.INTER_CUBIC, seamless=self.seamless)
        if self.faithful is not None:
            faithful = self.faithful[rows, cols].astype(np.float32)
            mixed -= faithful
            mixed *= self._share(size, rows, cols)
            mixed += faithful
        np.rint(mixed, out=mixed)
        if self.grain is not None:
            np.clip(mixed, 0, np.iinfo(self.model.dtype).max, out=mixed)
        return mixed.astype(self.model.dtype)

    def _share(self, size: tuple[int, int], rows: slice, cols: slice) -> np.ndarray | np.float32:
        """m: a number, or float32 H x W x 1."""
        if self.mask is None:
            return np.float32(self.strength)
        protected = sampled(self.mask, size, rows, cols, cv2.INTER_LINEAR, seamless=self.seamless)
        return ((255 - protected) * np.float32(self.strength / 255))[..., None]

    def whole(self, check: Callable[[], None] = lambda: None) -> np.ndarray:
        """The result, strip by strip. `check` is called before each: what it raises ends the work."""
        out = np.empty_like(self.model)
        height, width = out.shape[:2]
        rows = max(1, PART // (width * out.shape[2]))
        for top in range(0, height, rows):
            check()
            bottom = min(height, top + rows)
            out[top:bottom] = self.part(top, bottom, 0, width)
        return out


def sampled(
    field: np.ndarray, size: tuple[int, int], rows: slice, cols: slice, how: int, *, seamless: bool = False
) -> np.ndarray:
    """Rows and columns of `field` as float32, stretched to `size`, (width, height): the same values in any parts."""
    out = np.empty((rows.stop - rows.start, cols.stop - cols.start, *field.shape[2:]), np.float32)
    for across in _cut(field.shape[1], size[0], cols):
        for down in _cut(field.shape[0], size[1], rows):
            place = (
                slice(down.start - rows.start, down.stop - rows.start),
                slice(across.start - cols.start, across.stop - cols.start),
            )
            out[place] = _sampled_at_once(field, size, down, across, how, seamless=seamless)
    return out


def _cut(length: int, wanted: int, part: slice) -> Iterator[slice]:
    """`part` of an axis of `length` that is stretched to `wanted`, in pieces short enough for OpenCV before and after
    that."""
    most = max(1, int(_MOST_SIDE * min(1.0, wanted / length)))
    for start in range(part.start, part.stop, most):
        yield slice(start, min(part.stop, start + most))


def _sampled_at_once(
    field: np.ndarray, size: tuple[int, int], rows: slice, cols: slice, how: int, *, seamless: bool
) -> np.ndarray:
    xs, x0, x1 = _places(field.shape[1], size[0], cols, endless=seamless)
    ys, y0, y1 = _places(field.shape[0], size[1], rows, endless=seamless)
    near = np.ascontiguousarray(wrapped(field, slice(y0, y1), slice(x0, x1)), np.float32)
    across = np.broadcast_to(xs, (len(ys), len(xs)))
    down = np.broadcast_to(ys[:, None], (len(ys), len(xs)))
    return cv2.remap(
        near, np.ascontiguousarray(across), np.ascontiguousarray(down), how, borderMode=cv2.BORDER_REPLICATE
    )


def _places(length: int, wanted: int, part: slice, *, endless: bool) -> tuple[np.ndarray, int, int]:
    """Where the pixels of `part` lie in an axis of `length` that is stretched to `wanted`: positions from `first`, and
    the `first` and last row that are needed. Whole 32nds, as OpenCV takes them, so that no part is rounded apart. An
    `endless` axis goes on beyond its ends."""
    at = (np.arange(part.start, part.stop) + 0.5) * (length / wanted) - 0.5
    at = np.rint(at * 32) / 32
    first, last = int(at[0]) - _MARGIN, int(at[-1]) + _MARGIN + 1
    if not endless:
        first, last = max(0, first), min(length, last)
    return (at - first).astype(np.float32), first, last


def bands(array: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(low, high) of a float32 array H x W x C: all but its finest octave, and that."""
    low = cv2.GaussianBlur(array, (0, 0), GRAIN_SIGMA, borderType=cv2.BORDER_REFLECT_101).reshape(array.shape)
    return low, array - low


def grain_of(model: np.ndarray, source: np.ndarray, *, seamless: bool = False) -> np.ndarray:
    """g: what `model` (H x W x C) has lost of the finest band of `source` (h x w x C), float32 h x w x C."""
    height, width = source.shape[:2]
    if not seamless:
        return bands(source.astype(np.float32) - resize(model, (width, height)).astype(np.float32))[1]
    lost = source.astype(np.float32) - with_copies_around(resize, model, (width, height)).astype(np.float32)
    m = _MARGIN  # beyond which the blur sees nothing
    around = wrapped(lost, slice(-m, height + m), slice(-m, width + m))
    return bands(around)[1][m:-m, m:-m]


def enlargement(source: Picture, size: tuple[int, int], depth: int, *, seamless: bool = False) -> np.ndarray:
    """The input enlarged to `size`, (width, height), by a filter that invents nothing; `depth` bits, H x W x 3."""
    pixels = to_depth(visible(source), depth)
    return with_copies_around(resize, pixels, size) if seamless else resize(pixels, size)


def finished(
    model: Picture,
    source: Picture,
    finish: Finish,
    kappa: Picture | None = None,
    *,
    seamless: bool = False,
) -> Picture:
    """The model's picture with a finish. `kappa` is the one for FAITHFUL_KAPPA, where the finish asks for it. Both
    pictures may be `seamless` textures.

    Transparency stays as it is. Raises SettingsError if the pictures do not belong together.
    """
    if not finish.changes:
        return model
    pixels, size = model.pixels, (model.width, model.height)
    faithful = None
    if finish.needs_faithful:
        faithful = _faithful(model, source, finish, kappa, size, seamless=seamless)
    grain = None
    if finish.keep_grain:
        grain = grain_of(pixels, to_depth(visible(source), model.depth), seamless=seamless)
    mask = mask_of(finish.protect) if finish.protect is not None and finish.protects else None
    blend = Blend(pixels, faithful, finish.strength, mask, grain, seamless)
    return replace(model, pixels=blend.whole())


def _faithful(
    model: Picture,
    source: Picture,
    finish: Finish,
    kappa: Picture | None,
    size: tuple[int, int],
    *,
    seamless: bool,
) -> np.ndarray:
    if finish.faithful != KAPPA:
        return enlargement(source, size, model.depth, seamless=seamless)
    if kappa is None or kappa.pixels.shape != model.pixels.shape:
        raise SettingsError("The faithful picture for kappa 0.1 is not there: choose the enlargement.")
    return to_depth(kappa.pixels, model.depth)
