"""The segments of a JPEG that hold XMP: one packet, and what is too long for it in further ones.

Adobe's XMP specification, part 3, section 1.1.3: the packet names the MD5 sum of its extension, and each segment of
that says which part of it follows.
"""

from __future__ import annotations

import hashlib
import struct

from core.images import xmp

PACKET_ROOM = 65_502  # bytes of a packet in one segment
_PACKET = b"http://ns.adobe.com/xap/1.0/\0"
_EXTENSION = b"http://ns.adobe.com/xmp/extension/\0"
_PART = 65_000


def xmp_segments(packet: xmp.Packet, settings: xmp.Fields) -> bytes:
    """The segments APP1 of a packet and of the settings. What both have no room for goes on in the extension: the
    packet if that is enough, else the settings, else both."""
    ours, both, nothing = xmp.Packet(), xmp.Packet(), xmp.Packet()
    ours.add(settings)
    for each in (ours, packet):  # ours in front, where they are looked for
        both.take_in(each)
    for first, rest in ((both, nothing), (ours, packet), (packet, ours)):
        segments = _segments(first, rest)
        if segments is not None:
            return segments
    return _segments(nothing, both) or b""


def _segments(first: xmp.Packet, rest: xmp.Packet) -> bytes | None:
    """The segments of what stands in the first and what in the extension; None if the first has no room for it."""
    more = rest.to_bytes(bare=True) or b""
    guid = hashlib.md5(more, usedforsecurity=False).hexdigest().upper()
    named = xmp.packet_of(first.to_bytes())
    named.add({xmp.EXTENDED: [guid]} if more else {})
    data = named.to_bytes() or b""
    if len(data) > PACKET_ROOM:
        return None
    segments = _segment(_PACKET + data) if data else b""
    for at in range(0, len(more), _PART):
        head = _EXTENSION + guid.encode() + struct.pack(">II", len(more), at)
        segments += _segment(head + more[at : at + _PART])
    return segments


def extension(data: bytes, guid: str) -> bytes:
    """What the further segments of a JPEG hold for that identifier; b"" if there is nothing, or a part is missing."""
    mark = _EXTENSION + guid.encode("latin-1", "replace")
    parts: dict[int, bytes] = {}
    at, size = 2, 0
    while guid and data[at : at + 1] == b"\xff" and data[at + 1 : at + 2] not in (b"\xda", b""):
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        body = data[at + 4 : at + 2 + length]
        if data[at + 1] == 0xE1 and body.startswith(mark) and len(body) >= len(mark) + 8:
            size, offset = struct.unpack_from(">II", body, len(mark))
            parts[offset] = body[len(mark) + 8 :]
        at += 2 + max(length, 2)
    whole = b"".join(parts[offset] for offset in sorted(parts))
    return whole if len(whole) == size else b""


def _segment(body: bytes) -> bytes:
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
