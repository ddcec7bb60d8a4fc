"""All frames of an animation and all pages of a document, where `decode_picture` takes the first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from PIL import Image

from core.errors import PictureError
from core.images.about import raw_exif, read_about
from core.images.exif import read_exif
from core.images.formats.colour_tags import boxed_source, png_source
from core.images.formats.decode import checked_kind, decode_picture, failures_told, finish, open_pillow
from core.images.formats.headers import gif_frames
from core.images.formats.png_chunks import read_png_header
from core.images.formats.samples import from_pillow
from core.images.formats.sniff import check_size
from core.images.formats.tiff_header import (
    MAX_PAGES,
    TiffDamage,
    page_places,
    read_tiff_header,
    with_page_first,
)
from core.images.picture import Picture

_MOVING = ("GIF", "PNG", "WEBP", "AVIF")
_USUAL = 100  # milliseconds of a frame that does not say how long it is shown, as browsers have it
_NOT_SO_DEEP = "The animation has 16 bits per sample and was opened with 8."
_SHORTEST = 20  # a frame that claims less is shown for _USUAL by browsers


@dataclass(frozen=True)
class Frame:
    """One frame or page, and for how many milliseconds it is shown; 0: a page. A page of a book that cannot be enlarged
    has no picture, but a sentence about that."""

    picture: Picture | None
    milliseconds: int = 0
    problem: str = ""


@dataclass(frozen=True)
class Frames:
    """What a file holds beside its first picture. `frames` decodes anew each time, one after the other; it raises
    PictureError, which names the frame; a book leaves it to its pages to say so."""

    count: int
    moving: bool  # an animation; else the pages of a document
    loops: int  # how often an animation is shown; 0: for ever
    frames: Callable[[], Iterator[Frame]]


def frames_of(data: bytes, shown: str) -> Frames | None:
    """The frames or pages in the bytes of a file; None if it holds one picture. `shown` is its name in messages. Raises
    PictureError."""
    kind = checked_kind(data, shown)
    with failures_told(shown, kind):
        if kind == "TIFF":
            return _pages(data, shown)
        return _animation(data, kind, shown) if kind in _MOVING else None


def _pages(data: bytes, shown: str) -> Frames | None:
    try:
        if read_tiff_header(data).raw:
            return None
        places = page_places(data)
    except TiffDamage:  # reading it as a picture says what is wrong
        return None
    if len(places) == MAX_PAGES:
        raise PictureError(f"{shown} has {MAX_PAGES:,} pages or more: split it first.")

    def pages() -> Iterator[Frame]:
        for number, place in enumerate(places, 1):
            yield Frame(decode_picture(with_page_first(data, place), f"Page {number} of {shown}"))

    return Frames(len(places), False, 0, pages) if len(places) > 1 else None


def _animation(data: bytes, kind: str, shown: str) -> Frames | None:
    if kind == "PNG":
        header = read_png_header(data)
        check_size(header.width, header.height, len(data), shown, "deep" if header.bits >= 8 else "")
    if kind == "GIF" and gif_frames(data) == 1:
        return None
    image = open_pillow(data, kind)
    last: int = getattr(image, "n_frames", 1)
    # A PNG may have a picture for programs that show no animations. Pillow counts it as a frame.
    first = 1 if image.info.get("default_image") else 0
    if last - first < 2:
        return None
    source, deep = None, False
    if kind == "PNG":
        source, deep = png_source(header), header.bits == 16
    if kind == "AVIF" and not image.info.get("icc_profile"):
        source = boxed_source(data)
    exif, orientation = read_exif(raw_exif(data, kind))
    about = read_about(data, kind)

    def frames() -> Iterator[Frame]:
        moving = open_pillow(data, kind)
        for number in range(first, last):
            with failures_told(f"Frame {number - first + 1} of {shown}", kind):
                moving.seek(number)
                moving.load()
                # Pillow enlarges a GIF for a frame that reaches beyond it; browsers cut that off.
                shown_part = moving if moving.size == image.size else moving.crop((0, 0, *image.size))
                samples = replace(from_pillow(shown_part), source=source)
                picture = replace(finish(samples, exif, orientation), about=about)
                if deep and picture.depth == 8:
                    picture = replace(picture, notices=(*picture.notices, _NOT_SO_DEEP))
                yield Frame(picture, _milliseconds(moving))

    return Frames(last - first, True, _loops(image, kind), frames)


def _milliseconds(image: Image.Image) -> int:
    told = round(float(image.info.get("duration") or 0))
    return told if told >= _SHORTEST else _USUAL


def _loops(image: Image.Image, kind: str) -> int:
    """A GIF counts how often it is shown again, and without a word is shown once; the others count all times."""
    told = image.info.get("loop")
    if kind == "GIF":
        return 1 if told is None else int(told) + 1 if told else 0
    return int(told or 0)
