"""A picture in halving sizes, built off the main thread, so that painting costs what is visible."""

from __future__ import annotations

import logging
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot
from PySide6.QtGui import QImage

from app.qimages import BGRA_FORMATS, OPAQUE, PREMULTIPLIED, STRAIGHT, bgra_view, new_qimage
from app.widgets.view_transform import pyramid_level

log = logging.getLogger(__name__)

SMALLEST_SIDE = 256  # a level no longer than this needs no smaller one


@dataclass(frozen=True)
class Pyramid:
    """Level 0 is the picture itself; each further level averages 2 x 2 pixels of the one before."""

    levels: tuple[QImage, ...]

    @property
    def full(self) -> QImage:
        return self.levels[0]

    @property
    def complete(self) -> bool:
        """Whether no smaller level is missing and the pixels are in a format that paints quickly."""
        return longest_side(self.levels[-1]) <= SMALLEST_SIDE and self.full.format() in BGRA_FORMATS

    def level_for(self, scale: float) -> QImage:
        """The image to draw at `scale` device pixels per full-size pixel."""
        return self.levels[pyramid_level(scale, len(self.levels))]


def longest_side(image: QImage) -> int:
    return max(image.width(), image.height())


def build_pyramid(image: QImage) -> Pyramid:
    """All levels of `image`. Odd sizes round up, and the averages are weighted by the area covered."""
    base = paintable(image)
    levels = [base]
    if base.hasAlphaChannel() and longest_side(base) > SMALLEST_SIDE:
        base = premultiplied(base)  # or transparent pixels would lend their colour to the edges
    while longest_side(base) > SMALLEST_SIDE:
        base = halved(base)
        levels.append(base)
    return Pyramid(tuple(levels))


def paintable(image: QImage) -> QImage:
    """The image in one of the formats that paint quickly; no copy if it is."""
    if image.format() in BGRA_FORMATS:
        return image
    return image.convertToFormat(STRAIGHT if image.hasAlphaChannel() else OPAQUE)


def premultiplied(image: QImage) -> QImage:
    import cv2

    if image.format() == PREMULTIPLIED:
        return image
    result = new_qimage(image.width(), image.height(), PREMULTIPLIED)
    cv2.cvtColor(bgra_view(image), cv2.COLOR_RGBA2mRGBA, dst=bgra_view(result, writable=True))
    return result


def halved(image: QImage) -> QImage:
    """Half the size, rounded up, by area averages; `image` is opaque or premultiplied."""
    import cv2

    width, height = (image.width() + 1) // 2, (image.height() + 1) // 2
    result = new_qimage(width, height, image.format())
    target: np.ndarray = bgra_view(result, writable=True)
    cv2.resize(bgra_view(image), (width, height), dst=target, interpolation=cv2.INTER_AREA)
    return result


class PyramidBuilder(QObject):
    """Builds pyramids on Qt's thread pool and says so in the thread it lives in.

    `built` carries the key of the request and the Pyramid. Connect it to a method of a QObject.
    """

    built = Signal(object, object)

    def request(self, key: object, image: QImage) -> None:
        """Start building; requests may finish in another order than they were made."""
        QThreadPool.globalInstance().start(_Build(self, key, image))


class _Build(QRunnable):
    """Holds the builder, so that the signal's owner outlives the work even if the viewer does not."""

    def __init__(self, builder: PyramidBuilder, key: object, image: QImage) -> None:
        super().__init__()
        self._builder, self._key, self._image = builder, key, image

    @Slot()
    def run(self) -> None:
        try:
            self._builder.built.emit(self._key, build_pyramid(self._image))
        except Exception:
            # The full-size picture is on the screen already: without smaller levels it only paints rougher.
            log.exception("The smaller versions of a picture could not be made")
