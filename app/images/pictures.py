"""Pictures for the screen and for the disk, by the engine's own readers. For worker threads only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from app.images.qimages import qimage_from_array

if TYPE_CHECKING:
    from core.images.framing import Framing
    from core.images.picture import Picture

# The readers bring cv2 along, which takes a while: they are imported when the first picture is read.


def read(path: Path, *, allow_partial: bool = False) -> Picture:
    """The picture in a file; with `allow_partial` what there is of a truncated one. Raises PictureError."""
    from core.images.files import read_picture

    return read_picture(path, allow_partial=allow_partial)


def read_framed(source: Path | Picture, framing: Framing) -> Picture:
    """A picture in a file or in memory as it is framed. Raises PictureError, or SettingsError for a crop that does not
    lie inside it: another program may have put a smaller picture into the file."""
    from core.images.framing import framed

    return framed(read(source) if isinstance(source, Path) else source, framing)


def pages(path: Path) -> int:
    """How many pages a book has; 0 if it cannot be opened."""
    from core.images.files import frames_in

    return frames_in(path)


def to_qimage(picture: Picture) -> QImage:
    """The picture in the screen's colours (sRGB), with its transparency; without alpha that is none."""
    import numpy as np

    from core.images.color import to_srgb8

    pixels = to_srgb8(picture)
    if picture.alpha is None or picture.alpha_apart:
        return qimage_from_array(pixels)
    alpha = picture.alpha if picture.depth == 8 else (picture.alpha >> 8).astype(np.uint8)
    return qimage_from_array(np.dstack([pixels, alpha]))


def from_qimage(image: QImage) -> Picture:
    """A pasted image as a picture."""
    from app.images.qimages import array_from_qimage, rgba_array_from_qimage
    from core.images.picture import Picture

    if not image.hasAlphaChannel():
        return Picture(array_from_qimage(image))
    rgba = rgba_array_from_qimage(image)
    return Picture(rgba[..., :3].copy(), rgba[..., 3].copy())


def load_qimage(path: Path) -> QImage:
    """The picture in a file, ready to be shown. Raises PictureError."""
    return to_qimage(read(path))


def thumbnail(image: QImage, side: int) -> QImage:
    """`image` shrunk to fit a square; never enlarged."""
    if max(image.width(), image.height()) <= side:
        return image
    keep = Qt.AspectRatioMode.KeepAspectRatio
    if min(image.width(), image.height()) > 4 * side:
        image = image.scaled(QSize(side * 4, side * 4), keep, Qt.TransformationMode.FastTransformation)
    return image.scaled(QSize(side, side), keep, Qt.TransformationMode.SmoothTransformation)


def read_settings(path: Path) -> dict[str, Any]:
    """The settings that a result of this program was made with; empty for any other picture."""
    from core.images.files import read_settings as read_from_file

    return read_from_file(path) or {}
