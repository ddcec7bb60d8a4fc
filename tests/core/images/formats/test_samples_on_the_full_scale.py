"""Every depth lands on the full scale, and alpha is what is meant as alpha."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.errors import PictureError
from core.images.formats import decode
from core.images.formats.decode import decode_picture


def tiff(
    bits: tuple[int, ...], data: bytes, width: int, height: int, more: dict[int, int] | None = None
) -> bytes:
    """An uncompressed TIFF; `more` are further short tags."""
    samples = len(bits)
    tags: dict[int, tuple[int, list[int]]] = {
        256: (3, [width]),
        257: (3, [height]),
        258: (3, list(bits)),
        259: (3, [1]),
        262: (3, [2 if samples > 2 else 1]),
        273: (4, [0]),
        277: (3, [samples]),
        278: (3, [height]),
        279: (4, [len(data)]),
    } | {tag: (3, [value]) for tag, value in (more or {}).items()}
    count, body = len(tags), b""
    at = 8 + 2 + 12 * count + 4
    extra = struct.pack(f"<{samples}H", *bits) if samples > 2 else b""
    tags[273] = (4, [at + len(extra)])
    for tag, (kind, values) in sorted(tags.items()):
        if len(values) > 2:
            body += struct.pack("<HHII", tag, kind, len(values), at)
        else:
            packed = struct.pack("<" + "HI"[kind == 4] * len(values), *values).ljust(4, b"\0")
            body += struct.pack("<HHI", tag, kind, len(values)) + packed
    return b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", count) + body + bytes(4) + extra + data


def packed(values: list[int], bits: int) -> bytes:
    """Big-endian bits one behind the other, as TIFF packs them."""
    text = "".join(f"{value:0{bits}b}" for value in values)
    return int(text.ljust(-(-len(text) // 8) * 8, "0"), 2).to_bytes(-(-len(text) // 8), "big")


@pytest.mark.parametrize("bits", [1, 2, 4, 8, 12, 16])
def test_gray_of_every_depth_reaches_black_and_white(bits: int) -> None:
    top = (1 << bits) - 1
    values = [0, top, top // 2, top]
    row = np.array(values, "<u2").tobytes() if bits == 16 else packed(values, bits)
    data = row * 2
    picture = decode_picture(tiff((bits,), data, 4, 2), "x.tif")
    white = np.iinfo(picture.pixels.dtype).max
    assert picture.pixels[0, 0, 0] == 0
    assert picture.pixels[0, 1, 0] == white
    assert abs(int(picture.pixels[0, 2, 0]) - white * (top // 2) / top) <= 1
    assert picture.gray


@pytest.mark.parametrize("bits", [8, 16])
@pytest.mark.parametrize(("extra", "alpha"), [(0, False), (1, True), (2, True), (None, True)])
def test_a_fourth_sample_is_no_alpha_where_the_file_says_so(
    bits: int, extra: int | None, alpha: bool
) -> None:
    kind, top = ("<u1", 255) if bits == 8 else ("<u2", 65535)
    pixels = np.full((2, 2, 4), top, kind)
    pixels[0, 0] = (top // 4, top // 4, top // 4, top // 2)
    data = tiff((bits,) * 4, pixels.tobytes(), 2, 2, {} if extra is None else {338: extra})
    picture = decode_picture(data, "x.tif")
    assert (picture.alpha is not None) == alpha
    assert picture.depth == bits


@pytest.mark.parametrize("kind", ["png", "tiff", "webp", "bmp"])
def test_a_picture_that_would_be_invisible_everywhere_is_taken_as_opaque(kind: str) -> None:
    pixels = np.zeros((3, 4, 4), np.uint8)
    pixels[..., 0] = 200
    out = io.BytesIO()
    if kind == "bmp":
        head = struct.pack("<IiiHHIIiiII", 108, 4, 3, 1, 32, 3, 48, 0, 0, 0, 0)
        masks = struct.pack("<4I", 0xFF0000, 0xFF00, 0xFF, 0xFF000000) + b"BGRs" + bytes(48)
        body = np.ascontiguousarray(pixels[::-1, :, [2, 1, 0, 3]]).tobytes()
        out.write(b"BM" + struct.pack("<IHHI", 122 + len(body), 0, 0, 122) + head + masks + body)
    else:
        Image.fromarray(pixels).save(
            out, kind, **({"lossless": True, "exact": True} if kind == "webp" else {})
        )
    picture = decode_picture(out.getvalue(), f"x.{kind}")
    assert picture.alpha is None
    assert (picture.pixels[..., 0] == 200).all()


def png(bits: int, color_type: int, rows: list[bytes], key: bytes, width: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, len(rows), bits, color_type, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows))
    body = chunk(b"IHDR", header) + chunk(b"tRNS", key) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize("bits", [1, 2, 4, 8, 16])
def test_the_clear_gray_of_a_png_is_clear_in_every_depth(bits: int) -> None:
    top = (1 << bits) - 1
    row = struct.pack(">4H", 0, top, 0, top) if bits == 16 else packed([0, top, 0, top], bits)
    picture = decode_picture(png(bits, 0, [row, row], struct.pack(">H", top), 4), "x.png")
    assert picture.alpha is not None
    opaque = np.iinfo(picture.alpha.dtype).max
    np.testing.assert_array_equal(picture.alpha, [[opaque, 0, opaque, 0]] * 2)


@pytest.mark.parametrize("bits", [8, 16])
def test_the_clear_colour_of_a_png_is_clear_in_every_depth(bits: int) -> None:
    code, key = ("B", (10, 20, 30)) if bits == 8 else ("H", (10_000, 20_001, 30_000))
    other = (10, 20, 31) if bits == 8 else (10_000, 20_000, 30_000)
    row = struct.pack(f">6{code}", *key, *other)
    picture = decode_picture(png(bits, 2, [row, row], struct.pack(">3H", *key), 2), "x.png")
    assert picture.alpha is not None
    np.testing.assert_array_equal(picture.alpha == 0, [[True, False]] * 2)


@pytest.mark.parametrize(
    "error",
    [RuntimeError("x"), ZeroDivisionError(), AssertionError(), RecursionError(), KeyError(1), LookupError()],
)
def test_whatever_a_decoder_raises_is_the_pictures_refusal(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "bmp")

    def broken(*_: object) -> None:
        raise error

    monkeypatch.setattr(decode, "_load", broken)
    with pytest.raises(PictureError, match=r"holiday\.bmp is damaged"):
        decode_picture(out.getvalue(), "holiday.bmp")


def test_a_damaged_avif_is_refused(tmp_path: Path) -> None:
    """Of these Pillow's decoder raises errors of all kinds."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (90, 120, 30)).save(out, "AVIF")
    sound = out.getvalue()
    generator = np.random.default_rng(0)
    for _ in range(60):
        data = bytearray(sound)
        for at in generator.integers(12, len(data), 4):
            data[at] = generator.integers(256)
        try:
            decode_picture(bytes(data), "x.avif")
        except PictureError:
            continue
