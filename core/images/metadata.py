"""The settings that a result was made with, read from its file; and a PNG with all that is written beside pixels."""

from __future__ import annotations

import json
import logging
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.errors import PictureError
from core.images import exif, xmp
from core.images.about import COMMENT, png_chunks, raw_exif, read_about
from core.images.carry import KEY, Carried, to_text
from core.images.file_bytes import read_bytes, read_ends
from core.images.formats.sniff import sniff
from core.images.formats.zip_files import comment_in
from core.images.names import is_book
from core.storage import records

log = logging.getLogger(__name__)

_DESCRIPTION = 270  # TIFF's tag that every reader keeps
_ASCII = b"ASCII\0\0\0"
_NEAR = 1 << 18  # bytes at the ends of a file, where results have their settings


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_with(
    data: bytes, carried: Carried, *, icc: bytes | None, settings: Mapping[str, Any] | None
) -> bytes:
    """A PNG with chunks for profile, resolution, EXIF, XMP, IPTC, texts and settings added after its header."""
    chunks = b""
    if settings is not None:  # first, where they are found without reading the rest
        chunks += png_chunk(b"tEXt", KEY.encode() + b"\0" + to_text(settings).encode("ascii"))
    if icc:
        chunks += png_chunk(b"iCCP", b"ICC\0\0" + zlib.compress(icc))
    if carried.block:
        chunks += png_chunk(b"eXIf", carried.block.removeprefix(exif.PREFIX))
    for kind, body in png_chunks(carried.about):
        chunks += png_chunk(kind, body)
    return data[:33] + chunks + data[33:]


def read_settings(path: Path) -> dict[str, Any] | None:
    """The settings in the file of a picture; None if there are none. Raises PictureError if it cannot be read.

    A large file is read whole only if one of its ends names this program and the beginning does not hold the settings.
    Those of a book stand in the comment at its end.
    """
    head, tail = read_ends(path, _NEAR)
    if is_book(path):
        return _in_comment(comment_in(tail or head))
    if KEY.encode() not in head and KEY.encode() not in tail:
        return None
    found = _settings_in(head)
    return _settings_in(read_bytes(path)) if found is None and tail else found


def _settings_in(data: bytes) -> dict[str, Any] | None:
    try:
        kind = sniff(data, "")
    except PictureError:
        return None
    about = read_about(data, kind)
    packet = xmp.packet_of(about.xmp).text(xmp.SETTINGS)
    texts = dict(about.texts)
    # A GIF has nothing but its comment.
    for text in (texts.get(KEY), packet, texts.get(COMMENT), *_exif_texts(raw_exif(data, kind))):
        found = _parsed(text)
        if found is not None:
            return found
    return None


def comment_with(comment: bytes, settings: Mapping[str, Any] | None) -> bytes:
    """The comment of an archive with these settings in place of those it may have. Other programs keep what they know
    of a book there, as JSON: that gets one more field. Any other comment gets one more line."""
    try:
        fields = records.decode(dict[str, Any], comment)
    except records.RecordError:
        lines = comment.split(b"\n") if comment else []
        lines = [line for line in lines if _parsed(line.decode("ascii", "ignore")) is None]
        return b"\n".join([*lines, to_text(settings).encode("ascii")] if settings is not None else lines)
    if fields.pop(KEY, None) is None and settings is None:
        return comment
    if settings is None:
        return json.dumps(fields).encode("ascii") if fields else b""
    return json.dumps({**fields, **json.loads(to_text(settings))}).encode("ascii")


def _in_comment(comment: bytes) -> dict[str, Any] | None:
    text = comment.decode("ascii", "ignore")
    return _parsed(text) or _parsed(text.rpartition("\n")[2])


def _exif_texts(block: bytes | None) -> list[str]:
    """Where earlier versions put the settings."""
    try:
        tags = exif.parse(block) if block else exif.Exif()
    except (ValueError, struct.error):
        return []
    found = (tags.details.get(exif.USER_COMMENT), tags.main.get(_DESCRIPTION))
    return [tag.value.removeprefix(_ASCII).rstrip(b"\0").decode("ascii", "ignore") for tag in found if tag]


def _parsed(text: str | None) -> dict[str, Any] | None:
    if text and KEY in text:
        try:
            found = records.decode(dict[str, Any], text).get(KEY)
        except records.RecordError:
            return None
        return found if isinstance(found, dict) else None
    return None
