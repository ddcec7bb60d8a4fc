"""How large a picture may be: headers that promise too much are refused unread, and sound large pictures open."""

import struct
import sys
import zlib
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from PIL import Image

from core.errors import PictureError
from core.images.formats.decode import decode_picture
from core.images.formats.sniff import MAX_PIXELS, check_size
from tests.core.images import pictures as make

SMALL = Image.new("RGB", (16, 16))


def refusal(data: bytes) -> str:
    with pytest.raises(PictureError) as caught:
        decode_picture(data, "bad.png")
    return str(caught.value)


def png(width: int, height: int, bits: int = 8) -> bytes:
    data = make.bare_png(width, height, zlib.compress(bytes(60)), bits=bits)
    assert len(data) < 200
    return data


def jpeg(width: int, height: int) -> bytes:
    data = bytearray(make.encoded(SMALL, "JPEG"))
    struct.pack_into(">HH", data, data.index(b"\xff\xc0") + 5, height, width)
    return bytes(data)


def tiff(width: int, height: int) -> bytes:
    data = bytearray(make.tiff(make.noise(4, 4)))
    for tag, value in ((256, width), (257, height)):
        struct.pack_into("<I", data, data.index(struct.pack("<HH", tag, 4)) + 8, value)
    return bytes(data)


def gif(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + make.encoded(SMALL, "GIF")[10:]


def gif_frame(width: int, height: int) -> bytes:
    """A small screen with a frame that reaches far beyond it."""
    data = bytearray(make.encoded(SMALL, "GIF"))
    at = data.index(b"\x2c\0\0\0\0\x10\0\x10\0")
    struct.pack_into("<HH", data, at + 5, width, height)
    return bytes(data)


def webp(width: int, height: int, *, lossless: bool) -> bytes:
    data = bytearray(make.encoded(SMALL, "WEBP", lossless=lossless))
    if lossless:
        bits = int.from_bytes(data[21:25], "little") & ~0xFFFFFFF
        data[21:25] = (bits | (width - 1) | (height - 1) << 14).to_bytes(4, "little")
    else:
        struct.pack_into("<HH", data, 26, width, height)
    return bytes(data)


def extended_webp(width: int, height: int) -> bytes:
    data = bytearray(
        make.encoded(Image.new("RGBA", (16, 16), (1, 2, 3, 4)), "WEBP", lossless=True, exif=b"x")
    )
    assert data[12:16] == b"VP8X"
    data[24:30] = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return bytes(data)


def avif(width: int, height: int) -> bytes:
    data = bytearray(make.encoded(SMALL, "AVIF"))
    struct.pack_into(">II", data, data.index(b"ispe") + 8, width, height)
    return bytes(data)


def bmp(width: int, height: int) -> bytes:
    return b"BM" + struct.pack("<IIIIIIHHIIIIII", 100, 0, 54, 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)


def forget_peak() -> None:
    """Linux counts the process's peak anew from now on, where that is allowed."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", "ascii")


def peak() -> int:
    """Bytes that the process held at most; elsewhere than on Linux what it holds now."""
    if sys.platform != "linux":
        return psutil.Process().memory_info().rss
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (png(20_000, 20_000), "only"),
        (png(20_000, 20_000, bits=16), "only"),
        (jpeg(20_000, 20_000), "promises"),
        (jpeg(65_000, 65_000), "too large"),
        (tiff(20_000, 20_000), "promises"),
        (tiff(1, 2_000_000_000), "too large"),
        (gif(60_000, 60_000), "too large"),
        (gif(10_000, 10_000), "promises"),
        (gif_frame(60_000, 60_000), "too large"),
        (webp(16_000, 16_000, lossless=True), "promises"),
        (webp(16_000, 16_000, lossless=False), "promises"),
        (extended_webp(1_000_000, 1_000_000), "too large"),
        (avif(20_000, 20_000), "promises"),
        (bmp(20_000, 20_000), "promises"),
    ],
    ids=[
        *("png", "deep png", "jpeg", "large jpeg", "tiff", "tall tiff", "gif", "plain gif", "gif's frame"),
        *("lossless webp", "webp", "extended webp", "avif", "bmp"),
    ],
)
def test_a_header_that_promises_too_much_is_refused_without_taking_memory(data: bytes, word: str) -> None:
    forget_peak()
    before = peak()
    assert word in refusal(data)
    assert peak() - before < 100 * 2**20


def test_a_picture_beyond_all_measure_is_refused_however_long_its_file() -> None:
    assert "too large" in refusal(make.bare_png(60_000, 60_000, bytes(300_000)))


def test_a_short_file_cannot_hold_even_a_plain_picture() -> None:
    assert "far too short" in refusal(png(3000, 3000))


@pytest.mark.parametrize(("width", "height"), [(0, 5), (5, 0), (-3, -3)])
def test_a_picture_without_pixels_is_refused(width: int, height: int) -> None:
    with pytest.raises(PictureError, match="damaged"):
        check_size(width, height, 1000, "x")


def test_a_sound_large_picture_is_within_the_limits() -> None:
    check_size(12_000, 9_000, 30_000_000, "x")
    check_size(MAX_PIXELS // 16_000, 16_000, 40_000_000, "x")
    with pytest.raises(PictureError, match="too large"):
        check_size(MAX_PIXELS // 16_000 + 1, 16_000, 40_000_000, "x")


def test_200_megapixels_are_not_stopped_by_the_decoders_own_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, int]] = []

    def stop(width: int, height: int, size: int, shown: str, kind: str = "") -> None:
        seen.append((width, height))
        raise PictureError("seen")

    monkeypatch.setattr("core.images.formats.decode.check_size", stop)
    with pytest.raises(PictureError, match="seen"):
        decode_picture(jpeg(20_000, 10_000), "x")
    assert seen == [(20_000, 10_000)]


def test_a_genuine_108_megapixel_picture_opens() -> None:
    data = make.encoded(Image.new("L", (12_000, 9_000), 77), "PNG", compress_level=1)
    picture = decode_picture(data, "x")
    assert (picture.width, picture.height) == (12_000, 9_000)
    assert picture.pixels[-1, -1].tolist() == [77, 77, 77]


def test_a_long_panorama_opens() -> None:
    data = make.encoded(Image.new("RGB", (40_000, 20), (1, 2, 3)), "PNG")
    assert decode_picture(data, "x").width == 40_000
