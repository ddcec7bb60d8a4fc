"""About how large the file of a result will be, by its format: told before it is made."""

from __future__ import annotations

import numpy as np

from core.images.names import DEEP, LOSSY, is_lossless

# Bits for each pixel of a result of 8 bits, at some qualities; between them it is interpolated. They lie between the
# mean and the most that tools/measure_file_sizes.py prints: a file that comes out smaller than was said is the better
# mistake. (GIF and 16 bits it does not measure.)
BITS = {
    "png": ((100, 9.9),),
    "tiff": ((100, 10.7),),
    "tga": ((100, 24.2),),  # hardly shorter by runs
    "dds": ((100, 5.4),),  # four for a pixel, and a third for mip maps; with alpha twice as many
    "jpeg": ((50, 0.7), (75, 0.95), (90, 1.8), (95, 2.6), (100, 7.0)),
    "webp": ((50, 0.45), (75, 0.55), (90, 1.0), (95, 1.45), (100, 2.1)),
    "avif": ((50, 0.4), (75, 0.77), (90, 1.3), (95, 2.0), (100, 6.6)),
    "jxl": ((50, 0.35), (75, 0.55), (90, 0.95), (95, 1.35), (99, 2.9)),
    "gif": ((100, 5.0),),  # of an animation of which a part moves
}
WITHOUT_LOSS = {"webp": 6.6, "jxl": 5.8}
WRITTEN_DEEPER = {"png": 1.2, "tiff": 1.2, "jxl": 1.0}  # times as many where 8 bits are written as 16
DEEPER = 2.2  # where there are 16, whose lower half hardly shrinks


def file_bytes(
    format: str,
    width: int,
    height: int,
    *,
    quality: int,
    lossless: bool = False,
    bit_depth: int = 8,
    deep: bool = False,
) -> float:
    """`deep`: the picture that the result is made of has 16 bits."""
    exact = is_lossless(format, quality, lossless)
    qualities, bits = zip(*BITS[format], strict=True)
    per_pixel = WITHOUT_LOSS[format] if exact and format in LOSSY else np.interp(quality, qualities, bits)
    if bit_depth == 16 and exact and format in DEEP:
        per_pixel *= DEEPER if deep else WRITTEN_DEEPER[format]
    return float(per_pixel) / 8 * width * height
