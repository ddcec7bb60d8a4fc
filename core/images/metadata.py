"""The settings that a result was made with: writing them into its file and reading them back."""

from __future__ import annotations

import html
import io
import json
import logging
import re
import struct
import warnings
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PIL import Image

from core.images.about import About, png_chunks, read_about
from core.images.file_bytes import read_bytes
from core.storage import records

log = logging.getLogger(__name__)

KEY = "ResShift Studio"
NAMESPACE = "urn:resshift-studio:1:"
_OURS = re.compile(
    rb'<rdf:Description rdf:about="" xmlns:resshift="[^"]*" resshift:settings="(?P<settings>[^"]*)"/>'
)
_PACKET = (
    b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">%s</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)
_USER_COMMENT = 0x9286  # lies in EXIF's own directory
_EXIF_IFD = 0x8769
_DESCRIPTION = 270  # TIFF's tag that every reader keeps
_ASCII = b"ASCII\0\0\0"


def to_text(settings: Mapping[str, Any]) -> str:
    """The settings as JSON in ASCII, under one key, so that comments of other programs are not taken for ours."""
    return json.dumps({KEY: dict(settings)})


def xmp_with(settings: Mapping[str, Any] | None, xmp: bytes | None) -> bytes | None:
    """The XMP packet with the settings in a namespace of this program's own, in place of earlier ones, or without
    any: the fields that belong to the person, such as comment and description, stay theirs."""
    packet = _OURS.sub(b"", xmp) if xmp else b""
    if settings is None:
        return packet or None
    body = (
        f'<rdf:Description rdf:about="" xmlns:resshift="{NAMESPACE}" '
        f'resshift:settings="{html.escape(to_text(settings))}"/>'
    ).encode("ascii")
    head, end, rest = packet.rpartition(b"</rdf:RDF>")
    if end:
        return head + body + end + rest
    return _PACKET % body


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_with(
    data: bytes,
    *,
    settings: Mapping[str, Any] | None,
    icc: bytes | None,
    exif: bytes | None,
    about: About = About(),  # noqa: B008 - it is frozen
) -> bytes:
    """A PNG with chunks for profile, resolution, EXIF, XMP, texts and settings added after its header."""
    chunks = b""
    if icc:
        chunks += png_chunk(b"iCCP", b"ICC\0\0" + zlib.compress(icc))
    if exif:
        chunks += png_chunk(b"eXIf", exif.removeprefix(b"Exif\0\0"))
    for kind, body in png_chunks(about, without=KEY):
        chunks += png_chunk(kind, body)
    if settings is not None:
        chunks += png_chunk(b"tEXt", KEY.encode() + b"\0" + to_text(settings).encode("ascii"))
    return data[:33] + chunks + data[33:]


def read_settings(path: Path) -> dict[str, Any] | None:
    """The settings in the file of a picture; None if there are none. Raises PictureError if it cannot be read."""
    data = read_bytes(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=["PNG", "JPEG", "WEBP", "TIFF"]) as image:
                texts = [
                    image.info.get(KEY),
                    _xmp_text(read_about(data, str(image.format))),
                    *_exif_texts(image),
                ]
        except Exception as error:  # a damaged file can raise anything; it has no settings then
            log.info("No settings can be read from %s: %r", path.name, error)
            return None
    for text in texts:
        found = _parsed(text)
        if found is not None:
            return found
    return None


def _xmp_text(about: About) -> str | None:
    found = _OURS.search(about.xmp or b"")
    return None if found is None else html.unescape(found["settings"].decode("ascii", "replace"))


def _exif_texts(image: Image.Image) -> list[Any]:
    """Where earlier versions put the settings."""
    exif = image.getexif()
    return [exif.get_ifd(_EXIF_IFD).get(_USER_COMMENT), exif.get(_DESCRIPTION)]


def _parsed(text: Any) -> dict[str, Any] | None:
    if isinstance(text, bytes):
        text = text.removeprefix(_ASCII).decode("ascii", "ignore")
    if isinstance(text, str) and KEY in text:
        try:
            found = records.decode(dict[str, Any], text).get(KEY)
        except records.RecordError:
            return None
        return found if isinstance(found, dict) else None
    return None
