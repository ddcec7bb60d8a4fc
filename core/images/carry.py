"""What goes into a result, and where: each fact that its source had, in a place that the format has for it."""

from __future__ import annotations

import json
import logging
import struct
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from core.images import exif, iptc, xmp
from core.images.about import COMMENT, About
from core.images.jpeg_segments import xmp_segments
from core.images.names import TITLES

log = logging.getLogger(__name__)

KEY = "ResShift Studio"
_SEGMENT = 65_533  # bytes that JPEG can hold in one piece
_COMMENT_LIMIT = 65_533
# PNG's keywords that other formats have a field for.
_TEXT_FIELDS = {
    "title": "dc:title",
    "author": "dc:creator",
    "description": "dc:description",
    "copyright": "dc:rights",
}
_GENERATION = (
    "parameters"  # where programs that paint by a prompt put it; in JPEG and WebP they look into UserComment
)


@dataclass(frozen=True)
class Carried:
    """What is written beside the pixels. `exif` is for TIFF, `block` the same for all others."""

    about: About
    exif: exif.Exif
    comment: bytes | None = None  # of a JPEG
    xmp_segments: bytes = b""  # of a JPEG
    notices: tuple[str, ...] = ()

    @property
    def block(self) -> bytes | None:
        return self.exif.to_block() if self.exif or self.exif.dpi() else None


def carry(
    block: bytes | None,
    about: About,
    format: str,
    settings: Mapping[str, Any] | None,
    size: tuple[int, int] | None = None,
) -> Carried:
    """What a source said by its EXIF block and otherwise, for a result in `format` of `size` pixels, with the settings
    in a field of this program's own."""
    tags, packet, notices = _parsed(block), xmp.packet_of(about.xmp), list[str]()
    packet.leave_out([xmp.SETTINGS])
    if tags or format in ("webp", "avif", "jxl", "tiff", "tga", "dds"):
        tags.set_dpi(about.dpi)
    if tags.details and size is not None:
        tags.set_size(size)
    if format == "png":
        texts = tuple(one for one in about.texts if not _is_ours(*one))
        return Carried(replace(about, texts=texts, xmp=packet.to_bytes()), tags)
    comment = None
    rest = []
    for keyword, text in about.texts:
        if _is_ours(keyword, text):
            continue
        name = _TEXT_FIELDS.get(keyword.lower())
        if name and name not in packet.fields():
            packet.add({name: [text]})
        elif keyword == _GENERATION and exif.USER_COMMENT not in tags.details:
            tags.details[exif.USER_COMMENT] = _user_comment(text)
        elif (
            keyword == COMMENT
            and format == "jpeg"
            and comment is None
            and len(text.encode()) <= _COMMENT_LIMIT
        ):
            comment = text.encode("utf-8", "replace")
        else:
            rest.append((keyword, text))
    packet.add(xmp.texts_field(rest))
    records = about.iptc
    if format in ("webp", "avif", "jxl", "tga", "dds") and records is not None:  # they have no place for them
        packet.add(iptc.texts(records))
        records = None
    ours = {xmp.SETTINGS: [to_text(settings)]} if settings is not None else {}
    if format == "jpeg":
        notices += _fit_exif(tags)
    kind = TITLES[format]
    if len(packet.to_bytes() or b"") > xmp.LIMIT and rest:
        packet.leave_out([xmp.TEXTS])
        notices.append(f"The texts are too long for {kind} and were left out. PNG keeps them.")
    if len(packet.to_bytes() or b"") > xmp.LIMIT:
        packet = xmp.Packet()
        notices.append(f"The XMP is too long for {kind} and was left out. PNG keeps it.")
    both = xmp.packet_of(packet.to_bytes())
    both.add(ours)
    if len(both.to_bytes() or b"") > xmp.LIMIT:
        ours, both = {}, packet
        notices.append(f"The settings are too long for {kind} and were left out. PNG keeps them.")
    segments = xmp_segments(packet, ours) if format == "jpeg" else b""
    said = About(about.dpi, both.to_bytes(), (), records)
    return Carried(said, tags, comment, segments, tuple(notices))


def to_text(settings: Mapping[str, Any]) -> str:
    """The settings as JSON in ASCII, under one key, so that comments of other programs are not taken for ours."""
    return json.dumps({KEY: dict(settings)})


def _is_ours(keyword: str, text: str) -> bool:
    """Whether a text holds the settings of the result that is enlarged now. A GIF has them in its comment."""
    return keyword == KEY or (keyword == COMMENT and text.startswith(json.dumps({KEY: 0})[:-2]))


def _parsed(block: bytes | None) -> exif.Exif:
    try:
        return exif.parse(block) if block else exif.Exif()
    except (ValueError, struct.error) as error:
        log.warning("The EXIF block cannot be read and is left out: %s", error)
        return exif.Exif()


def _user_comment(text: str) -> exif.Tag:
    """In the encoding that the programs look for."""
    value = b"UNICODE\0" + text.encode("utf-16-be", "replace")
    return exif.Tag(exif.UNDEFINED, len(value), value)


def _fit_exif(tags: exif.Exif) -> list[str]:
    """Leaves out the maker note, and then the longest values, until a JPEG can hold the rest. Says what went."""
    notices = []
    while len(tags.to_block()) > _SEGMENT and (tags.main or tags.details or tags.gps):
        if exif.MAKER_NOTE in tags.details:
            del tags.details[exif.MAKER_NOTE]
            tags.note_at = 0
            notices.append(
                "EXIF was too long for a JPEG: the camera's own maker note was left out. PNG keeps it."
            )
            continue
        longest = max(
            (
                (len(value.value), tag, part)
                for part in (tags.main, tags.details, tags.gps)
                for tag, value in part.items()
            ),
            key=lambda entry: entry[:2],
        )
        del longest[2][longest[1]]
        notices.append(
            f"EXIF was too long for a JPEG: its tag 0x{longest[1]:04X} was left out. PNG keeps it."
        )
    return notices
