"""How a picture is cropped, turned and mirrored before it is enlarged: as if it lay so in its file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import numpy as np

from core.errors import SettingsError
from core.images.orientation import upright
from core.images.picture import Picture
from core.storage import records

FRAMING = "framing"  # in a result's settings: how its picture was framed; missing if it was taken as it is
TURNS = (0, 90, 180, 270)  # degrees clockwise
MOST_NAMED = 5  # pages that a crop does not fit
_DRAWN_IN = "drawn_in"
_ORIENTATIONS = {0: (1, 2), 90: (6, 5), 180: (3, 4), 270: (8, 7)}  # of EXIF, as it is and mirrored

Box = tuple[int, int, int, int]
"""x, y, width and height of a rectangle in whole pixels."""
Size = tuple[int, int]
"""Width and height in pixels."""


@dataclass(frozen=True)
class Framing:
    """crop    what is kept, in pixels of the picture as it lies upright by its EXIF; None: all of it. So a picture can
            be turned on without its crop becoming another one
    turn    by how many degrees it is then turned clockwise, one of TURNS
    mirror  whether left and right then change places
    drawn_in  the size of the picture that the crop was drawn in, upright, so that it is not taken from one of another
            size that has come into its place, and what was marked finds its place when the picture is framed otherwise.
            None: it is for pictures of any size, or that is not known. It makes no difference between two framings

    Raises SettingsError for values that make no sense.
    """

    crop: Box | None = None
    turn: int = 0
    mirror: bool = False
    drawn_in: Size | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.turn not in TURNS:
            raise SettingsError(
                f"A picture cannot be turned by {self.turn} degrees: choose 0, 90, 180 or 270."
            )
        if self.crop is not None and (min(self.crop[:2]) < 0 or min(self.crop[2:]) < 1):
            raise SettingsError(
                "A crop begins at 0, 0 or further in, and has a width and height of 1 or more."
            )

    @property
    def changes(self) -> bool:
        """Whether a picture becomes another one by it."""
        return self != AS_IT_IS

    @property
    def whole(self) -> Framing:
        """The same without a crop."""
        return replace(self, crop=None, drawn_in=None)

    def within(self, whole: Size | None) -> Framing:
        """The same with a crop that was drawn in a picture of this size; None: in one of any size."""
        return replace(self, drawn_in=None if self.crop is None else whole)

    def turned(self, degrees: int) -> Framing:
        """Turned further, clockwise as it is seen: in a mirrored picture that is the other way round."""
        return replace(self, turn=(self.turn + (-degrees if self.mirror else degrees)) % 360)

    def mirrored(self) -> Framing:
        """Left and right, as they are seen, change places."""
        return replace(self, mirror=not self.mirror)

    def size_of(self, width: int, height: int) -> Size:
        """Width and height of a framed picture of width x height. Raises SettingsError if the crop is not in it."""
        if self.crop is not None:
            x, y, across, down = self.crop
            if x + across > width or y + down > height:
                raise SettingsError(
                    f"The crop of {across} x {down} pixels at {x}, {y} does not lie inside the picture, which has "
                    f"{width} x {height}: choose another one."
                )
            width, height = across, down
        return (height, width) if self.turn % 180 else (width, height)

    def whole_of(self, width: int, height: int) -> Size | None:
        """The inverse of `size_of`: width and height of the upright picture which has width x height when it is framed
        so; None where it is not known what its crop was drawn in."""
        if self.crop is not None:
            return self.drawn_in
        return (height, width) if self.turn % 180 else (width, height)

    def check_drawn_in(self, width: int, height: int) -> None:
        """Raises SettingsError if the crop was drawn in a picture of another size than width x height."""
        if self.crop is None or self.drawn_in is None or self.drawn_in == (width, height):
            return
        before = "{} x {}".format(*self.drawn_in)
        raise SettingsError(
            f"The file holds a picture of {width} x {height} pixels now, and the crop was drawn in one of {before}: "
            "crop it anew, or take the whole picture."
        )

    def seen(self, box: Box, width: int, height: int) -> Box:
        """Where a rectangle of the upright picture of width x height lies when it is turned and mirrored, not
        cropped."""
        box = _turned(box, (width, height), self.turn)
        return _mirrored(box, self.whole.size_of(width, height)[0]) if self.mirror else box

    def unseen(self, box: Box, width: int, height: int) -> Box:
        """The inverse of `seen`: `box` lies in the turned and mirrored picture, whose size is width x height."""
        box = _mirrored(box, width) if self.mirror else box
        return _turned(box, (width, height), -self.turn % 360)


AS_IT_IS = Framing()


def framed(picture: Picture, framing: Framing) -> Picture:
    """The picture cropped, turned and mirrored. Raises SettingsError if the crop is not for it."""
    if not framing.changes:
        return picture
    framing.check_drawn_in(picture.width, picture.height)
    framing.size_of(picture.width, picture.height)
    part = picture if framing.crop is None else picture.crop(*framing.crop)
    orientation = _ORIENTATIONS[framing.turn][framing.mirror]
    alpha, about = part.alpha, part.about
    if alpha is not None:
        # Only what was cut away was not. What is no transparency counts however it is.
        opaque = not part.alpha_apart and alpha.min() == np.iinfo(alpha.dtype).max
        alpha = None if opaque else upright(alpha, orientation)
    if about.dpi is not None and framing.turn % 180:
        about = replace(about, dpi=(about.dpi[1], about.dpi[0]))
    return replace(part, pixels=upright(part.pixels, orientation), alpha=alpha, about=about)


def check_pages(framing: Framing, pages: Iterable[tuple[str, Size]]) -> bool:
    """Whether pages, each with its name in messages ("" for frames), have several sizes. Raises SettingsError if the
    crop does not lie inside all of them, or was drawn in a first one of another size."""
    sizes, beyond = set[Size](), list[str]()
    for name, size in pages:
        if not sizes:
            framing.check_drawn_in(*size)
        sizes.add(size)
        try:
            framing.size_of(*size)
        except SettingsError:
            if not name:
                raise
            beyond.append(f"{name} ({size[0]} x {size[1]})")
    if beyond and framing.crop is not None:
        x, y, across, down = framing.crop
        more = f" and {len(beyond) - MOST_NAMED} more" if len(beyond) > MOST_NAMED else ""
        raise SettingsError(
            f"The crop of {across} x {down} pixels at {x}, {y} does not lie inside every page: not inside "
            f"{', '.join(beyond[:MOST_NAMED])}{more}. Choose another one."
        )
    return len(sizes) > 1


def as_written(framing: Framing) -> dict[str, Any]:
    """What is written into the settings of a result about it: nothing if the picture was taken as it is."""
    if not framing.changes:
        return {}
    return {
        FRAMING: {
            name: value for name, value in asdict(framing).items() if (name, value) != (_DRAWN_IN, None)
        }
    }


def framing_in(written: Mapping[str, Any]) -> Framing:
    """How the picture of a result with these settings was framed; as it is where that cannot be read. What its crop was
    drawn in is not told by results of earlier versions."""
    told = written.get(FRAMING)
    if not isinstance(told, Mapping):
        return AS_IT_IS
    try:
        framing = records.convert(Framing, {name: value for name, value in told.items() if name != _DRAWN_IN})
    except records.RecordError:
        return AS_IT_IS
    try:
        whole = records.convert(tuple[int, int], told[_DRAWN_IN])
        framing.size_of(*whole)
    except (KeyError, records.RecordError, SettingsError):
        return framing
    return framing.within(whole)


def _turned(box: Box, size: tuple[int, int], degrees: int) -> Box:
    """A rectangle of a picture of `size`, width and height, that is turned clockwise."""
    for _ in range(degrees // 90):
        x, y, width, height = box
        box, size = (size[1] - y - height, x, height, width), size[::-1]
    return box


def _mirrored(box: Box, across: int) -> Box:
    x, y, width, height = box
    return across - x - width, y, width, height
