"""Files made from code for tests: PNG chunk by chunk, TIFF tag by tag, Pillow's formats, profiles."""

import io
import struct
import zlib
from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageCms

from core.images.picture import Picture
from core.images.profiles import open_profile, srgb


def noise(height: int, width: int, channels: int = 3, *, dtype: Any = np.uint8, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.integers(0, np.iinfo(dtype).max, (height, width, channels), endpoint=True).astype(dtype)


def smooth(height: int, width: int) -> np.ndarray:
    """A gentle uint8 H x W x 3 gradient that lossy formats keep within a few levels."""
    y, x = np.mgrid[0:height, 0:width]
    planes = [60 + 120 * x / width, 60 + 120 * y / height, 120 + 30 * np.sin(x / width + y / height)]
    return np.stack(planes, axis=-1).astype(np.uint8)


def encoded(image: Image.Image, format: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def by_opencv(suffix: str, array: np.ndarray) -> bytes:
    """H x W x (1, 3, 4) in RGB(A) order -> file; OpenCV packs its TIFFs, unlike `tiff`."""
    order = array if array.shape[2] == 1 else array[..., [2, 1, 0, 3][: array.shape[2]]]
    done, data = cv2.imencode(suffix, order)
    assert done
    return data.tobytes()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(array: np.ndarray, *, extra: bytes = b"") -> bytes:
    """A PNG of uint8 or uint16 H x W x (1, 2, 3, 4); `extra` chunks come before the data."""
    height, width, channels = array.shape
    rows = array.astype(array.dtype.newbyteorder(">"))
    raw = b"".join(b"\0" + row.tobytes() for row in rows)
    kind = {1: 0, 2: 4, 3: 2, 4: 6}[channels]
    header = struct.pack(">IIBBBBB", width, height, array.dtype.itemsize * 8, kind, 0, 0, 0)
    body = chunk(b"IHDR", header) + extra + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def bare_png(width: int, height: int, data: bytes, *, bits: int = 8, color_type: int = 2) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, bits, color_type, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def tiff(
    array: np.ndarray,
    *,
    photometric: int | None = None,
    extra: Sequence[tuple[int, int, bytes]] = (),
    extra_sample: int = 2,
    following: int | None = None,
) -> bytes:
    """An uncompressed little-endian TIFF of H x W x C; `extra` entries are (tag, type, packed values).

    `following` is the offset of the next directory; None means that there is none.
    """
    height, width, channels = array.shape
    data = array.tobytes()
    kinds = {"u": 1, "i": 2, "f": 3}
    sizes = {1: 1, 2: 1, 3: 2, 4: 4, 7: 1}

    def shorts(*values: int) -> bytes:
        return struct.pack(f"<{len(values)}H", *values)

    colors = 3 if channels >= 3 else 1
    entries = [
        (256, 4, struct.pack("<I", width)),
        (257, 4, struct.pack("<I", height)),
        (258, 3, shorts(*[array.dtype.itemsize * 8] * channels)),
        (259, 3, shorts(1)),
        (262, 3, shorts(photometric if photometric is not None else (2 if colors == 3 else 1))),
        (273, 4, struct.pack("<I", 8)),
        (277, 3, shorts(channels)),
        (278, 4, struct.pack("<I", height)),
        (279, 4, struct.pack("<I", len(data))),
        (339, 3, shorts(*[kinds[array.dtype.kind]] * channels)),
        *extra,
    ]
    if channels > colors and photometric != 5:
        entries.append((338, 3, shorts(extra_sample)))
    data += b"\0" * (len(data) % 2)
    at = 8 + len(data)
    tail_at = at + 2 + 12 * len(entries) + 4
    table, tail = struct.pack("<H", len(entries)), b""
    for tag, kind, value in sorted(entries):
        place = value.ljust(4, b"\0")
        if len(value) > 4:
            place = struct.pack("<I", tail_at + len(tail))
            tail += value + b"\0" * (len(value) % 2)
        table += struct.pack("<HHI", tag, kind, len(value) // sizes[kind]) + place
    next_page = struct.pack("<I", 0 if following is None else following)
    return b"II*\0" + struct.pack("<I", at) + data + table + next_page + tail


def relocated(data: bytes, pixels: bytes, replaced: Sequence[tuple[int, int, bytes]]) -> bytes:
    """A TIFF of `tiff` with other pixel bytes, and some entries' values (whole 32-bit numbers) moved to its end."""
    out = bytearray(data)
    out[8 : 8 + len(pixels)] = pixels
    (at,) = struct.unpack_from("<I", out, 4)
    (count,) = struct.unpack_from("<H", out, at)
    entries = range(at + 2, at + 2 + 12 * count, 12)
    for tag, kind, value in replaced:
        entry = next(place for place in entries if out[place : place + 2] == struct.pack("<H", tag))
        struct.pack_into("<HHII", out, entry, tag, kind, len(value) // 4, len(out))
        out += value
    return bytes(out)


def short_tag(tag: int, value: int) -> tuple[int, int, bytes]:
    return tag, 3, struct.pack("<H", value)


def matrix_profile(primaries: dict[str, tuple[float, float]], *, gamma: float = 2.2) -> bytes:
    """An RGB matrix/TRC profile (ICC 2.1) with these primaries, xy for "r", "g", "b", and white D65."""
    white = np.array([0.95047, 1.0, 1.08883])
    columns = np.array([[x / y, 1, (1 - x - y) / y] for x, y in (primaries[c] for c in "rgb")]).T
    to_xyz = columns * np.linalg.solve(columns, white)
    bradford = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
    d50 = np.array([0.9642, 1.0, 0.8249])
    adapt = np.linalg.inv(bradford) @ np.diag((bradford @ d50) / (bradford @ white)) @ bradford
    to_pcs = adapt @ to_xyz

    def fixed(values: Sequence[float]) -> bytes:
        return b"".join(struct.pack(">i", round(v * 65536)) for v in values)

    text = b"Test"
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", len(text) + 1) + text + b"\0" + b"\0" * 78,
        b"cprt": b"text\0\0\0\0none\0",
        b"wtpt": b"XYZ \0\0\0\0" + fixed(d50),
    }
    for i, name in enumerate("rgb"):
        tags[name.encode() + b"XYZ"] = b"XYZ \0\0\0\0" + fixed(to_pcs[:, i])
        tags[name.encode() + b"TRC"] = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256))
    return _profile(b"RGB ", tags, fixed(d50))


def in_profile(
    picture: Picture, primaries: dict[str, tuple[float, float]] | None, gamma: float = 2.2
) -> Picture:
    """The same colours in another RGB, or in sRGB without a profile."""
    icc = matrix_profile(primaries, gamma=gamma) if primaries else None
    target = open_profile(icc) if icc else srgb()
    own = open_profile(picture.icc) if picture.icc else srgb()
    pixels = ImageCms.profileToProfile(Image.fromarray(picture.pixels), own, target)
    return Picture(np.asarray(pixels), icc=icc)


def gray_profile(*, gamma: float = 1.8) -> bytes:
    d50 = b"".join(struct.pack(">i", round(v * 65536)) for v in (0.9642, 1.0, 0.8249))
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", 5) + b"Test\0" + b"\0" * 78,
        b"cprt": b"text\0\0\0\0none\0",
        b"wtpt": b"XYZ \0\0\0\0" + d50,
        b"kTRC": b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256)),
    }
    return _profile(b"GRAY", tags, d50)


def _profile(space: bytes, tags: dict[bytes, bytes], illuminant: bytes) -> bytes:
    table, body = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for name, value in tags.items():
        table += name + struct.pack(">II", start + len(body), len(value))
        body += value + b"\0" * (-len(value) % 4)
    size = struct.pack(">I", 128 + len(table) + len(body))
    head = (
        size
        + b"\0\0\0\0"
        + b"\x02\x10\0\0"
        + b"mntr"
        + space
        + b"XYZ "
        + struct.pack(">6H", 2024, 1, 1, 0, 0, 0)
    )
    head += b"acsp" + b"\0" * 28 + illuminant
    return head.ljust(128, b"\0") + table + body


DISPLAY_P3 = {"r": (0.680, 0.320), "g": (0.265, 0.690), "b": (0.150, 0.060)}
ADOBE_RGB = {"r": (0.640, 0.330), "g": (0.210, 0.710), "b": (0.150, 0.060)}


def lab_of(pixels: np.ndarray, icc: bytes | None) -> np.ndarray:
    """CIE L*a*b* (8 bit steps) of uint8 H x W x 3 in a profile's colours, for distances."""
    source = ImageCms.ImageCmsProfile(io.BytesIO(icc)) if icc else ImageCms.createProfile("sRGB")
    lab = ImageCms.profileToProfile(
        Image.fromarray(pixels), source, ImageCms.createProfile("LAB"), outputMode="LAB"
    )
    values = np.asarray(lab).astype(np.float32)
    values[..., 0] *= 100 / 255
    values[..., 1:] = np.asarray(lab)[..., 1:].view(np.int8)
    return values
