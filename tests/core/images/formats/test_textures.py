"""Textures of games: TGA and DDS of every kind come in exactly, or are refused with a sentence that says why."""

import io
import struct
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from core.errors import PictureError, TruncatedPictureError
from core.images.alpha import visible
from core.images.color import to_srgb8
from core.images.files import read_picture, read_settings, save_notices, save_picture
from core.images.formats.decode import decode_picture
from core.images.formats.encode_dds import encode_dds
from core.images.formats.encoding import Encoding
from core.images.formats.tga import boxes_behind
from core.images.picture import Picture
from tests.core.images import pictures as make

NOISE = make.noise(9, 11, 4)


def tga(kind: int, bits: int, pixels: bytes, *, alpha_bits: int = 0, footer: bytes = b"") -> bytes:
    """Two pixels side by side, from the top."""
    return struct.pack("<3B5x4x2H2B", 0, 0, kind, 2, 1, bits, 0x20 | alpha_bits) + pixels + footer


def dds(
    pixels: bytes,
    *,
    size: tuple[int, int] = (4, 4),
    name: bytes = b"",
    dxgi: tuple[int, ...] = (),
    flags: int = 4,
    bits: int = 0,
    masks: tuple[int, ...] = (0, 0, 0, 0),
    caps: int = 0,
    depth: int = 0,
) -> bytes:
    """`dxgi`: format, dimension, flags, array size, alpha of the header that DirectX 10 has added."""
    start = struct.pack("<4s7I44x", b"DDS ", 124, 0x1007 | bool(depth) << 23, *size[::-1], 0, depth, 0)
    kind = struct.pack("<2I4s5I", 32, flags, b"DX10" if dxgi else name, bits, *masks)
    return (
        start
        + kind
        + struct.pack("<5I", 0x1000, caps, 0, 0, 0)
        + struct.pack(f"<{len(dxgi)}I", *dxgi)
        + pixels
    )


def read(data: bytes, *, allow_partial: bool = False) -> Picture:
    return decode_picture(data, "a", allow_partial=allow_partial)


def packed(n: int, mode: str = "RGBA", channels: int = 4) -> tuple[bytes, np.ndarray]:
    """Blocks of noise by Pillow's encoder, and what they show."""
    image = Image.fromarray(np.ascontiguousarray(make.noise(8, 8, 4)[..., :channels]))
    data = image.tobytes("bcn", (n,))
    return data, np.array(Image.frombytes(mode, (8, 8), data, "bcn", (n, f"BC{n}")))


@pytest.mark.parametrize("packing", [None, "tga_rle"])
@pytest.mark.parametrize("upward", [1, -1])
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P"])
def test_a_tga_of_any_kind_is_read(mode: str, upward: int, packing: str | None) -> None:
    flat = np.repeat(NOISE, 5, axis=1)
    image = Image.fromarray(flat[..., :3]).quantize(9) if mode == "P" else Image.fromarray(flat).convert(mode)
    picture = read(make.encoded(image, "TGA", compression=packing, orientation=upward))
    shown = np.asarray(image.convert("RGBA"))
    assert np.array_equal(picture.pixels, shown[..., :3])
    assert picture.gray == (mode in ("L", "LA"))
    assert (picture.alpha is None) == ("A" not in mode)
    assert picture.alpha is None or np.array_equal(picture.alpha, shown[..., 3])


def test_the_sixteenth_bit_of_a_tga_is_alpha_where_it_says_so() -> None:
    pixels = struct.pack("<HH", 0x7FFF, 0xFC00)
    assert read(tga(2, 16, pixels)).alpha is None
    found = read(tga(2, 16, pixels, alpha_bits=1))
    assert found.alpha is not None
    assert found.alpha.tolist() == [[0, 255]]
    assert found.pixels.tolist() == [[[255] * 3, [255, 0, 0]]]


@pytest.mark.parametrize("alpha_bits", [0, 1])
def test_so_is_that_of_a_palette(alpha_bits: int) -> None:
    head = struct.pack("<3B2HB4x2H2B", 0, 1, 1, 0, 2, 16, 2, 1, 8, 0x20 | alpha_bits)
    found = read(head + struct.pack("<2H", 0x7C00, 0x83E0) + bytes((0, 1)))
    assert found.pixels.tolist() == [[[255, 0, 0], [0, 255, 0]]]
    assert (None if found.alpha is None else found.alpha.tolist()) == ([[0, 255]] if alpha_bits else None)


def test_premultiplied_colours_of_a_tga_are_made_straight() -> None:
    extension = bytes(494) + b"\4"
    footer = extension + struct.pack("<II", 18 + 8, 0) + b"TRUEVISION-XFILE.\0"
    found = read(tga(2, 32, bytes((10, 20, 40, 51, 0, 0, 9, 255)), alpha_bits=8, footer=footer))
    assert found.pixels.tolist() == [[[200, 100, 50], [9, 0, 0]]]


class Counted(bytes):
    """Knows how many bytes were taken out of it."""

    taken = 0

    def __getitem__(self, key):
        part = super().__getitem__(key)
        self.taken += len(part) if isinstance(part, bytes) else 1
        return part


def test_entries_that_all_name_the_whole_file_cost_no_more_than_one() -> None:
    entries = struct.pack("<HII", 0x5253, 0, 1000) * 500
    footer = struct.pack("<2I", 0, 1000) + b"TRUEVISION-XFILE.\0"
    data = Counted(bytes(1000) + struct.pack("<H", 500) + entries + footer)
    assert boxes_behind(data) == {b"Exif": bytes(1000)}
    assert data.taken < 2 * len(data)


@pytest.mark.parametrize(
    "begins",
    [b"\0\0\1\0\1\0\x10\x10", b"\0\0\2\0\1\0\x20\x20", b"\0\0\1\xba\x44", b"\0\1\0\0\0\x11", bytes(40)],
)
def test_what_begins_alike_is_no_tga(begins: bytes) -> None:
    """Icons, cursors, films, fonts, zeros."""
    with pytest.raises(PictureError, match="not a picture"):
        read(begins + bytes(range(60)))


@pytest.mark.parametrize(
    ("n", "name", "numbers"),
    [(1, b"DXT1", (71, 72)), (2, b"DXT3", (74, 75)), (3, b"DXT5", (77, 78))],
)
def test_blocks_are_read_by_the_older_name_and_by_the_newer_numbers(
    n: int, name: bytes, numbers: tuple[int, ...]
) -> None:
    body, shown = packed(n)
    mips = bytes(40)  # of which nothing is read
    for data in (
        dds(body + mips, size=(8, 8), name=name),
        *(dds(body + mips, size=(8, 8), dxgi=(number, 3, 0, 1, 0)) for number in numbers),
    ):
        found = read(data)
        assert np.array_equal(found.pixels, shown[..., :3])
        assert found.alpha is None or np.array_equal(found.alpha, shown[..., 3])


@pytest.mark.parametrize(
    ("how", "pixel", "shown"),
    [
        ({"name": b"BC4U"}, bytes((7, 7)) + bytes(6), (7, 7, 7)),
        ({"name": b"ATI2"}, (bytes((7, 7)) + bytes(6)) + (bytes((9, 9)) + bytes(6)), (7, 9, 0)),
        ({"dxgi": (98, 3, 0, 1, 0)}, b"\x40" + bytes(15), (0, 0, 0)),
        ({"dxgi": (87, 3, 0, 1, 3)}, bytes((3, 2, 1, 90)) * 16, (1, 2, 3)),
        ({"dxgi": (28, 3, 0, 1, 2)}, bytes((10, 20, 30, 51)) * 16, (50, 100, 150, 51)),
        ({"dxgi": (24, 3, 0, 1, 3)}, struct.pack("<I", 1023 | 512 << 10) * 16, (65535, 32800, 0)),
        ({"dxgi": (11, 3, 0, 1, 0)}, struct.pack("<4H", 1, 2, 3, 4) * 16, (1, 2, 3, 4)),
        ({"flags": 0x40, "bits": 24, "masks": (0xFF0000, 0xFF00, 0xFF, 0)}, bytes((3, 2, 1)) * 16, (1, 2, 3)),
        ({"flags": 0x40, "bits": 16, "masks": (0xF800, 0x7E0, 0x1F, 0)}, b"\x1f\xf8" * 16, (255, 0, 255)),
        ({"flags": 0x20001, "bits": 16, "masks": (0xFF, 0, 0, 0xFF00)}, bytes((8, 9)) * 16, (8, 8, 8, 9)),
        ({"flags": 0x20, "bits": 8}, bytes((1, 2, 3, 4)) * 256 + bytes(16), (1, 2, 3)),
    ],
    ids=[
        "BC4",
        "BC5",
        "BC7",
        "BGRA",
        "premultiplied",
        "10 bits",
        "16 bits",
        "BGR",
        "565",
        "gray, alpha",
        "palette",
    ],
)
def test_other_pixel_formats_are_read(how: dict, pixel: bytes, shown: tuple[int, ...]) -> None:
    found = read(dds(pixel, **how))
    assert found.pixels.shape == (4, 4, 3)
    assert tuple(found.pixels[2, 1]) == shown[:3]
    assert (found.alpha is None and len(shown) == 3) or (
        found.alpha is not None and found.alpha[2, 1] == shown[3]
    )


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"dxgi": (95, 3, 0, 1, 0)}, "HDR"),
        ({"name": struct.pack("<I", 113)}, "HDR"),
        ({"name": b"DXT1", "caps": 0xFE00}, "cube map"),
        ({"dxgi": (71, 3, 4, 1, 0)}, "cube map"),
        ({"name": b"DXT1", "depth": 4, "caps": 0x200000}, "volume"),
        ({"dxgi": (71, 3, 0, 7, 0)}, "array"),
        ({"name": b"YUY2"}, "YUY2"),
        ({"dxgi": (81, 3, 0, 1, 0)}, "DXGI 81"),
        ({"flags": 0x40, "bits": 7}, "pixel format"),
        ({"size": (0, 4), "name": b"DXT1"}, "0 x 4"),
        ({"size": (60_000, 60_000), "name": b"DXT1"}, "too large"),
        ({"size": (8000, 8000), "name": b"DXT1"}, "promises"),
    ],
)
def test_what_is_not_read_is_refused_with_its_reason(how: dict, said: str) -> None:
    with pytest.raises(PictureError, match=said):
        read(dds(bytes(400), **how))


@pytest.mark.parametrize("kind", ["TGA", "DDS", "blocks"])
def test_a_cut_off_texture_is_refused_and_opens_in_part(kind: str) -> None:
    image = Image.fromarray(make.smooth(40, 40))
    data = make.encoded(image, "DDS", pixel_format="DXT1") if kind == "blocks" else make.encoded(image, kind)
    half = data[: len(data) // 2 + 60]
    with pytest.raises(TruncatedPictureError, match="truncated"):
        read(half)
    found = read(half, allow_partial=True)
    whole = read(data).pixels
    there = slice(-18, None) if kind == "TGA" else slice(0, 16)  # which comes from the bottom up
    assert np.array_equal(found.pixels[there], whole[there])
    assert (found.pixels[0 if kind == "TGA" else -1] == 128).all()
    assert found.alpha is None
    for length in (1, 3, 17, 18, 127, 128):
        with pytest.raises(PictureError):
            read(data[:length])


@pytest.mark.parametrize("kind", ["TGA", "DDS", "PNG"])
@pytest.mark.parametrize("cut_out", [True, False])
def test_a_texture_keeps_the_picture_that_lies_under_its_alpha(kind: str, cut_out: bool) -> None:
    """What is cut out has one colour around it, which is nobody's."""
    pixels = make.smooth(20, 20).copy()
    alpha = np.repeat(np.where(np.arange(20) < 9, 0, 255).astype(np.uint8)[None], 20, axis=0)
    if cut_out:
        pixels[alpha == 0] = 0
    picture = read(make.encoded(Image.fromarray(np.dstack([pixels, alpha])), kind))
    assert np.array_equal(visible(picture), pixels) == (kind != "PNG" and not cut_out)
    assert np.array_equal(visible(picture)[:, 9:], pixels[:, 9:])


@pytest.mark.parametrize("format", ["png", "webp", "avif", "jxl", "tiff", "tga"])
def test_results_of_such_a_texture_know_it_in_every_format(format: str, tmp_path: Path) -> None:
    pixels, alpha = make.smooth(16, 16), np.zeros((16, 16), np.uint8)
    alpha[3] = 255
    picture = read(make.encoded(Image.fromarray(np.dstack([pixels, alpha])), "TGA"))
    assert any("enlarged and shown" in notice for notice in picture.notices)
    path = tmp_path / "a"
    found = read_picture(save_picture(picture, path, format=format, quality=95, private=format == "png"))
    assert found.alpha_apart
    assert np.abs(found.pixels.astype(int) - pixels).mean() < 9
    flat = read_picture(save_picture(found, tmp_path / "flat", format="jpeg"))
    assert np.abs(flat.pixels.astype(int) - pixels).mean() < 9
    assert "left out" in save_notices(found, Encoding("jpeg"))[0]


@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_a_tga_is_exact_packed_and_says_how_it_was_made(channels: int, tmp_path: Path) -> None:
    gray = channels < 3
    pixels = NOISE[..., :1].repeat(3, axis=2) if gray else np.ascontiguousarray(NOISE[..., :3])
    pixels = np.vstack([pixels, np.full((30, 11, 3), 7, np.uint8)])
    alpha = None if channels in (1, 3) else np.ascontiguousarray(pixels[..., 0] // 2)
    path = save_picture(Picture(pixels, alpha, gray), tmp_path / "a.tga", format="tga", metadata={"seed": 5})
    found = read_picture(path)
    assert np.array_equal(found.pixels, pixels)
    assert np.array_equal(found.alpha, alpha) if alpha is not None else found.alpha is None
    assert read_settings(path) == {"seed": 5}
    with Image.open(io.BytesIO(path.read_bytes())) as image:
        assert image.info["compression"] == "tga_rle"
        assert image.mode == {1: "L", 2: "RGBA", 3: "RGB", 4: "RGBA"}[channels]
    plain = save_picture(Picture(pixels), tmp_path / "b.tga", format="tga").stat().st_size
    assert plain < pixels.nbytes / 1.5


def levels(data: bytes) -> list[np.ndarray]:
    """All mip maps of a DDS of blocks, by Pillow."""
    height, width, _, _, count = struct.unpack_from("<5I", data, 12)
    n, size = {b"DXT1": (1, 8), b"DXT5": (3, 16)}[data[84:88]]
    found, at = [], 128
    for level in range(count):
        shape = max(1, width >> level), max(1, height >> level)
        length = -(-shape[0] // 4) * -(-shape[1] // 4) * size
        image = Image.frombytes("RGBA", shape, data[at : at + length], "bcn", (n, f"BC{n}"))
        found.append(np.array(image))
        at += length
    assert at == len(data)
    return found


@pytest.mark.parametrize("clear", [False, True])
@pytest.mark.parametrize(("width", "height"), [(64, 32), (37, 5), (1, 1)])
def test_a_dds_has_all_mip_maps_and_each_shows_the_picture(width: int, height: int, clear: bool) -> None:
    pixels = make.smooth(height, width)
    alpha = np.minimum(pixels[..., :1], 200)
    data = encode_dds(np.dstack([pixels, alpha]) if clear else pixels)
    found = levels(data)
    assert found[-1].shape[:2] == (1, 1)
    assert len(found) == max(width, height).bit_length()
    for level in found:
        size = level.shape[1::-1]
        for there, channels in ((pixels, slice(0, 3)), *(((alpha, slice(3, 4)),) if clear else ())):
            small = cv2.resize(there, size, interpolation=cv2.INTER_AREA).reshape(*size[::-1], -1)
            assert np.abs(level[..., channels].astype(int) - small).mean() < 12
    assert clear or all((level[..., 3] == 255).all() for level in found)


def test_blocks_are_packed_better_than_by_pillow_and_plain_ones_nearly_exact() -> None:
    def worst(pixels: np.ndarray) -> int:
        return int(np.abs(levels(encode_dds(pixels))[0][..., :3].astype(int) - pixels).max())

    def error(level: np.ndarray) -> float:
        return float(((level[..., :3].astype(float) - pixels) ** 2).mean())

    pixels = make.noise(32, 32, 3) // 8 + make.smooth(32, 32) // 2
    body = Image.fromarray(pixels).convert("RGBA").tobytes("bcn", (1,))
    theirs = np.array(Image.frombytes("RGBA", (32, 32), body, "bcn", (1, "BC1")))
    assert error(levels(encode_dds(pixels))[0]) < 0.75 * error(theirs)
    every = np.arange(256, dtype=np.uint8).reshape(16, 16).repeat(4, 0).repeat(4, 1)
    for plain in (np.dstack([every] * 3), np.dstack([every, every[::-1], every.T])):
        shown = levels(encode_dds(plain))[0][..., :3].astype(int) - plain
        assert np.abs(shown).max() <= 2
        assert abs(shown.mean()) < 0.5  # decoders cut off what is less than one
    two = np.zeros((4, 8, 3), np.uint8)
    two[:2] = 255
    assert worst(two) == 0
    ones = np.zeros((4, 4, 4), np.uint8)
    ones[0, :, 3] = 255
    assert np.array_equal(levels(encode_dds(ones))[0], ones)


@pytest.mark.parametrize("format", ["tga", "dds"])
def test_a_texture_is_saved_in_srgb_and_says_so(format: str, tmp_path: Path) -> None:
    picture = Picture(np.full((8, 6, 3), (40, 200, 60), np.uint8), icc=make.matrix_profile(make.ADOBE_RGB))
    found = read_picture(save_picture(picture, tmp_path / "a", format=format, metadata={"seed": 2}))
    assert np.abs(found.pixels.astype(int) - to_srgb8(picture)).max() <= 2
    assert read_settings(tmp_path / "a") == {"seed": 2}
    assert found.icc is None
    said = save_notices(picture, Encoding(format))
    assert "sRGB" in said[0]
    assert any("multiple of 4" in notice for notice in said) == (format == "dds")
