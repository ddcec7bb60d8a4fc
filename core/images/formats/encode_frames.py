"""Saves all frames of an animation as WebP, PNG (APNG) or GIF, and all pages of a document as TIFF."""

from __future__ import annotations

import contextlib
import io
import struct
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import IO, Any

import numpy as np
from PIL import Image
from tifffile import TiffFile

from core.errors import SaveError
from core.images.about import About
from core.images.carry import carry, to_text
from core.images.color import gray_to_srgb, to_srgb8
from core.images.exif import LONG, SHORT, Directory, Tag
from core.images.formats.capacity import check_format
from core.images.formats.encode import (
    WEBP_WITHOUT_LOSS,
    disk_told,
    failures_told,
    plain_png,
    tiff_page,
)
from core.images.formats.tiff_pages import TiffPages
from core.images.metadata import png_chunk, png_with
from core.images.names import FRAME_SUFFIXES, TITLES
from core.images.picture import Picture
from core.images.privacy import anonymous, anonymous_settings
from core.storage.atomic import write_atomically
from core.storage.paths import system_path

_SUBFILE, _PAGE, _PAGE_NUMBER = 254, 2, 297
_CLEAR = 255  # the colour of a GIF's palette that is transparent
_LARGEST_GIF = _LARGEST_16 = 65_535  # pixels a side; what 16 bits hold
_WEBP_ALPHA = 0x10  # of the flags of an extended WebP: there is transparency
_TICK = 10  # milliseconds, in which a GIF counts
_BROWSERS_SHORTEST = 20  # milliseconds; what a GIF shows for less, browsers show for longer


def check_frames(format: str, width: int, height: int, *, moving: bool) -> None:
    """Raises SaveError if the format cannot hold an animation, or a document, of that size. Called before anything is
    computed."""
    wanted = [one for one in FRAME_SUFFIXES if moving or one == "tiff"]
    if format not in wanted:
        what = "an animation" if moving else "several pages"
        raise SaveError(
            f"{TITLES[format]} does not hold {what}: choose {' or '.join(TITLES[one] for one in wanted)}."
        )
    if format != "gif":
        check_format(format, width, height)
    elif max(width, height) > _LARGEST_GIF:
        raise SaveError(
            f"GIF holds at most {_LARGEST_GIF:,} pixels a side, and the result has {width:,} x {height:,}. Choose PNG."
        )


def frames_notices(format: str, *, moving: bool) -> tuple[str, ...]:
    """Sentences about what the format cannot hold."""
    if format == "gif":
        return (
            "A GIF has 256 colours a frame and holds no description of the picture. WebP and PNG hold all of it.",
        )
    if format == "tiff" and moving:
        return ("A TIFF does not say how long each frame is shown. WebP and PNG do.",)
    return ()


Step = Callable[[int], None]


@dataclass(frozen=True)
class _Showing:
    """How the frames are shown, and what else is written; see `FramesFile.save`."""

    milliseconds: Sequence[int]
    loops: int
    settings: Mapping[str, Any] | None
    step: Step


@dataclass(frozen=True)
class Told:
    """What a file says of all its frames, by the first of them."""

    exif: bytes | None
    icc: bytes | None
    about: About


@dataclass(frozen=True)
class PageFacts:
    """What is to be known of an encoded frame or page until the file is written."""

    format: str = ""  # of a page of a book, as its notices
    notices: tuple[str, ...] = ()
    clear: bool = False  # a frame with transparency
    told: Told | None = None  # of the first frame alone


@dataclass(frozen=True)
class Page:
    """A frame or page as it lies there until the file is written."""

    data: bytes
    facts: PageFacts


@dataclass
class FramesFile:
    """Takes the frames as they are computed, in any order and from any thread, and writes them into one file at the
    end. Until then they lie in a file without a name in the same folder, which is gone when the program is."""

    folder: Path
    format: str  # of FRAME_SUFFIXES
    count: int
    bit_depth: int | None = None
    quality: int = 95  # of WebP
    lossless: bool = False  # likewise
    private: bool = False  # leave out place and person, see core.images.privacy
    _first: Told | None = field(default=None, init=False)  # what is said of all
    _clear: bool = field(default=False, init=False)  # a frame has transparency
    _lock: Lock = field(default_factory=Lock, init=False)

    def __post_init__(self) -> None:
        with disk_told(self.folder):
            self._file: IO[bytes] = tempfile.TemporaryFile(dir=system_path(self.folder))  # noqa: SIM115
            self._pages = TiffPages(self._file)

    def close(self) -> None:
        with contextlib.suppress(OSError):  # what a full disk has not taken is not wanted any more
            self._file.close()

    @property
    def size(self) -> int:
        """How many bytes the file gets at most."""
        return self._pages.size

    def add(self, number: int, frame: Picture, settings: Mapping[str, Any] | None) -> Page:
        """Takes frame `number`, from 0 on, and returns it as it is held, for `put`. Raises SaveError."""
        if self.private:
            exif, about = anonymous(frame.exif, frame.about)
            frame = replace(frame, exif=exif, about=about)
            settings = None if settings is None else anonymous_settings(settings)
        tags: Directory = {
            _SUBFILE: Tag(LONG, 1, struct.pack("<I", _PAGE)),
            _PAGE_NUMBER: Tag(SHORT, 2, struct.pack("<2H", min(number, 65535), min(self.count, 65535))),
        }
        plain = frame
        if self.format != "tiff":
            plain = _for_animation(frame, self.format)
            bare = replace(plain, exif=None, icc=None, about=About())
            page = tiff_page(bare, None, {}, 8 if self.format != "png" else self.bit_depth)
        else:
            page = tiff_page(frame, None if number else settings, tags, self.bit_depth)
        told = None if number else Told(plain.exif, plain.icc, plain.about)
        held = Page(page, PageFacts(clear=plain.alpha is not None, told=told))
        self.put(number, held)
        return held

    def put(self, number: int, page: Page) -> None:
        """Takes frame `number` as `add` has returned it, maybe to an earlier run. Raises SaveError."""
        with self._lock, disk_told(self.folder):
            self._first = page.facts.told or self._first
            self._clear |= page.facts.clear
            self._pages.add(number, page.data)

    def save(
        self,
        path: Path,
        milliseconds: Sequence[int],
        loops: int,
        settings: Mapping[str, Any] | None,
        *,
        overwrite: bool,
        others: Iterable[Path],
        step: Step = lambda number: None,
    ) -> Path:
        """Writes the file, where the name is taken under the first of the `others` that is free, and returns it.

        `milliseconds`: how long each frame is shown; `loops`: how often all are, 0 for ever; `settings`, if given, are
        stored as `read_settings` finds them. `step` is called before each frame with its number, and may raise whatever
        shall end it. Raises SaveError; an existing file is as `write_atomically` says.
        """
        if self.private:
            settings = None if settings is None else anonymous_settings(settings)
        with disk_told(self.folder):
            self._pages.finish()
        ways = {"tiff": self._tiff, "png": self._apng, "gif": self._gif, "webp": self._webp}
        parts = ways[self.format](_Showing(milliseconds, loops, settings, step))
        return write_atomically(path, self._told(parts), overwrite=overwrite, others=others)

    def _told(self, parts: Iterator[bytes]) -> Iterator[bytes]:
        with failures_told(self.format):
            yield from parts

    def _tiff(self, showing: _Showing) -> Iterator[bytes]:
        for part in self._pages.parts():
            showing.step(self.count - 1)
            yield part

    def _webp(self, showing: _Showing) -> Iterator[bytes]:
        assert self._first is not None
        told, out = self._first, io.BytesIO()
        carried = carry(told.exif, told.about, "webp", showing.settings)
        with self._frames(showing) as frames:
            frames.save(
                out,
                "WEBP",
                save_all=True,
                duration=list(showing.milliseconds),
                loop=showing.loops,
                **(WEBP_WITHOUT_LOSS if self.lossless else {"quality": self.quality}),
                method=4,
                icc_profile=told.icc,
                exif=carried.block or b"",
                xmp=carried.about.xmp or b"",
            )
        data = bytearray(out.getvalue())
        if self._clear and data[12:16] == b"VP8X":
            # libwebp cuts frames to what is seen of them, and may then find no transparency in any.
            data[20] |= _WEBP_ALPHA
        yield bytes(data)

    def _gif(self, showing: _Showing) -> Iterator[bytes]:
        settings, loops, out = showing.settings, showing.loops, io.BytesIO()
        more: dict[str, Any] = {} if settings is None else {"comment": to_text(settings).encode("ascii")}
        if self._clear:
            more["transparency"] = _CLEAR
        if loops != 1:  # without a word it is shown once; the number counts how often it is shown again
            more["loop"] = loops - 1 if loops else 0
        with self._frames(showing) as frames:
            in_palettes = _in_palettes(frames, clear=self._clear)
            next(in_palettes).save(
                out,
                "GIF",
                save_all=True,
                append_images=in_palettes,
                duration=[_ticks(each) for each in showing.milliseconds],
                disposal=2 if self._clear else 1,
                optimize=False,
                **more,
            )
        yield out.getvalue()

    @contextmanager
    def _frames(self, showing: _Showing) -> Iterator[Image.Image]:
        """All frames as Pillow reads them, one after the other."""
        self._file.seek(0)
        with Image.open(self._file, formats=["TIFF"]) as frames:
            seek, told = frames.seek, -1

            def seek_and_tell(frame: int) -> None:
                nonlocal told
                if frame > told:  # Pillow looks at the first one again before and after
                    told = frame
                    showing.step(frame)
                seek(frame)

            frames.seek = seek_and_tell  # type: ignore[method-assign]
            yield frames

    def _apng(self, showing: _Showing) -> Iterator[bytes]:
        """See the PNG specification, third edition, section 11.3.6: the first frame is the plain picture's IDAT, and
        all others are the same data under a name and a number of their own."""
        assert self._first is not None
        told, numbers = self._first, 0
        self._file.seek(0)
        with TiffFile(self._file, name="frames") as pages:
            for number, page in enumerate(pages.pages):
                showing.step(number)
                planes = _with_alpha(page.asarray(), clear=self._clear)
                plain = plain_png(planes)
                height, width = planes.shape[:2]
                if number == 0:
                    carried = carry(told.exif, told.about, "png", showing.settings, (width, height))
                    head = png_with(plain[:33], carried, icc=told.icc, settings=showing.settings)
                    yield head + png_chunk(b"acTL", struct.pack(">II", self.count, showing.loops))
                place = struct.pack(">5I", numbers, width, height, 0, 0)
                yield png_chunk(b"fcTL", place + _fraction(showing.milliseconds[number]) + b"\0\0")
                numbers += 1
                for data in _image_data(plain):
                    if number == 0:
                        yield png_chunk(b"IDAT", data)
                    else:
                        yield png_chunk(b"fdAT", struct.pack(">I", numbers) + data)
                        numbers += 1
        yield png_chunk(b"IEND", b"")


def _fraction(milliseconds: int) -> bytes:
    """How long a frame of a PNG is shown, as numerator and denominator of seconds, 16 bits each."""
    if milliseconds <= _LARGEST_16:
        return struct.pack(">2H", milliseconds, 1000)
    return struct.pack(">2H", min(milliseconds // 10, _LARGEST_16), 100)


def _for_animation(frame: Picture, format: str) -> Picture:
    """A frame as RGB; as sRGB of 8 bits for a GIF, which has no profile."""
    if format == "gif":
        pixels = to_srgb8(frame)
        alpha = frame.alpha
        if alpha is not None and alpha.dtype == np.uint16:
            alpha = (alpha >> 8).astype(np.uint8)
        return Picture(pixels, alpha, about=frame.about)
    return replace(gray_to_srgb(frame), gray=False) if frame.gray else frame


def _with_alpha(planes: np.ndarray, *, clear: bool) -> np.ndarray:
    """All frames have the same channels."""
    if not clear or planes.shape[2] == 4:
        return planes
    return np.dstack([planes, np.full(planes.shape[:2], np.iinfo(planes.dtype).max, planes.dtype)])


def _image_data(png: bytes) -> Iterator[bytes]:
    """What is in the IDAT chunks of a PNG."""
    at = 8
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        if png[at + 4 : at + 8] == b"IDAT":
            yield png[at + 8 : at + 8 + length]
        at += 12 + length


def _in_palettes(frames: Image.Image, *, clear: bool) -> Iterator[Image.Image]:
    """Each frame in the colours that suit it best, one of them clear where any frame has transparency."""
    for number in range(getattr(frames, "n_frames", 1)):
        frames.seek(number)
        colours = frames.convert("RGB")
        palette = colours.quantize(_CLEAR if clear else 256, method=Image.Quantize.MEDIANCUT)
        frame = colours.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG)
        if clear and frames.mode == "RGBA":
            hidden = frames.getchannel("A").point([255] * 128 + [0] * 128)
            frame.paste(_CLEAR, mask=hidden)
        yield frame


def _ticks(milliseconds: int) -> int:
    return max(_BROWSERS_SHORTEST, round(milliseconds / _TICK) * _TICK)
