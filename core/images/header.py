"""Size and depth of a picture without decoding it, where its header tells them."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from PIL import Image

from core.errors import PictureError
from core.images.file_bytes import read_bytes
from core.images.files import frames_in, read_picture
from core.images.formats.book import read_book
from core.images.formats.decode import decode_picture
from core.images.formats.sniff import check_size, sniff
from core.images.formats.tiff_header import TiffDamage, page_sizes, read_tiff_header
from core.images.formats.zip_files import unpacked
from core.images.names import SAME, format_for, is_book
from core.storage.paths import display_name

_ORIENTATION = 0x0112
_PLAIN = ("JPEG", "WEBP", "GIF", "BMP", "TGA")  # have 8 bits, or fewer
_PNG_DEPTH_AT = 24


def picture_size(path: Path, *, allow_partial: bool = False) -> tuple[int, int]:
    """(width, height) as the picture is shown. What Pillow does not know, and damaged headers, is found out by reading
    the picture. Raises PictureError; behind a sound header damage stays unnoticed."""
    _, size = ("", None) if is_book(path) else _header(path)
    if size is not None:
        return size
    picture = read_picture(path, allow_partial=allow_partial)
    return picture.width, picture.height


def size_and_depth(path: Path, *, allow_partial: bool = False) -> tuple[tuple[int, int], int]:
    """(`picture_size`, bits per sample, 8 or 16). Kinds whose header does not simply tell the depth are read. Raises
    PictureError, also for a picture that is too large to be opened."""
    kind, size = ("", None) if is_book(path) else _header(path)
    if size is None or (kind != "PNG" and kind not in _PLAIN):
        picture = read_picture(path, allow_partial=allow_partial)
        return (picture.width, picture.height), picture.depth
    bits = _byte_at(path, _PNG_DEPTH_AT) if kind == "PNG" else 8
    return size, _depth(kind, size, bits, path.stat().st_size, display_name(path))


def _depth(kind: str, size: tuple[int, int], bits: int, length: int, shown: str) -> int:
    """Of a picture whose header says this. Raises PictureError for one that is too large to be opened."""
    check_size(*size, length, shown, "deep" if kind == "PNG" and bits >= 8 else kind)
    return 16 if bits == 16 else 8


@dataclass(frozen=True)
class Page:
    """A picture of a file that may hold several, as it is shown."""

    name: str  # in messages about the file; "" for the only one, and for frames
    size: tuple[int, int]  # width, height
    depth: int  # 8 or 16


def pages_of(path: Path, *, whole: bool, allow_partial: bool = False) -> Iterator[Page]:
    """All that is enlarged of a file: each page of a book, but for those that cannot be read; if it is enlarged as a
    `whole`, each page of a document, and each frame of an animation, which all are like the first. Raises
    PictureError."""
    if is_book(path):
        yield from _pages_of_book(path, allow_partial=allow_partial)
        return
    size, depth = size_and_depth(path, allow_partial=allow_partial)
    if not whole:
        yield Page("", size, depth)
    elif len(sizes := _document_sizes(path)) > 1:
        yield from (Page(f"page {number}", size, depth) for number, size in enumerate(sizes, 1))
    else:
        yield from [Page("", size, depth)] * frames_in(path)


def _document_sizes(path: Path) -> list[tuple[int, int]]:
    """Of the pages of a TIFF; none of any other file, and where they cannot be known."""
    data = read_bytes(path)
    try:
        document = sniff(data, display_name(path)) == "TIFF" and not read_tiff_header(data).raw
        return page_sizes(data) if document else []
    except TiffDamage:
        return []


def _pages_of_book(path: Path, *, allow_partial: bool) -> Iterator[Page]:
    book, found = read_book(path), False
    for info in book.pages:
        try:
            data, shown = unpacked(path, info), book.shown(info)
            size, depth = _page_size_and_depth(data, shown, allow_partial=allow_partial)
        except PictureError as error:
            failure = error
            continue
        found = True
        yield Page(display_name(info.filename), size, depth)
    if not found:
        raise failure


def page_format(path: Path) -> str:
    """The format that the first page of a book keeps; PNG where the book cannot be read."""
    try:
        return format_for(SAME, Path(read_book(path).pages[0].filename))
    except PictureError:
        return "png"


def _page_size_and_depth(data: bytes, shown: str, *, allow_partial: bool) -> tuple[tuple[int, int], int]:
    kind, size = _header(io.BytesIO(data))
    if size is None or (kind != "PNG" and kind not in _PLAIN):
        picture = decode_picture(data, shown, allow_partial=allow_partial)
        return (picture.width, picture.height), picture.depth
    bits = data[_PNG_DEPTH_AT] if kind == "PNG" else 8
    return size, _depth(kind, size, bits, len(data), shown)


def _header(path: Path | BinaryIO) -> tuple[str, tuple[int, int] | None]:
    """(the kind as Pillow calls it, width and height as the picture is shown); ("", None) where it cannot tell."""
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(path) as image:
            # Not image.getexif(), for which a PNG is decoded.
            turned = Image.Image.getexif(image).get(_ORIENTATION, 1) >= 5
            return str(image.format), image.size[::-1] if turned else image.size
    except Exception:  # a kind that others read, or damage, of which Pillow raises whatever it comes upon
        return "", None


def _byte_at(path: Path, place: int) -> int:
    try:
        with path.open("rb") as file:
            file.seek(place)
            return file.read(1)[0]
    except (OSError, IndexError) as error:  # it was replaced a moment ago
        raise PictureError(f"{display_name(path)} cannot be read.", detail=repr(error)) from error
