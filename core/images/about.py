"""What describes a picture beside EXIF and profile: its resolution, XMP, IPTC, a PNG's texts and a JPEG's comment."""

from __future__ import annotations

import io
import logging
import math
import struct
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PIL import Image

from core.images import exif, iptc, xmp
from core.images.exif import read_exif
from core.images.formats.tga import boxes_behind
from core.images.jpeg_segments import extension

log = logging.getLogger(__name__)

COMMENT = "Comment"  # the keyword of PNG for what is a comment in JPEG
ALPHA_APART = ("Alpha", "not transparency")  # a text of textures' results
_XMP_TEXT = "XML:com.adobe.xmp"  # as PNG calls it
_PROFILE = "Raw profile type "  # of texts in which ImageMagick and others put EXIF, IPTC and XMP
_METRE = 0.0254  # in inches
_MAX_TEXT = 8_000_000  # bytes of one text, unpacked
_XMP_TAG = 700


@dataclass(frozen=True)
class About:
    """dpi    pixels per inch across and down; None if the file does not say
    xmp    an XMP packet, with title, keywords, rating, creator and the like
    texts  (keyword, text) of a PNG, or of a JPEG's comment
    iptc   the records of IPTC
    """

    dpi: tuple[float, float] | None = None
    xmp: bytes | None = None
    texts: tuple[tuple[str, str], ...] = ()
    iptc: bytes | None = None


def read_about(data: bytes, kind: str) -> About:
    """What a file says beside its pixels. Never raises: a picture does not depend on it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _turned(_as_stored(data, kind), data, kind)
    except Exception as error:
        log.info("What describes the picture cannot be read: %r", error)
        return About()


def _as_stored(data: bytes, kind: str) -> About:
    if kind == "PNG":
        return _of_png(data)
    if kind in ("TIFF", "RAW"):
        return _of_tiff(data)
    if kind == "JXL":
        return _of_boxes(_boxes(data))
    if kind in ("TGA", "DDS"):
        return _of_boxes(boxes_behind(data))
    with Image.open(io.BytesIO(data), formats=[kind]) as image:
        return _of_info(image.info, kind, data)


def _turned(about: About, data: bytes, kind: str) -> About:
    """The resolutions across and down change places where the picture is turned upright by a quarter."""
    if about.dpi is None or about.dpi[0] == about.dpi[1] or read_exif(raw_exif(data, kind))[1] < 5:
        return about
    return replace(about, dpi=(about.dpi[1], about.dpi[0]))


def raw_exif(data: bytes, kind: str) -> bytes | None:
    """A file's EXIF block, untouched; of a TIFF, and a raw file, the whole file, which is built like a block."""
    if kind in ("TIFF", "RAW"):
        return data
    if kind == "JXL":
        return _boxes(data).get(b"Exif", bytes(4))[4:] or None
    if kind in ("TGA", "DDS"):
        return boxes_behind(data).get(b"Exif", bytes(4))[4:] or None
    if kind == "PNG":
        found = dict(_png_chunks(data)).get(b"eXIf")
        return found or _png_profile(dict(_png_texts(data)), "exif", "APP1")
    try:
        with Image.open(io.BytesIO(data), formats=[kind]) as image:
            block = image.info.get("exif")
    except Exception as error:
        log.info("The EXIF block cannot be read: %r", error)
        return None
    return block if isinstance(block, bytes) else None


def _of_info(info: dict[Any, Any], kind: str, data: bytes) -> About:
    """Of what Pillow has found in a JPEG, WebP, AVIF, HEIC, BMP or GIF."""
    dpi = info.get("dpi") if kind == "BMP" else None
    if kind == "JPEG" and info.get("jfif_unit") in (1, 2):
        across, down = info["jfif_density"]
        factor = 1 if info["jfif_unit"] == 1 else 2.54
        dpi = (float(across * factor), float(down * factor))
    elif kind == "JPEG" and info.get("jfif_unit") == 0:
        dpi = exif.by_ratio(*info["jfif_density"])
    packet, texts = xmp.read(info.get("xmp"), partial(extension, data))
    comment = info.get("comment") if kind in ("JPEG", "GIF") else None
    if isinstance(comment, bytes) and comment.strip(b"\0 "):
        texts = (*texts, (COMMENT, _text(comment.rstrip(b"\0"))))
    resources = info.get("photoshop")
    records = resources.get(0x0404) if isinstance(resources, dict) else None
    return About(_sound(dpi) or _exif_dpi(info.get("exif")), packet, texts, iptc.sound(records))


def _of_tiff(data: bytes) -> About:
    tags = exif.parse(data)
    packet = tags.main.get(_XMP_TAG)
    found, texts = xmp.read(None if packet is None else packet.value)
    records, resources = tags.main.get(iptc.TIFF_TAG), tags.main.get(iptc.TIFF_RESOURCES)
    raw = records.value if records else iptc.of_resources(resources.value) if resources else None
    return About(_sound(tags.dpi()), found, texts, iptc.sound(raw))


def _of_boxes(boxes: dict[bytes, bytes]) -> About:
    packet, texts = xmp.read(boxes.get(b"xml "))
    return About(_exif_dpi(boxes.get(b"Exif", b"")[4:]), packet, texts)


def _boxes(data: bytes) -> dict[bytes, bytes]:
    """The boxes of a JPEG XL that say something beside the pixels (ISO/IEC 18181-2), unpacked."""
    found: dict[bytes, bytes] = {}
    at = 0
    while at + 8 <= len(data):
        size, kind, body = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], at + 8
        if size == 1:
            size, body = int.from_bytes(data[body : body + 8], "big"), body + 8
        end = len(data) if size == 0 else at + size
        if end < body or end > len(data):
            break
        packed = kind == b"brob"
        if packed:
            kind, body = data[body : body + 4], body + 4
        if kind in (b"Exif", b"xml "):
            found.setdefault(kind, _brotli(data[body:end]) if packed else data[body:end])
        at = end
    return found


def _brotli(packed: bytes) -> bytes:
    """Never longer than what is kept of a packet or a block."""
    import imagecodecs

    try:
        return bytes(imagecodecs.brotli_decode(packed, out=xmp.LIMIT))
    except (RuntimeError, ValueError) as error:
        log.info("A packed box is left out: %s", error)
        return b""


def _of_png(data: bytes) -> About:
    chunks, texts = dict(_png_chunks(data)), _png_texts(data)
    dpi, body = None, chunks.get(b"pHYs", b"")
    if len(body) == 9:
        across, down = struct.unpack_from(">II", body)
        dpi = (_per_inch(across), _per_inch(down)) if body[8] == 1 else exif.by_ratio(across, down)
    known = dict(texts)
    packet, more = xmp.read(known.get(_XMP_TEXT) or _png_profile(known, "xmp"))
    records = _png_profile(known, "iptc", "8bim")
    own = [(key, text) for key, text in texts if key != _XMP_TEXT and not key.startswith(_PROFILE)]
    return About(
        _sound(dpi) or _exif_dpi(raw_exif(data, "PNG")),
        packet,
        (*own, *(one for one in more if one[0] not in known)),
        iptc.sound(iptc.of_resources(records)) if records else None,
    )


def _per_inch(per_metre: int) -> float:
    """A PNG counts whole pixels in a metre. What a whole number of pixels in an inch was is one again."""
    whole = round(per_metre * _METRE)
    return float(whole) if round(whole / _METRE) == per_metre else per_metre * _METRE


def _exif_dpi(block: Any) -> tuple[float, float] | None:
    try:
        return _sound(exif.parse(block).dpi()) if isinstance(block, bytes) and block else None
    except (ValueError, struct.error):
        return None


def _sound(dpi: tuple[float, float] | None) -> tuple[float, float] | None:
    sound = dpi is not None and all(math.isfinite(value) and 1 <= value <= 100_000 for value in dpi)
    return dpi if sound else None


def _text(body: bytes) -> str:
    """Latin-1 by PNG's specification, but UTF-8 by the programs that write it."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("latin-1")


def chunks_of(data: bytes) -> Iterator[tuple[bytes, memoryview]]:
    """(kind, the chunk with its length and checksum) of a PNG, as far as it is whole."""
    at = 8
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        if end > len(data):
            return
        yield data[at + 4 : at + 8], memoryview(data)[at:end]
        at = end


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(kind, body) of all chunks but the pixels', the later of them too."""
    for kind, chunk in chunks_of(data):
        if kind not in (b"IDAT", b"fdAT"):
            yield kind, bytes(chunk[8:-4])


def _png_texts(data: bytes) -> list[tuple[str, str]]:
    """(keyword, text) of a PNG; those that cannot be unpacked are left out."""
    found = []
    for kind, body in _png_chunks(data):
        keyword, _, rest = body.partition(b"\0")
        try:
            if kind == b"tEXt":
                text = _text(rest)
            elif kind == b"zTXt":
                text = _text(_unpacked(rest[1:]))
            elif kind == b"iTXt":
                _, _, value = rest[2:].split(b"\0", 2)
                text = (_unpacked(value) if rest[0] else value).decode("utf-8")
            else:
                continue
        except (zlib.error, ValueError, IndexError) as error:
            log.info("A text of the PNG is left out: %s", error)
            continue
        if 0 < len(keyword) < 80:
            found.append((keyword.decode("latin-1"), text))
    return found


def _unpacked(packed: bytes) -> bytes:
    inflater = zlib.decompressobj()
    text = inflater.decompress(packed, _MAX_TEXT)
    if inflater.unconsumed_tail:
        raise ValueError("it is too long")
    return text


def _png_profile(texts: dict[str, str], *names: str) -> bytes | None:
    """What a text of ImageMagick's kind holds: a name, a length and the bytes as hexadecimal digits."""
    for name in names:
        lines = texts.get(_PROFILE + name, "").strip().split("\n", 2)
        try:
            if len(lines) == 3:
                return bytes.fromhex("".join(lines[2].split()))
        except ValueError:
            log.info("The text %s%s is damaged and left out", _PROFILE, name)
    return None


def png_chunks(about: About) -> list[tuple[bytes, bytes]]:
    """(kind, body) of the chunks that say it in a PNG."""
    chunks = []
    if about.dpi is not None:
        across, down = (round(value / _METRE) for value in about.dpi)
        chunks.append((b"pHYs", struct.pack(">IIB", across, down, 1)))
    for keyword, text in about.texts:
        plain = text.isascii() and len(text) < 1000  # which more programs read
        body = keyword.encode("latin-1", "replace") + b"\0" + text.encode("ascii") if plain else b""
        chunks.append(
            (b"tEXt", body) if plain else (b"iTXt", _itxt(keyword, text.encode("utf-8", "replace")))
        )
    if about.xmp is not None:
        chunks.append((b"iTXt", _itxt(_XMP_TEXT, about.xmp, packed=False)))
    if about.iptc is not None:
        body = iptc.resources(about.iptc)
        chunks.append((b"zTXt", f"{_PROFILE}iptc".encode() + b"\0\0" + zlib.compress(_hex("iptc", body))))
    return chunks


def _hex(name: str, body: bytes) -> bytes:
    digits = body.hex()
    lines = "\n".join(digits[at : at + 72] for at in range(0, len(digits), 72))
    return f"\n{name}\n{len(body):8}\n{lines}\n".encode()


def _itxt(keyword: str, text: bytes, *, packed: bool = True) -> bytes:
    """Keyword, whether it is packed, method, language, keyword in that language, text. XMP must not be packed."""
    small = zlib.compress(text) if packed and len(text) > 1000 else b""
    head = keyword.encode("latin-1", "replace")
    return head + (b"\0\1\0\0\0" + small if small else b"\0\0\0\0\0" + text)
