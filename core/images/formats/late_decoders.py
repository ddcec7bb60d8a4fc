"""JPEG XL, and the raw files of cameras: formats that Pillow and OpenCV do not open.

JPEG XL comes with imagecodecs (libjxl, BSD); the plugin for Pillow is under the GPL, which a packaged program under the
MIT licence cannot contain. Raw files are developed by LibRaw, through rawpy (MIT; LibRaw itself under LGPL 2.1 or CDDL
1.0), where that is installed.
"""

from __future__ import annotations

import importlib.util
import io

import numpy as np

from core.errors import PictureError
from core.images.formats.samples import Samples, UnsupportedError, from_float
from core.images.sources import PRIMARIES, SRGB, Source, by_code_points

_NOT_SRGB = "Its colours are told in a way that is not read: they are taken as sRGB."


def raw_support() -> bool:
    """Whether the optional package that develops raw files is installed."""
    return importlib.util.find_spec("rawpy") is not None


def decode_raw(data: bytes, shown: str) -> Samples:
    """A raw file developed with the camera's white balance: upright, sRGB, 16 bits. Raises PictureError."""
    if not raw_support():
        raise PictureError(
            f"{shown} is a raw file of a camera. Install raw support (the Python package rawpy), or develop it with "
            "your camera's program and save it as TIFF or JPEG."
        )
    import rawpy

    try:
        with rawpy.imread(io.BytesIO(data)) as raw:
            array = raw.postprocess(use_camera_wb=True, output_bps=16, output_color=rawpy.ColorSpace.sRGB)
    except rawpy.LibRawError as error:
        raise PictureError(
            f"{shown} is a raw file of a camera that cannot be developed here ({_clause(error)}). Develop it with your "
            "camera's program and save it as TIFF or JPEG.",
            detail=repr(error),
        ) from error
    notice = "The raw file was developed with the camera's white balance."
    return Samples(np.ascontiguousarray(array), None, (notice,), SRGB)


def _clause(error: Exception) -> str:
    text = error.args[0] if error.args else ""
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)


def decode_jxl(data: bytes) -> Samples:
    """The first frame of a JPEG XL picture, turned upright by the decoder. Raises UnsupportedError."""
    import imagecodecs

    try:
        array = imagecodecs.jpegxl_decode(data, index=0, numthreads=1)
    except (RuntimeError, ValueError) as error:
        raise UnsupportedError(f"its data is damaged or not supported ({error})") from error
    array = array[..., None] if array.ndim == 2 else array
    source = jxl_source(data)
    notices: list[str] = [_NOT_SRGB] if source is None else []
    if array.ndim != 3 or array.shape[2] > 4:
        raise UnsupportedError("it has more channels than colours and alpha")
    if array.dtype.kind == "f":
        array = from_float(array, notices)
    return Samples(np.ascontiguousarray(array), None, tuple(notices), source or SRGB)


def jxl_size(data: bytes) -> tuple[int, int] | None:
    """(width, height) by the head of a JPEG XL codestream (ISO/IEC 18181-1, D.2); None if it is not found."""
    bits = _codestream(data)
    try:
        return None if bits is None else _size(bits)
    except IndexError:
        return None


def jxl_source(data: bytes) -> Source | None:
    """The colours that the head names; None where that is a profile, or the head has parts that are not read here."""
    bits = _codestream(data)
    if bits is None:
        return None
    try:
        _size(bits)
        return _source(bits)
    except IndexError:
        return None


def _source(bits: _Bits) -> Source | None:
    if bits.read(1):  # all of the metadata is the default: 8 bits, sRGB
        return SRGB
    if bits.read(1):  # extra fields
        bits.read(3)  # orientation
        if bits.read(1) or bits.read(1) or bits.read(1):  # intrinsic size, preview, animation
            return None
    _pass_depth(bits)
    bits.read(1)  # small modular buffers are enough
    extras = bits.read(2)
    count = (0, 1, 2 + bits.read(4) if extras == 2 else 0, 1 + bits.read(12) if extras == 3 else 0)[extras]
    for _ in range(count):
        if not bits.read(1) and not _pass_alpha(bits):
            return None
    bits.read(1)  # XYB
    if bits.read(1):  # the colour encoding is the default
        return SRGB
    if bits.read(1):  # a profile
        return None
    space, white = bits.enumerated(), bits.enumerated()
    primaries = bits.enumerated() if space == _RGB else _SRGB
    if space not in (_RGB, _GRAY) or white != _D65 or primaries not in _CODE_POINTS:
        return None
    if bits.read(1):  # a plain power, in ten millionths
        return Source(PRIMARIES[_CODE_POINTS[primaries]], 1e7 / max(1, bits.read(24)))
    return by_code_points(_CODE_POINTS[primaries], bits.enumerated())


def _pass_depth(bits: _Bits) -> None:
    floats, choice = bits.read(1), bits.read(2)
    bits.read(6 if choice == 3 else 0)
    bits.read(4 if floats else 0)


def _pass_alpha(bits: _Bits) -> bool:
    """Passes over the description of an extra channel. False if it is not alpha."""
    if bits.enumerated() != 0:
        return False
    _pass_depth(bits)
    bits.read((0, 0, 0, 3)[bits.read(2)])  # how much smaller it is
    choice = bits.read(2)
    length = (0, 0, 16, 48)[choice] + bits.read((0, 4, 5, 10)[choice])
    bits.read(8 * length)  # its name
    bits.read(1)  # whether colours are multiplied by it
    return True


_RGB, _GRAY = 0, 1  # of colour spaces
_D65 = 1  # of whites
_SRGB = 1  # of primaries; these and P3's and BT.2100's as in ITU-T H.273
_CODE_POINTS = {_SRGB: 1, 9: 9, 11: 12}


class _Bits:
    """Reads a codestream's bits, the lowest of each byte first. Raises IndexError at its end."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def read(self, count: int) -> int:
        value = 0
        for n in range(count):
            value |= (self.data[self.at >> 3] >> (self.at & 7) & 1) << n
            self.at += 1
        return value

    def enumerated(self) -> int:
        """A value of an enumeration: 0, 1, 2 + 4 bits, or 18 + 6 bits."""
        choice = self.read(2)
        return (0, 1, 2, 18)[choice] + self.read((0, 0, 4, 6)[choice])

    def length(self) -> int:
        """A side of a picture: 1 + 9, 13, 18 or 30 bits."""
        return 1 + self.read((9, 13, 18, 30)[self.read(2)])


def _codestream(data: bytes) -> _Bits | None:
    """The bits behind the signature of the codestream, bare or in the first box that holds one."""
    if data[:2] == b"\xff\x0a":
        return _Bits(data[2:4096])
    at = 0
    while at + 8 <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        body = at + 8 + (8 if length == 1 else 0) + (4 if kind == b"jxlp" else 0)
        if kind in (b"jxlc", b"jxlp") and data[body : body + 2] == b"\xff\x0a":
            return _Bits(data[body + 2 : body + 4096])
        if length < 8:
            return None
        at += length
    return None


def _size(bits: _Bits) -> tuple[int, int]:
    small = bits.read(1)
    height = 8 * (1 + bits.read(5)) if small else bits.length()
    ratio = bits.read(3)
    if ratio:
        above, below = ((1, 1), (12, 10), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1))[ratio - 1]
        return height * above // below, height
    return (8 * (1 + bits.read(5)) if small else bits.length()), height
