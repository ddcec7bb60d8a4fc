"""From the pixels of the network to a file: the colours of the input, integer pixels, gray, saving."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from core.images import color
from core.images.formats.capacity import save_notices
from core.images.formats.encode import encoded, encoded_within
from core.images.names import numbered
from core.images.picture import Picture
from core.images.results import settings_in
from core.jobs import SaveSettings
from core.storage.atomic import take_date, write_atomically
from core.storage.sizes import bytes_text
from core.upscaling.passes import Result
from core.upscaling.pixel_field import FieldResult


def color_fixed(result: Result, lq: np.ndarray, *, scale: int, fix: str, dtype: Any) -> np.ndarray:
    """The result as pixels of `dtype`, scale H x scale W x 3, with the colours of the input lq (float32 H x W x 3 in
    [0, 1]).

    `fix` is one of core.jobs.COLOR_FIXES. Worked through in bands, and on the device where the result lies there.
    """
    return color_fixing(result, lq, scale=scale, fix=fix, dtype=dtype)()


def color_fixing(
    result: Result, lq: np.ndarray, *, scale: int, fix: str, dtype: Any
) -> Callable[[], np.ndarray]:
    """`color_fixed` as far as it takes a device. What comes back does the rest, and any thread may call it."""
    in_bands = partial(_color_fixed_in_bands, result, lq, scale=scale, fix=fix, dtype=dtype)
    if not isinstance(result, FieldResult) or result.field.device.type == "cpu":
        return in_bands
    made = result.on_device(fix, dtype)
    pixels = in_bands() if made is None else made
    return lambda: pixels


def _color_fixed_in_bands(result: Result, lq: np.ndarray, *, scale: int, fix: str, dtype: Any) -> np.ndarray:
    size = (lq.shape[1] * scale, lq.shape[0] * scale)
    largest = np.float32(np.iinfo(dtype).max)
    out = np.empty((size[1], size[0], 3), dtype)
    own = wanted = None
    if fix == "adain":
        own = color.statistics(band for _, band, _ in result.bands())
        wanted = color.statistics([lq])
    margin = color.WAVELET_MARGIN if fix == "wavelet" else 0
    for rows, band, inner in result.bands(margin=margin):
        fixed = band
        if fix in ("wavelet", "ycbcr"):
            reference = color.enlarged_rows(lq, size, rows)
            fixed = (
                color.wavelet_fix(band, reference) if fix == "wavelet" else color.ycbcr_fix(band, reference)
            )
        elif own is not None and wanted is not None:
            fixed = color.adain_fix(band, own, wanted)
        kept = slice(rows.start + inner.start, rows.start + inner.stop)
        out[kept] = (fixed[inner] * largest).round().astype(dtype)
    return out


def as_gray(pixels: np.ndarray) -> np.ndarray:
    """H x W x 3 with the rounded mean of the three channels in each of them."""
    mean = (pixels.sum(2, dtype=np.uint32) + 1) // 3
    return np.repeat(mean.astype(pixels.dtype)[..., None], 3, 2)


def save(
    result: Picture,
    target: Path,
    settings: SaveSettings,
    written: dict[str, Any],
    source: Path | None,
    go_on: Callable[[], None],
) -> tuple[Path, tuple[str, ...]]:
    """Writes the result, and within it the settings it was made with. Returns the file, which has a number where
    `target` is taken, and sentences about what it cannot hold. Raises SaveError; and what `go_on` raises, while a
    quality is looked for with which the file is small enough.

    Only results are overwritten: any other picture of that name may be an input whose turn comes later.
    """
    replaced = settings.overwrite and (not os.path.lexists(target) or settings_in(target) is not None)
    how = settings.encoding(written if settings.metadata else None)
    told: tuple[str, ...] = ()
    if settings.max_bytes is None:
        data = encoded(result, how, shown=target)
    else:
        most = settings.max_bytes
        fitted = encoded_within(result, how, most, shown=target, go_on=go_on)
        data = fitted.data
        if fitted.quality != settings.quality:
            told = (f"Saved with quality {fitted.quality}, so that the file has at most {bytes_text(most)}.",)
            how = replace(how, quality=fitted.quality)
    others = numbered(target.parent, target.stem, target.suffix)
    saved = write_atomically(target, data, overwrite=replaced, others=others)
    if settings.keep_date and source is not None:
        take_date(source, saved)
    return saved, told + save_notices(result, how)
