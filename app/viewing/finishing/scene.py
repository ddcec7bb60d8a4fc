"""What a finish is shown with: the result, the faithful picture and the input as the screen has them, in halving sizes.

For worker threads: one for the parts that are in view, another for whole pictures. What they need is made when it is
asked for, as enlarging all of a large picture takes seconds. Arrays are B, G, R, A as Qt has them; transparency is the
result's on both sides, so mixing leaves it as it is.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage

from app.images.qimages import bgra_view, new_qimage
from app.viewing.viewer.pyramid import paintable
from app.viewing.viewer.view_transform import pyramid_level
from core.finishing.finish import Finish

if TYPE_CHECKING:
    from core.finishing.blend import Blend, Sliced

SMALLEST_SIDE = 1024  # a level no longer than this needs no smaller one


@dataclass(eq=False)
class _Made:
    """What has been made of a scene's pictures so far, for further parts of it."""

    levels: list[np.ndarray] = field(default_factory=list)  # of the model's picture
    kappa_levels: list[np.ndarray] = field(default_factory=list)
    enlarged: dict[int, Sliced] = field(default_factory=dict)  # the input at each level, for parts
    whole: np.ndarray | None = None  # the input at full size
    masks: dict[object, np.ndarray] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)  # for the masks


@dataclass(frozen=True)
class Scene:
    """`source` is the input as it is seen; `kappa` the faithful picture of the model's own where the finish named that
    when this was made, None for the enlargement. `seamless`: a texture with copies of itself around it."""

    model: QImage
    source: QImage
    kappa: QImage | None = None
    seamless: bool = False
    grain: np.ndarray | None = None
    _made: _Made = field(default_factory=_Made)

    def with_grain(self) -> Scene:
        """The same with the input's grain, which takes a while for a large picture."""
        from core.finishing.blend import grain_of

        if self.grain is not None:
            return self
        grain = grain_of(bgra_view(self.model), bgra_view(self.source), seamless=self.seamless)
        grain[..., 3] = 0
        return replace(self, grain=grain)

    def part(self, finish: Finish, visible: QRectF, zoom: float) -> tuple[QRectF, QImage]:
        """The result around what is `visible` (result pixels), as fine as `zoom` shows it, and where that lies."""
        level = pyramid_level(zoom, self._count)
        model = _level(self._made.levels, bgra_view(self.model), level)
        blend = self._blend(finish, model, self._faithful(level, model) if finish.needs_faithful else None)
        height, width = model.shape[:2]
        across, down = self.model.width() / width, self.model.height() / height
        box = QRectF(
            visible.x() / across, visible.y() / down, visible.width() / across, visible.height() / down
        )
        rect = box.toAlignedRect().adjusted(-2, -2, 2, 2).intersected(QRect(0, 0, width, height))
        pixels = blend.part(rect.top(), rect.bottom() + 1, rect.left(), rect.right() + 1)
        place = QRectF(rect.x() * across, rect.y() * down, rect.width() * across, rect.height() * down)
        return place, self._image(pixels)

    def whole(self, finish: Finish, check: Callable[[], None] = lambda: None) -> QImage:
        """The whole result. `check` is called now and then: what it raises ends the work."""
        check()
        faithful = self._whole_faithful() if finish.needs_faithful else None
        return self._image(self._blend(finish, bgra_view(self.model), faithful).whole(check))

    @property
    def _count(self) -> int:
        """How many levels there are, each half as large as the one before."""
        longest = max(self.model.width(), self.model.height())
        return 1 + max(0, ((longest - 1) // SMALLEST_SIDE).bit_length())

    def _faithful(self, level: int, model: np.ndarray) -> Sliced:
        """The faithful picture at a level of the model's, for parts. The full size is not enlarged as a whole for them:
        what is in view is a small part of it then."""
        if self.kappa is not None:
            return _level(self._made.kappa_levels, bgra_view(self.kappa), level)
        enlarged = self._made.enlarged
        if level not in enlarged:
            source = bgra_view(self.source)
            enlarged[level] = (
                _enlarged(source, model, seamless=self.seamless)
                if level
                else _PartwiseEnlarged(source, model, seamless=self.seamless)
            )
        return enlarged[level]

    def _whole_faithful(self) -> np.ndarray:
        if self.kappa is not None:
            return bgra_view(self.kappa)
        if self._made.whole is None:
            self._made.whole = _enlarged(
                bgra_view(self.source), bgra_view(self.model), seamless=self.seamless
            )
        return self._made.whole

    def _blend(self, finish: Finish, model: np.ndarray, faithful: Sliced | None) -> Blend:
        from core.finishing.blend import Blend

        grain = self.grain if finish.keep_grain else None
        return Blend(model, faithful, finish.strength, self._mask(finish), grain, self.seamless)

    def _mask(self, finish: Finish) -> np.ndarray | None:
        from core.finishing.raster import mask_of

        if finish.protect is None or not finish.protects:
            return None
        masks = self._made.masks
        with self._made.lock:
            if finish.protect not in masks:
                masks.clear()
                masks[finish.protect] = mask_of(finish.protect)
            return masks[finish.protect]

    def _image(self, pixels: np.ndarray) -> QImage:
        image = new_qimage(pixels.shape[1], pixels.shape[0], self.model.format())
        bgra_view(image, writable=True)[:] = pixels
        return image


class _PartwiseEnlarged:
    """The input enlarged to the size of the model's picture, of which a part is made when it is asked for: the values
    are those of the whole but for the rounding of places to 32nds of a pixel. The last part is kept."""

    def __init__(self, source: np.ndarray, model: np.ndarray, *, seamless: bool) -> None:
        from core.images.resize import resize

        height, width = model.shape[:2]
        smaller = min(width, source.shape[1]), min(height, source.shape[0])
        self._source = source if smaller == source.shape[1::-1] else resize(source, smaller)
        self._model, self._seamless = model, seamless
        self._last: tuple[tuple[slice, slice], np.ndarray] | None = None

    def __getitem__(self, place: tuple[slice, slice], /) -> np.ndarray:
        import cv2

        from core.finishing.blend import sampled

        if self._last is not None and self._last[0] == place:
            return self._last[1]
        height, width = self._model.shape[:2]
        part = sampled(self._source, (width, height), *place, cv2.INTER_LANCZOS4, seamless=self._seamless)
        np.rint(part, out=part)
        pixels = np.clip(part, 0, 255, out=part).astype(np.uint8)
        pixels[..., 3] = self._model[place][..., 3]
        self._last = place, pixels
        return pixels


def make_scene(model: QImage, source: QImage, kappa: QImage | None, *, seamless: bool = False) -> Scene:
    """`source` is the input; `kappa` the faithful picture of the model's own, or None for the enlargement. All may be
    `seamless` textures."""
    return Scene(
        paintable(model),
        _visible(paintable(source)),
        None if kappa is None else paintable(kappa),
        seamless=seamless,
    )


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


def _enlarged(source: np.ndarray, model: np.ndarray, *, seamless: bool) -> np.ndarray:
    """The input at the size of the model's picture, with the transparency of that."""
    from core.images.resize import resize
    from core.images.wrapping import with_copies_around

    size = (model.shape[1], model.shape[0])
    pixels = with_copies_around(resize, source, size) if seamless else resize(source, size)
    if np.may_share_memory(pixels, source):  # of the same size
        pixels = pixels.copy()
    pixels[..., 3] = model[..., 3]
    return pixels


def _level(levels: list[np.ndarray], full: np.ndarray, number: int) -> np.ndarray:
    """A level of a picture; those up to it are kept in `levels`."""
    if not levels:
        levels.append(full)
    while len(levels) <= number:
        levels.append(_half(levels[-1]))
    return levels[number]


def _half(array: np.ndarray) -> np.ndarray:
    import cv2

    height, width = array.shape[:2]
    return cv2.resize(array, ((width + 1) // 2, (height + 1) // 2), interpolation=cv2.INTER_AREA)
