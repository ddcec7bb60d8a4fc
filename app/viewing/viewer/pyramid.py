"""A picture in halving sizes, built in a thread, so that painting costs only what is visible."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Hashable
from dataclasses import dataclass
from functools import partial

import numpy as np
from PySide6.QtCore import QObject, QThreadPool, Signal
from PySide6.QtGui import QImage

from app.images.qimages import BGRA_FORMATS, OPAQUE, PREMULTIPLIED, STRAIGHT, bgra_view, new_qimage
from app.viewing.viewer.view_transform import pyramid_level

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
    """`image` at half its size, rounded up, by area averages; it must be opaque or premultiplied."""
    import cv2

    width, height = (image.width() + 1) // 2, (image.height() + 1) // 2
    result = new_qimage(width, height, image.format())
    target: np.ndarray = bgra_view(result, writable=True)
    cv2.resize(bgra_view(image), (width, height), dst=target, interpolation=cv2.INTER_AREA)
    return result


class PyramidBuilder(QObject):
    """Builds pyramids on Qt's thread pool, of each layer only the newest, and says so in its own thread.

    `built` carries the key of `request` and the Pyramid; connect it to a method of a QObject. The builder
    needs no parent: work that is under way keeps it alive.
    """

    built = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._newest: dict[Hashable, int] = {}

    def request(self, layer: Hashable, image: QImage) -> tuple[Hashable, int]:
        """Start building and return the key; what was asked for the layer before is not begun any more."""
        key = (layer, image.cacheKey())
        self._newest[layer] = image.cacheKey()
        # A callable, not a QRunnable: PySide 6.11 leaks the latter where it ends before start() has returned.
        QThreadPool.globalInstance().start(partial(self._build, key, image))
        return key

    def _build(self, key: tuple[Hashable, int], image: QImage) -> None:
        if self._newest[key[0]] != key[1]:
            return
        try:
            pyramid = build_pyramid(image)
        except Exception:
            # The full-size picture is on the screen already: without smaller levels it only paints rougher.
            log.exception("The smaller versions of a picture could not be made")
            return
        # At the end of the program Qt takes the builder away from under us.
        with contextlib.suppress(RuntimeError):
            self.built.emit(key, pyramid)
