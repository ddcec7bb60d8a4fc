"""The mask of an inpainting: white or marked where the picture is to be filled in, black where it stays as it is."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from core.errors import PictureError, SettingsError
from core.finishing.raster import mask_of
from core.finishing.strokes import Marks
from core.images.files import read_picture
from core.images.framing import Framing
from core.images.picture import Picture
from core.storage.paths import display_name

HALF = 127  # of a mask that strokes have painted


def read_mask(mask: Path | Picture | Marks | None) -> np.ndarray | None:
    """The mask as bool H x W, true in the hole, which is where the picture is brighter than half, before black where it
    is transparent: a white shape on nothing is the hole.

    Raises PictureError if it cannot be read, SettingsError if it has colours or is all black or all white.
    """
    if mask is None:
        return None
    called = mask_name(mask)
    if isinstance(mask, Marks):
        hole: np.ndarray = mask_of(mask, (mask.width, mask.height)) > HALF
        return _checked(hole, called)
    picture = mask if isinstance(mask, Picture) else _read(mask)
    pixels = _before_black(picture)
    spread = int((pixels.max(2).astype(int) - pixels.min(2)).max())
    if spread > np.iinfo(pixels.dtype).max // 16:  # the grays of a JPEG are not exactly gray
        raise SettingsError(
            f"{called} has colours, so it may be the picture itself. A mask is black, and white where the picture is "
            "to be filled in."
        )
    hole = pixels[..., 0] > np.iinfo(pixels.dtype).max // 2
    if not hole.any() and _is_transparent(picture):
        # The hole may be what is black, or what was rubbed out of it.
        raise SettingsError(
            f"{called} is black all over and transparent in part, so it does not say what is to be filled in: save it "
            "as white on black, without transparency."
        )
    return _checked(hole, called)


def marks_on(marks: Marks, framing: Framing, width: int, height: int) -> Marks:
    """Marks where they lie on a picture that is framed so and has width x height then; see `check_mask` for those that
    were made on it. Raises SettingsError if they come from another picture, or what was another part of it."""
    if marks.framing is None:
        return marks
    if (found := marks.on(framing, width, height)) is None:
        raise SettingsError(
            "What was filled in was marked on a picture of another size or crop, so it is not known where it lies in "
            "this one: give a mask (--mask)."
        )
    return found


def mask_name(mask: Path | Picture | Marks | None) -> str:
    """What sentences call a mask: one in a file may have the name of its picture, or be one of many."""
    return f"The mask {display_name(mask)}" if isinstance(mask, Path) else "The mask"


def _read(path: Path) -> Picture:
    """Raises PictureError, which says that it is about the mask, as its file may have the name of the picture."""
    try:
        return read_picture(path)
    except PictureError as error:
        raise PictureError(f"The mask cannot be used: {error}", detail=error.detail) from error


def _is_transparent(picture: Picture) -> bool:
    """Whether any of it is."""
    alpha = picture.alpha
    return alpha is not None and bool((alpha < np.iinfo(alpha.dtype).max).any())


def _before_black(picture: Picture) -> np.ndarray:
    """Its pixels H x W x 3 as they are seen before a black ground."""
    if picture.alpha is None:
        return picture.pixels
    share = picture.alpha[..., None] / np.float32(np.iinfo(picture.alpha.dtype).max)
    return (picture.pixels * share).round().astype(picture.pixels.dtype)


def _checked(hole: np.ndarray, called: str) -> np.ndarray:
    if not hole.any():
        raise SettingsError(f"{called} is black all over: white marks what is to be filled in.")
    if hole.all():
        raise SettingsError(f"{called} is white all over: black marks what stays as it is.")
    return hole


def check_mask(
    picture: Picture, mask: np.ndarray | None, *, wanted: bool, model: str, called: str = "The mask"
) -> None:
    """Raises SettingsError if mask, picture and model do not go together. `wanted`: the model needs a mask. `called`:
    see `mask_name`."""
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
            f"{called} has {mask.shape[1]} x {mask.shape[0]} pixels and the picture {picture.width} x "
            f"{picture.height}: they must have the same size."
        )
