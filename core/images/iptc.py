"""IPTC: the records of news agencies about a picture, in the containers that JPEG, TIFF and PNG have for them.

A record is a row of data sets (IPTC-NAA Information Interchange Model 4.2): the byte 0x1C, the numbers of record and
set, a length and the value. Adobe's resource 0x0404 holds them in JPEG, the tag 33723 in TIFF.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping

TIFF_TAG, TIFF_RESOURCES = 33723, 34377
LIMIT = 2_000_000  # bytes
_RESOURCE = 0x0404
_HEADER = b"Photoshop 3.0\0"
_CHARSET = (1, 90)
_UTF8 = b"\x1b%G"

Set = tuple[int, int]
# What the sets of record 2 are called in XMP (IPTC Photo Metadata Standard): field by number.
FIELDS: Mapping[int, str] = {
    5: "dc:title", 25: "dc:subject", 80: "dc:creator", 116: "dc:rights", 120: "dc:description",
    40: "photoshop:Instructions", 85: "photoshop:AuthorsPosition", 90: "photoshop:City", 95: "photoshop:State",
    101: "photoshop:Country", 103: "photoshop:TransmissionReference", 105: "photoshop:Headline",
    110: "photoshop:Credit", 115: "photoshop:Source", 122: "photoshop:CaptionWriter",
}  # fmt: skip
# Title, urgency, category, keywords, dates and times, program, headline and caption: what names nobody and no place.
_ANONYMOUS = {0, 3, 5, 10, 15, 20, 25, 30, 35, 37, 38, 55, 60, 62, 63, 65, 70, 105, 120, 130, 131, 135}


def sets(records: bytes) -> Iterator[tuple[Set, bytes]]:
    """((record, set), value) one after the other, up to the first that is damaged."""
    at = 0
    while at + 5 <= len(records) and records[at] == 0x1C:
        record, number, size = (
            records[at + 1],
            records[at + 2],
            int.from_bytes(records[at + 3 : at + 5], "big"),
        )
        at += 5
        if size & 0x8000:  # the length of the length
            width = size & 0x7FFF
            if width > 4:
                return
            size, at = int.from_bytes(records[at : at + width], "big"), at + width
        if at + size > len(records):
            return
        yield (record, number), records[at : at + size]
        at += size


def texts(records: bytes) -> dict[str, list[str]]:
    """The values that XMP has a field for, by its name."""
    found: dict[str, list[str]] = {}
    utf8 = dict(sets(records)).get(_CHARSET) == _UTF8
    for (record, number), value in sets(records):
        if record == 2 and number in FIELDS:
            found.setdefault(FIELDS[number], []).append(_text(value, utf8=utf8))
    return found


def _text(value: bytes, *, utf8: bool) -> str:
    """Many programs write UTF-8 without saying so."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("utf-8" if utf8 else "cp1252", "replace")


def anonymous(records: bytes) -> bytes:
    """The records without those that name a person or a place."""
    kept = b""
    for (record, number), value in sets(records):
        if record == 1 or (record == 2 and number in _ANONYMOUS):
            long = len(value) > 0x7FFF
            size = struct.pack(">HI", 0x8004, len(value)) if long else struct.pack(">H", len(value))
            kept += bytes((0x1C, record, number)) + size + value
    return kept


def sound(records: bytes | None) -> bytes | None:
    """The records if there are any; those that a TIFF holds as words in the other byte order are turned."""
    if records and records[:1] != b"\x1c" and records[3:4] == b"\x1c":
        words = len(records) // 4
        records = struct.pack(f"<{words}I", *struct.unpack(f">{words}I", records[: 4 * words]))
    if not records or len(records) > LIMIT or next(sets(records), None) is None:
        return None
    return records


def resources(records: bytes) -> bytes:
    """The records as Adobe's resource, which JPEG and PNG hold."""
    return b"8BIM" + struct.pack(">HHI", _RESOURCE, 0, len(records)) + records + b"\0" * (len(records) % 2)


def of_resources(data: bytes) -> bytes | None:
    """The records among Adobe's resources; None if there are none."""
    data, at = data.removeprefix(_HEADER), 0
    while data[at : at + 4] == b"8BIM" and at + 12 <= len(data):
        kind, name = int.from_bytes(data[at + 4 : at + 6], "big"), data[at + 6] + 1
        at += 6 + name + name % 2
        size = int.from_bytes(data[at : at + 4], "big")
        if kind == _RESOURCE:
            return data[at + 4 : at + 4 + size]
        at += 4 + size + size % 2
    return data if data[:1] == b"\x1c" else None


def jpeg_segments(records: bytes | None) -> bytes:
    """JPEG's segments APP13 with the records. Where one cannot hold them, they go on in the next."""
    if records is None:
        return b""
    data, segments, room = resources(records), b"", 65_533 - len(_HEADER)
    for at in range(0, len(data), room):
        part = _HEADER + data[at : at + room]
        segments += b"\xff\xed" + struct.pack(">H", len(part) + 2) + part
    return segments
