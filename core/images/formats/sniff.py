"""Recognises the format of a picture by its bytes, and checks whether the size in its header can be true."""

from __future__ import annotations

import importlib.util
import re
from typing import Final

from core.errors import PictureError
from core.images.formats.tga import read_tga_header

MAX_PIXELS: Final = 512_000_000
MAX_FILE_BYTES: Final = 2**31 - 1  # what the decoders can address

# A larger picture must have at least one byte for so many pixels. Deflate packs 1,032 bytes into one, and LZW in a GIF
# some 2,700; fax codes more. Newer codecs know no bound, but no photograph comes near these.
_ALWAYS_PLAUSIBLE: Final = 16_000_000
# TGA packs 64 into one and DDS 2; ten times as many leave room for files that are cut off and opened in part.
_PIXELS_PER_BYTE: Final = {
    "GIF": 3000,
    "WEBP": 3000,
    "AVIF": 3000,
    "HEIF": 3000,
    "JPEG": 5000,
    "TGA": 640,
    "DDS": 20,
    "deep": 1100,
}
_PIXELS_PER_BYTE_OF_OTHERS: Final = 20_000

KINDS = "PNG, JPEG, WebP, TIFF, BMP, GIF, TGA, DDS, AVIF and JPEG XL"

_MAGIC: Final = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"MM\0+", "TIFF"),
    (b"BM", "BMP"),
    (b"DDS ", "DDS"),
    (b"\xff\x0a", "JXL"),
    (b"\0\0\0\x0cJXL ", "JXL"),
    (b"IIRO", "RAW"),  # Olympus, in three ways
    (b"IIRS", "RAW"),
    (b"MMOR", "RAW"),
    (b"IIU\0", "RAW"),  # Panasonic
    (b"FUJIFILMCCD-RAW", "RAW"),
    (b"FOVb", "RAW"),  # Sigma
    (b"\0MRM", "RAW"),  # Minolta
    (b"HEAPCCDR", "RAW"),  # Canon's older ones, behind six bytes
)
_REFUSED: Final = (
    (b"%!PS", "a PostScript file"),
    (b"\xc5\xd0\xd3\xc6", "an EPS file"),
    (b"%PDF", "a PDF document"),
    (b"8BPS", "a Photoshop file"),
    (b"\0\0\0\x0cjP  ", "a JPEG 2000 picture"),
    (b"\xff\x4f\xff\x51", "a JPEG 2000 picture"),
    (b"Rar!\x1a\x07", "a RAR archive (CBR)"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive (CB7)"),
    (b"PK\3\4", "a ZIP archive that is not called .cbz or .zip"),
)
_EPUB: Final = b"mimetypeapplication/epub+zip"  # where the first file of a ZIP has its name and content
_HEIF_BRANDS: Final = {
    b"heic",
    b"heix",
    b"hevc",
    b"hevx",
    b"heim",
    b"heis",
    b"hevm",
    b"hevs",
    b"mif1",
    b"msf1",
}


def sniff(data: bytes, shown: str) -> str:
    """The format of `data`, as Pillow calls it. `shown` is the name of the file in messages.

    Raises PictureError for an empty file, for anything that is no picture, and for formats that are not opened.
    """
    if not data:
        raise PictureError(f"{shown} is an empty file (0 bytes): there is no picture in it.")
    if data[8:11] == b"CR\x02":  # Canon: a TIFF but for this
        return "RAW"
    for magic, kind in _MAGIC:
        if data.startswith(magic) or (magic == b"HEAPCCDR" and data[6:14] == magic):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp":
        return _sniff_ftyp(data, shown)
    if read_tga_header(data):  # last, as it has no mark
        return "TGA"
    raise PictureError(f"{shown} is {_describe(data)}. Pictures that can be opened: {KINDS}.")


def _sniff_ftyp(data: bytes, shown: str) -> str:
    box = data[8 : max(16, min(int.from_bytes(data[:4], "big"), 512))]
    brands = {box[i : i + 4] for i in range(0, len(box), 4)}
    if brands & {b"avif", b"avis"}:
        return "AVIF"
    if b"crx " in brands:  # Canon's newer ones
        return "RAW"
    if not brands & _HEIF_BRANDS:
        raise PictureError(f"{shown} is a video or another kind of media, not a picture.")
    if not heif_support():
        raise PictureError(
            f"{shown} is a HEIC picture: install HEIF support (the Python package pi-heif), "
            "or convert it to JPEG or PNG first."
        )
    return "HEIF"


def heif_support() -> str:
    """The optional package that opens HEIC, as it is imported; "" if there is none.

    pi-heif only reads; pillow-heif, which brings a GPL encoder along, is taken where somebody has it.
    """
    return next((name for name in ("pi_heif", "pillow_heif") if importlib.util.find_spec(name)), "")


def _describe(data: bytes) -> str:
    if data.startswith(b"PK\3\4") and data[30:].startswith(_EPUB):
        return "an EPUB that is not called .epub, and not opened under another name"
    for magic, what in _REFUSED:
        if data.startswith(magic):
            return f"{what}, which is not opened"
    head = data[:4096]
    if re.search(rb"<svg[\s>]", head):
        return "an SVG drawing, which is not opened"
    if b"\0" not in head and all(byte >= 32 or byte in b"\t\n\r\f\x1b" for byte in head):
        return "a text file, not a picture"
    return "not a picture of a known kind, or damaged at its very beginning"


def check_size(width: int, height: int, data_bytes: int, shown: str, kind: str = "") -> None:
    """Raises PictureError if a header promises more pixels than are opened, or than the data can hold.

    `kind` is a format as Pillow calls it, or "deep" for PNG and TIFF of 8 and more bits.
    """
    pixels = width * height
    if min(width, height) < 1:
        raise PictureError(f"{shown} is damaged: its header says {width} x {height} pixels.")
    if pixels > MAX_PIXELS:
        raise PictureError(
            f"{shown} is too large: {width} x {height} pixels, and at most {MAX_PIXELS // 10**6} million "
            "are opened. Cut it into parts first."
        )
    most = _PIXELS_PER_BYTE.get(kind, _PIXELS_PER_BYTE_OF_OTHERS)
    if pixels > _ALWAYS_PLAUSIBLE and pixels > most * data_bytes:
        raise PictureError(
            f"{shown} is damaged or a trap: its header promises {width} x {height} pixels, "
            f"but the file has only {data_bytes} bytes."
        )
