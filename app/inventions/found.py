"""What was found about a result, ready to be shown. Made by workers; torch and Qt's widgets are far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QImage

from app.images import pictures
from app.images.qimages import array_from_qimage, qimage_from_array
from app.kit.text import number_text
from app.kit.words import tr
from app.kit.work import computing
from app.queue.items import Item, Result
from app.queue.news import RegionResult
from app.viewing.original import Original
from core.finishing.finish import KAPPA, Finish
from core.inventions import heat_map
from core.inventions.spread import MADE_UP, Spread, SpreadFigures, figures

if TYPE_CHECKING:
    from core.images.picture import Picture
    from core.inventions.consistency import Consistency


@dataclass(frozen=True, eq=False)
class Found:
    """A heat map to lay over a result, the levels at the end of its scale, and what it says in words."""

    image: QImage
    top: float
    text: str
    warning: bool = False
    seeds: int = 0  # of a spread

    @property
    def bytes(self) -> int:
        return self.image.sizeInBytes()


def add_seed(spread: Spread, picture: Picture, *, of_region: bool = False) -> Found | None:
    """Takes one more result, of a picture or a region of it, into a spread. None while there is nothing to compare it
    with."""
    spread.add(picture.pixels)
    if spread.count < 2:
        return None
    deviation = spread.deviation()
    image, top = _painted(heat_map.averaged(deviation))
    text = _spread_text(figures(deviation, spread.count), of_region=of_region)
    return Found(image, top, text, seeds=spread.count)


def consistency(
    item: Item, shown: Result | RegionResult, finish: Finish, check: Callable[[], None] = lambda: None
) -> Found:
    """Reads a picture and its result, and compares them, a whole result with that finish. `check` is called now and
    then: what it raises ends the work. Raises EngineError."""
    from core.inventions.consistency import compare

    check()
    if isinstance(shown, RegionResult):
        source = pictures.read_framed(item.picture or _path(item.path), item.framing)
        with computing():
            found = compare(*_as_seen(source, shown), check)
    else:
        source = _original(item, shown)
        check()
        finished = _finished(shown, source, finish)
        with computing():
            check()
            found = compare(source, finished(), check)
    image, top = _painted(found.difference)
    text = _consistency_text(found, of_region=isinstance(shown, RegionResult))
    if found.leaves and shown.settings.kappa is not None:
        text += " " + tr("A lower kappa stays closer.")
    return Found(image, top, text, found.leaves or found.shifted)


def _original(item: Item, result: Result) -> Picture:
    from core.errors import ChangedOriginalError, PictureError

    try:
        return Original(item, result).read()
    except ChangedOriginalError as error:
        text = tr("{0} has been changed since it was enlarged, so the two cannot be compared.")
        raise PictureError(text.format(item.name)) from error


def read(result: Result) -> Picture:
    """The pixels of a result, from memory or its file. Raises EngineError."""
    return result.picture or pictures.read(_path(result.file))


def _finished(result: Result, source: Picture, finish: Finish) -> Callable[[], Picture]:
    """Reads a result; what is returned gives it its finish."""
    from core.finishing.blend import finished

    own = result.faithful if finish.faithful == KAPPA else None
    faithful = pictures.read(own) if isinstance(own, Path) else own
    model, seamless = read(result), result.settings.tileable
    return lambda: finished(model, source, finish, faithful, seamless=seamless)


def _path(path: Path | None) -> Path:
    from core.errors import PictureError

    if path is None:
        raise PictureError(tr("This result is no longer there."))
    return path


def _as_seen(source: Picture, shown: RegionResult) -> tuple[Picture, Picture]:
    """The region of the picture and its result, both in the screen's colours: there is no other of the latter."""
    from core.images.color import to_srgb8
    from core.images.picture import Picture

    region = shown.region
    part = source.crop(region.x, region.y, region.width, region.height)
    return Picture(to_srgb8(part)), Picture(array_from_qimage(shown.image))


def _painted(levels: np.ndarray) -> tuple[QImage, float]:
    top = heat_map.top_for(levels)
    return qimage_from_array(heat_map.overlay(levels, top)), top


def _spread_text(found: SpreadFigures, *, of_region: bool) -> str:
    if found.p95 == 0 and found.mean == 0:
        return tr("All seeds give the same result.")
    of_picture = tr(
        "What differs by seed was made up by the model: {0} of 255 levels on average, {1} or more in {2} % "
        "of the picture ({3} seeds)."
    )
    of_part = tr(
        "What differs by seed was made up by the model: {0} of 255 levels on average, {1} or more in {2} % "
        "of the region ({3} seeds)."
    )
    share = number_text(round(100 * found.share, 1 if found.share < 0.1 else None))
    text = of_part if of_region else of_picture
    return text.format(number_text(round(found.mean, 1)), number_text(MADE_UP), share, found.seeds)


def _consistency_text(found: Consistency, *, of_region: bool) -> str:
    if not found.enlarged:  # there is nothing that could be said of this much
        text = tr("The result differs from the picture by {0} of 255 levels.")
        return text.format(number_text(round(found.rms, 1)))
    text = tr(
        "Made small again, the result differs from the picture by {0} of 255 levels; plain enlargement does by {1}."
    )
    parts = [text.format(number_text(round(found.rms, 1)), number_text(round(found.plain, 1)))]
    if found.leaves:
        parts.append(
            tr(
                "It leaves the picture. With a noisy or compressed one, part of that is noise that was taken away."
            )
        )
    else:
        parts.append(tr("It keeps to the picture."))
    if found.in_one_place:
        text = tr("Most of it lies {0} of the region.") if of_region else tr("Most of it lies {0}.")
        parts.append(text.format(place_text(*found.worst)))
    if found.shifted:
        parts.append(tr("The colours as a whole have drifted."))
    return " ".join(parts)


def place_text(right: float, down: float) -> str:
    """Where it is, in thirds of a picture or region: (0, 0) is its upper left corner, (1, 1) its lower right."""
    places = (
        (tr("at the upper left"), tr("at the top"), tr("at the upper right")),
        (tr("at the left"), tr("in the middle"), tr("at the right")),
        (tr("at the lower left"), tr("at the bottom"), tr("at the lower right")),
    )
    return places[min(2, int(3 * down))][min(2, int(3 * right))]
