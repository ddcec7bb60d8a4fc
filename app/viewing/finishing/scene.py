"""What a finish is shown with: the result, the faithful picture and the input as the screen has them, in halving sizes.

For worker threads. Arrays are B, G, R, A as Qt has them; transparency is the result's on both sides, so mixing leaves
it as it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage

from app.images.qimages import bgra_view, new_qimage
from app.viewing.viewer.pyramid import paintable
from app.viewing.viewer.view_transform import pyramid_level
from core.finishing.finish import Finish

SMALLEST_SIDE = 1024  # a level no longer than this needs no smaller one


@dataclass(frozen=True)
class Scene:
    """`faithful` is what `finish.faithful` named when this was made; `source` is the input as it is seen. Images are
    kept for their memory is looked at."""

    model: QImage
    source: QImage
    faithful: QImage
    levels: tuple[
        tuple[np.ndarray, np.ndarray], ...
    ]  # (model, faithful), each half as large as the one before
    grain: np.ndarray | None = None
    seamless: bool = False  # a texture with copies of itself around it
    _masks: dict[object, np.ndarray] = field(default_factory=dict)

    def with_grain(self) -> Scene:
        """The same with the input's grain, which takes a while for a large picture."""
        from core.finishing.blend import grain_of

        if self.grain is not None:
            return self
        grain = grain_of(self.levels[0][0], bgra_view(self.source), seamless=self.seamless)
        grain[..., 3] = 0
        return replace(self, grain=grain)

    def part(self, finish: Finish, visible: QRectF, zoom: float) -> tuple[QRectF, QImage]:
        """The result around what is `visible` (result pixels), as fine as `zoom` shows it, and where that lies."""
        blend = self._blend(finish, pyramid_level(zoom, len(self.levels)))
        height, width = blend.model.shape[:2]
        across, down = self.model.width() / width, self.model.height() / height
        box = QRectF(
            visible.x() / across, visible.y() / down, visible.width() / across, visible.height() / down
        )
        rect = box.toAlignedRect().adjusted(-2, -2, 2, 2).intersected(QRect(0, 0, width, height))
        pixels = blend.part(rect.top(), rect.bottom() + 1, rect.left(), rect.right() + 1)
        place = QRectF(rect.x() * across, rect.y() * down, rect.width() * across, rect.height() * down)
        return place, self._image(pixels)

    def whole(self, finish: Finish) -> QImage:
        """The whole result."""
        return self._image(self._blend(finish, 0).whole())

    def _blend(self, finish: Finish, level: int):  # type: ignore[no-untyped-def]
        from core.finishing.blend import Blend

        model, faithful = self.levels[level]
        grain = self.grain if finish.keep_grain else None
        return Blend(model, faithful, finish.strength, self._mask(finish), grain, self.seamless)

    def _mask(self, finish: Finish) -> np.ndarray | None:
        from core.finishing.raster import mask_of

        if finish.protect is None or not finish.protects:
            return None
        if finish.protect not in self._masks:
            self._masks.clear()
            self._masks[finish.protect] = mask_of(finish.protect)
        return self._masks[finish.protect]

    def _image(self, pixels: np.ndarray) -> QImage:
        image = new_qimage(pixels.shape[1], pixels.shape[0], self.model.format())
        bgra_view(image, writable=True)[:] = pixels
        return image


def make_scene(model: QImage, source: QImage, kappa: QImage | None, *, seamless: bool = False) -> Scene:
    """`source` is the input; `kappa` the faithful picture of the model's own, or None for the enlargement. All may be
    `seamless` textures."""
    model, source = paintable(model), _visible(paintable(source))
    faithful = paintable(kappa) if kappa is not None else _enlarged(source, model, seamless=seamless)
    levels = [(bgra_view(model), bgra_view(faithful))]
    while max(levels[-1][0].shape[:2]) > SMALLEST_SIDE:
        levels.append((_half(levels[-1][0]), _half(levels[-1][1])))
    return Scene(model, source, faithful, tuple(levels), seamless=seamless)


def _visible(source: QImage) -> QImage:
    """With the colours around them in place of those under full transparency, which are nobody's."""
    from core.images.alpha import bleed

    if not source.hasAlphaChannel():
        return source
    pixels = bgra_view(source)
    image = new_qimage(source.width(), source.height(), source.format())
    view = bgra_view(image, writable=True)
    view[..., :3] = bleed(np.ascontiguousarray(pixels[..., :3]), pixels[..., 3])
    view[..., 3] = pixels[..., 3]
    return image


def _enlarged(source: QImage, model: QImage, *, seamless: bool) -> QImage:
    from core.images.resize import resize
    from core.images.wrapping import with_copies_around

    size = (model.width(), model.height())
    image = new_qimage(*size, model.format())
    view, pixels = bgra_view(image, writable=True), bgra_view(source)
    view[:] = with_copies_around(resize, pixels, size) if seamless else resize(pixels, size)
    view[..., 3] = bgra_view(model)[..., 3]
    return image


def _half(array: np.ndarray) -> np.ndarray:
    import cv2

    height, width = array.shape[:2]
    return cv2.resize(array, ((width + 1) // 2, (height + 1) // 2), interpolation=cv2.INTER_AREA)
