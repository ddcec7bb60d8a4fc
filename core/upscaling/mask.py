"""The mask of an inpainting: white or marked where the picture is to be filled in, black where it stays as it is."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from core.errors import SettingsError
from core.finishing.raster import mask_of
from core.finishing.strokes import Marks
from core.images.files import read_picture
from core.images.picture import Picture

HALF = 127  # of a mask that strokes have painted


def read_mask(mask: Path | Picture | Marks | None) -> np.ndarray | None:
    """The mask as bool H x W, true in the hole, which is where the picture is brighter than half.

    Raises PictureError if it cannot be read, SettingsError if it has colours or is all black or all white.
    """
    if mask is None:
        return None
    if isinstance(mask, Marks):
        hole: np.ndarray = mask_of(mask, (mask.width, mask.height)) > HALF
        return _checked(hole)
    picture = mask if isinstance(mask, Picture) else read_picture(mask)
    pixels = picture.pixels
    spread = int((pixels.max(2).astype(int) - pixels.min(2)).max())
    if spread > np.iinfo(pixels.dtype).max // 16:  # the grays of a JPEG are not exactly gray
        raise SettingsError(
            "The mask has colours, so it may be the picture itself. A mask is black, and white where the picture is "
            "to be filled in."
        )
    return _checked(pixels[..., 0] > np.iinfo(pixels.dtype).max // 2)


def _checked(hole: np.ndarray) -> np.ndarray:
    if not hole.any():
        raise SettingsError("The mask is black all over: white marks what is to be filled in.")
    if hole.all():
        raise SettingsError("The mask is white all over: black marks what stays as it is.")
    return hole


def check_mask(picture: Picture, mask: np.ndarray | None, *, wanted: bool, model: str) -> None:
    """Raises SettingsError if mask, picture and model do not go together. `wanted`: the model needs a mask."""
    if mask is None:
        if wanted:
            raise SettingsError(
                f"{model} fills in what a mask marks: give one (--mask), white where the picture is to be filled in."
            )
        return
    if not wanted:
        raise SettingsError(f"{model} takes no mask: choose an inpainting model, or leave the mask out.")
    if mask.shape != (picture.height, picture.width):
        raise SettingsError(
            f"The mask has {mask.shape[1]} x {mask.shape[0]} pixels and the picture {picture.width} x "
            f"{picture.height}: they must have the same size."
        )
