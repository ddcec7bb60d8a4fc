"""Reads and checks the chunks of a PNG file before any decoder sees it."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, field

SIGNATURE = b"\x89PNG\r\n\x1a\n"
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by colour type

_KEPT = (b"tRNS", b"iCCP", b"eXIf", b"acTL", b"cICP", b"sRGB", b"gAMA", b"cHRM")
_MAX_PROFILE = 16 * 2**20
_DEFLATE_MAX = 1040  # deflate shrinks by at most 1032


@dataclass(frozen=True)
class PngHeader:
    """IHDR and those small chunks that matter. `problem` is a clause about what is damaged, "" for a sound file."""

    width: int
    height: int
    bits: int
    color_type: int
    chunks: dict[bytes, bytes] = field(default_factory=dict)  # of _KEPT, as far as they are there
    problem: str = ""

    @property
    def raw_bytes(self) -> int:
        """Size of the unpacked image data, filter bytes included (without interlacing)."""
        return self.height * (1 + (self.width * CHANNELS.get(self.color_type, 1) * self.bits + 7) // 8)

    @property
    def frames(self) -> int:
        """How many frames an animation has; 1 for a plain picture."""
        control = self.chunks.get(b"acTL", b"")
        return int.from_bytes(control[:4], "big") if len(control) == 8 else 1

    def profile(self) -> bytes | None:
        """The unpacked iCCP profile; b"" if it cannot be unpacked, None if there is none."""
        packed = self.chunks.get(b"iCCP")
        if packed is None:
            return None
        try:
            return zlib.decompressobj().decompress(packed[packed.index(b"\0") + 2 :], _MAX_PROFILE)
        except (ValueError, zlib.error):
            return b""


def read_png_header(data: bytes) -> PngHeader:
    """Reads all chunks of a PNG and checks their CRCs. Raises ValueError if not even IHDR is there."""
    if data[12:16] != b"IHDR" or len(data) < 33:
        raise ValueError("no IHDR")
    width, height, bits, color_type = struct.unpack(">IIBB", data[16:26])
    kept: dict[bytes, bytes] = {}
    idat, problem = _walk(data, kept)
    header = PngHeader(width, height, bits, color_type, kept, problem)
    if not problem and header.raw_bytes > _DEFLATE_MAX * idat + 4096:
        problem = "its data is far too short for its size"
        header = PngHeader(width, height, bits, color_type, kept, problem)
    return header


def _walk(data: bytes, kept: dict[bytes, bytes]) -> tuple[int, str]:
    """Fills `kept`. Returns (bytes of image data, a clause about what is wrong or "")."""
    view = memoryview(data)
    position, idat = len(SIGNATURE), 0
    while position + 12 <= len(data):
        length = int.from_bytes(data[position : position + 4], "big")
        kind = data[position + 4 : position + 8]
        end = position + 8 + length
        if end + 4 > len(data):
            break
        if zlib.crc32(view[position + 4 : end]) != int.from_bytes(data[end : end + 4], "big"):
            return idat, f"a checksum is wrong ({kind.decode('latin-1')} chunk)"
        if kind == b"IDAT":
            idat += length
        elif kind in _KEPT:
            kept.setdefault(kind, data[position + 8 : end])
        elif kind == b"IEND":
            return idat, ""
        position = end + 4
    return idat, "its end is missing (truncated)"
