"""Saves a picture as JPEG XL: the pixels by libjxl, their colours and all that describes them by our own code."""

from __future__ import annotations

import os
from typing import Any

import numpy as np

from core.images.carry import Carried
from core.images.exif import PREFIX
from core.images.formats.jxl_head import LEVEL, boxes_of, codestream, in_boxes, retold
from core.images.matrix_profile import Light, light_of, light_of_srgb
from core.images.sources import SRGB

# Of 1 to 10. Without loss a tenth larger than by 7, in a fifth of the time; with loss as large.
_EFFORT_EXACT, _EFFORT = 4, 5
_THREADS = 8
_BAND = 1 << 20  # pixels that are converted at once


def distance_of(quality: int) -> float:
    """How far libjxl may go from the picture, in units that just can be seen, for a quality of 1 to 100: as its own
    tools have it. 100 is without loss."""
    if quality >= 100:
        return 0.0
    if quality >= 30:
        return 0.1 + (100 - quality) * 0.09
    return 53 / 3000 * quality**2 - 23 / 20 * quality + 25


def needs_srgb(icc: bytes | None, *, gray: bool) -> bool:
    """Whether a picture must be converted to sRGB to be saved with loss: that takes its colours as they are seen, which
    are known of profiles of matrix and curves."""
    return icc is not None and light_of(icc, gray=gray) is None


def encode_jxl(planes: np.ndarray, quality: int, *, icc: bytes | None, carried: Carried) -> bytes:
    """The file. `planes`: uint8 or uint16 H x W x C with C = 1 to 4. `quality` 100 keeps every sample, and the profile
    as it is; below, the colours are kept and told in the file's own way. Raises RuntimeError or ValueError."""
    gray, depth = planes.shape[2] < 3, 8 * planes.dtype.itemsize
    distance = distance_of(quality)
    if distance == 0:
        made = _by_libjxl(planes, lossless=True, effort=_EFFORT_EXACT)
        stream = retold(codestream(made), icc or SRGB, gray=gray, depth=depth)
    else:
        light = light_of(icc, gray=gray) if icc else None
        if light is None and depth == 8:
            made = _by_libjxl(planes, distance=distance, effort=_EFFORT)
            stream = codestream(made)
        else:
            made = _by_libjxl(_linear(planes, light), distance=distance, effort=_EFFORT)
            stream = retold(codestream(made), light.source if light else SRGB, gray=gray, depth=depth)
    level = next((made[start:end] for kind, start, end in boxes_of(made) if kind == LEVEL), None)
    boxes = []
    if carried.block:
        boxes.append((b"Exif", bytes(4) + carried.block.removeprefix(PREFIX)))
    if carried.about.xmp:
        boxes.append((b"xml ", carried.about.xmp))
    return b"".join(in_boxes(stream, level=level, boxes=tuple(boxes)))


def _by_libjxl(planes: np.ndarray, **how: Any) -> bytes:
    import imagecodecs

    one = planes[..., 0] if planes.shape[2] == 1 else planes
    threads = min(_THREADS, os.cpu_count() or 1)
    return bytes(imagecodecs.jpegxl_encode(np.ascontiguousarray(one), numthreads=threads, **how))


def _linear(planes: np.ndarray, light: Light | None) -> np.ndarray:
    """float32 of the same shape: linear light in sRGB's primaries, which alone this encoder takes for what it is."""
    light = light or light_of_srgb()
    colours = 1 if planes.shape[2] < 3 else 3
    top = np.iinfo(planes.dtype).max
    curves = light.curves[:, :: 65535 // top]
    matrix = light.matrix.T.astype(np.float32)
    out = np.empty(planes.shape, np.float32)
    rows = max(1, _BAND // planes.shape[1])
    for start in range(0, len(planes), rows):
        band, to = planes[start : start + rows], out[start : start + rows]
        for channel in range(colours):
            to[..., channel] = curves[channel][band[..., channel]]
        if colours == 3:
            to[..., :3] = to[..., :3] @ matrix
        to[..., colours:] = band[..., colours:] / np.float32(top)
    return out
