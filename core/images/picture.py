"""A picture in memory: its exact integer pixels, and all that is to be kept in an enlargement."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from core.images.about import ALPHA_APART, About


@dataclass(frozen=True, eq=False)
class Picture:
    """Pixels in the RGB encoding of the source, upright, with what is written into the result's file.

    pixels   uint8 or uint16, H x W x 3, RGB, full range (0..255 or 0..65535); gray pictures repeat one plane.
    alpha    the same dtype, H x W, straight (not premultiplied); None if opaque.
    gray     whether the source had one colour channel; then the saved result has one, too.
    icc      profile that describes `pixels`; None means sRGB.
    exif     raw EXIF block, whose orientation is already reset to 1.
    notices  sentences about what was changed while reading ("first of 12 frames", "profile ignored").
    about    resolution, XMP and texts, which are written into the result's file again.
    """

    pixels: np.ndarray
    alpha: np.ndarray | None = None
    gray: bool = False
    icc: bytes | None = None
    exif: bytes | None = None
    notices: tuple[str, ...] = field(default=())
    about: About = field(default=About())

    def __post_init__(self) -> None:
        if (
            self.pixels.dtype not in (np.uint8, np.uint16)
            or self.pixels.ndim != 3
            or self.pixels.shape[2] != 3
        ):
            raise TypeError(
                f"pixels must be uint8 or uint16 HxWx3, not {self.pixels.dtype} {self.pixels.shape}"
            )
        if self.alpha is not None and (
            self.alpha.dtype != self.pixels.dtype or self.alpha.shape != self.pixels.shape[:2]
        ):
            raise TypeError("alpha must have the pixels' dtype and size")

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])

    @property
    def depth(self) -> int:
        """Bits per sample: 8 or 16."""
        return self.pixels.dtype.itemsize * 8

    @property
    def alpha_apart(self) -> bool:
        """Whether alpha is no transparency, but gloss or height of a texture: then all colours count, and are seen."""
        return self.alpha is not None and ALPHA_APART in self.about.texts

    def crop(self, x: int, y: int, width: int, height: int) -> Picture:
        """A rectangle that lies inside the picture. It shares memory with the picture."""
        rows, cols = slice(y, y + height), slice(x, x + width)
        alpha = None if self.alpha is None else self.alpha[rows, cols]
        return replace(self, pixels=self.pixels[rows, cols], alpha=alpha)
