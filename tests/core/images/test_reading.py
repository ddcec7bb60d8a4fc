"""Sound pictures of every kind: exact samples, alpha, orientation, profiles, and notices about what is left out."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageCms

from core.images.decode import decode_picture
from core.images.files import read_picture, save_picture
from core.images.metadata import png_chunk
from core.images.picture import Picture

RNG = np.random.default_rng(7)


def encoded(image: Image.Image, format: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, format=format, **options)
    return out.getvalue()


def by_cv2(suffix: str, array: np.ndarray) -> bytes:
    """RGB(A) or gray array -> file, by OpenCV."""
    order = array if array.ndim == 2 else array[..., [2, 1, 0, 3][: array.shape[2]]]
    done, data = cv2.imencode(suffix, order)
    assert done
    return data.tobytes()


def png(array: np.ndarray, color_type: int, *chunks: bytes) -> bytes:
    """A PNG written by hand: H x W x C, uint8 or uint16, unfiltered."""
    height, width = array.shape[:2]
    bits = array.dtype.itemsize * 8
    rows = array.astype(array.dtype.newbyteorder(">")).reshape(height, -1)
    raw = b"".join(b"\0" + row.tobytes() for row in rows)
    head = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, color_type, 0, 0, 0))
    body = png_chunk(b"IDAT", zlib.compress(raw))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + body + png_chunk(b"IEND", b"")


def srgb_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def wide_profile() -> bytes:
    """An sRGB profile with its red primary's place swapped with green's: valid, and clearly not sRGB."""
    return srgb_profile().replace(b"rXYZ", b"tmpX").replace(b"gXYZ", b"rXYZ").replace(b"tmpX", b"gXYZ")


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (63, 65), (1, 300)])
@pytest.mark.parametrize("format", ["PNG", "TIFF", "BMP"])
def test_any_size_is_read_exactly(size: tuple[int, int], format: str) -> None:
    array = RNG.integers(0, 256, (size[1], size[0], 3), np.uint8)
    picture = decode_picture(encoded(Image.fromarray(array), format), "x")
    assert np.array_equal(picture.pixels, array)
    assert (picture.width, picture.height) == size
    assert picture.alpha is None
    assert not picture.notices


@pytest.mark.parametrize("suffix", [".png", ".tiff"])
def test_16_bit_rgb_is_exact(suffix: str) -> None:
    array = RNG.integers(0, 65536, (9, 13, 3), np.uint16)
    picture = decode_picture(by_cv2(suffix, array), "x")
    assert picture.depth == 16
    assert np.array_equal(picture.pixels, array)


@pytest.mark.parametrize("suffix", [".png", ".tiff"])
def test_16_bit_gray_is_exact_and_never_clipped(suffix: str) -> None:
    array = RNG.integers(0, 65536, (9, 13), np.uint16)
    picture = decode_picture(by_cv2(suffix, array), "x")
    assert picture.gray
    assert picture.depth == 16
    assert np.array_equal(picture.pixels, np.dstack([array] * 3))


@pytest.mark.parametrize("suffix", [".png", ".tiff"])
def test_16_bit_rgba_keeps_its_alpha(suffix: str) -> None:
    array = RNG.integers(0, 65535, (9, 13, 4), np.uint16)
    picture = decode_picture(by_cv2(suffix, array), "x")
    assert np.array_equal(picture.pixels, array[..., :3])
    assert picture.alpha is not None
    assert np.array_equal(picture.alpha, array[..., 3])


def test_16_bit_gray_with_alpha_stays_gray() -> None:
    array = RNG.integers(0, 65535, (5, 7, 2), np.uint16)
    picture = decode_picture(png(array, 4), "x")
    assert picture.gray
    assert picture.alpha is not None
    assert np.array_equal(picture.pixels[..., 1], array[..., 0])
    assert np.array_equal(picture.alpha, array[..., 1])


@pytest.mark.parametrize(("color_type", "channels"), [(0, 1), (2, 3)])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_one_transparent_colour_of_a_png_becomes_alpha(color_type: int, channels: int, dtype: type) -> None:
    array = np.full((4, 6, channels), 9, dtype)
    array[1, 2] = 200
    picture = decode_picture(
        png(array, color_type, png_chunk(b"tRNS", struct.pack(">H", 200) * channels)), "x"
    )
    assert np.array_equal(picture.pixels, np.broadcast_to(array, (4, 6, 3)))
    assert picture.alpha is not None
    largest = np.iinfo(dtype).max
    assert picture.alpha[1, 2] == 0
    assert picture.alpha[0, 0] == largest
    assert int(picture.alpha.sum()) == largest * 23


def test_a_palette_with_transparency_keeps_colours_and_alpha() -> None:
    image = Image.new("P", (3, 1))
    image.putpalette([255, 0, 0, 0, 255, 0, 0, 0, 255])
    image.putdata([0, 1, 2])
    picture = decode_picture(encoded(image, "PNG", transparency=bytes([0, 128, 255])), "x")
    assert picture.pixels[0].tolist() == [[255, 0, 0], [0, 255, 0], [0, 0, 255]]
    assert picture.alpha is not None
    assert picture.alpha[0].tolist() == [0, 128, 255]


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
@pytest.mark.parametrize("format", ["PNG", "TIFF"])
def test_alpha_is_kept_apart_from_the_colours_under_it(mode: str, format: str) -> None:
    array = RNG.integers(0, 255, (5, 4, len(mode)), np.uint8)
    array[0, 0, -1] = 0
    picture = decode_picture(encoded(Image.fromarray(array), format), "x")
    assert picture.gray == (mode == "LA")
    assert picture.alpha is not None
    assert np.array_equal(picture.alpha, array[..., -1])
    assert np.array_equal(picture.pixels, np.broadcast_to(array[..., :-1], (5, 4, 3)))


def test_an_alpha_that_is_opaque_everywhere_is_dropped() -> None:
    array = np.full((3, 3, 4), 255, np.uint8)
    assert decode_picture(encoded(Image.fromarray(array), "PNG"), "x").alpha is None


def test_a_float_tiff_becomes_16_bit_and_what_is_no_number_becomes_black_with_a_notice() -> None:
    array = np.full((4, 5), 0.5, np.float32)
    array[0, :3] = np.nan, np.inf, 3.0
    picture = decode_picture(by_cv2(".tiff", array), "x")
    assert picture.gray
    assert picture.depth == 16
    assert picture.pixels[0, :, 0].tolist() == [0, 0, 65535, 32768, 32768]
    assert len(picture.notices) == 2


def test_a_float_tiff_in_range_needs_no_notice() -> None:
    array = RNG.random((4, 5, 3), np.float32)
    picture = decode_picture(by_cv2(".tiff", array), "x")
    assert np.array_equal(picture.pixels, (array.astype(np.float64) * 65535).round().astype(np.uint16))
    assert picture.notices == ()


def test_a_cmyk_jpeg_becomes_rgb() -> None:
    image = Image.new("CMYK", (16, 16), (0, 255, 255, 0))
    picture = decode_picture(encoded(image, "JPEG", quality=95), "x")
    red = picture.pixels[8, 8].astype(int)
    assert red[0] > 200
    assert red[1:].max() < 60
    assert picture.icc is None


def test_a_cmyk_jpeg_with_a_profile_that_does_not_fit_opens_with_a_notice() -> None:
    image = Image.new("CMYK", (16, 16), (0, 255, 255, 0))
    picture = decode_picture(encoded(image, "JPEG", icc_profile=srgb_profile()), "x")
    assert picture.icc is None
    assert any("profile" in notice for notice in picture.notices)


def two_frames(format: str) -> bytes:
    frames = [Image.fromarray(RNG.integers(0, 256, (20, 20, 3), np.uint8)) for _ in range(3)]
    return encoded(frames[0], format, save_all=True, append_images=frames[1:])


@pytest.mark.parametrize(
    ("format", "word"), [("GIF", "frames"), ("PNG", "frames"), ("WEBP", "frames"), ("TIFF", "pages")]
)
def test_of_several_frames_the_first_is_used_with_a_notice(format: str, word: str) -> None:
    picture = decode_picture(two_frames(format), "x")
    assert picture.notices == (f"Only the first of 3 {word} is used.",)


def test_a_16_bit_animation_and_a_16_bit_tiff_of_two_pages_say_so_too() -> None:
    array = RNG.integers(0, 65536, (4, 4, 3), np.uint16)
    control = png_chunk(b"fcTL", struct.pack(">IIIIIHHBB", 0, 4, 4, 0, 0, 1, 10, 0, 0))
    animated = png(array, 2, png_chunk(b"acTL", struct.pack(">II", 2, 0)), control)
    second = png_chunk(b"fcTL", struct.pack(">IIIIIHHBB", 1, 4, 4, 0, 0, 1, 10, 0, 0))
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in array.reshape(4, -1))
    second += png_chunk(b"fdAT", struct.pack(">I", 2) + zlib.compress(rows))
    picture = decode_picture(animated[:-12] + second + animated[-12:], "x")
    assert np.array_equal(picture.pixels, array)
    assert picture.notices == ("Only the first of 2 frames is used.",)
    done, data = cv2.imencodemulti(".tiff", [array, array])
    assert done
    assert decode_picture(data.tobytes(), "x").notices == ("Only the first of 2 pages is used.",)


UPRIGHT = np.zeros((16, 24, 3), np.uint8)
UPRIGHT[:8, :8] = 255, 0, 0
UPRIGHT[8:, 16:] = 0, 0, 255
# How a camera stores the upright picture for each value of the tag.
STORED = {
    1: lambda a: a,
    2: lambda a: a[:, ::-1],
    3: lambda a: a[::-1, ::-1],
    4: lambda a: a[::-1],
    5: lambda a: a.transpose(1, 0, 2),
    6: lambda a: np.rot90(a, 1),
    7: lambda a: a[::-1, ::-1].transpose(1, 0, 2),
    8: lambda a: np.rot90(a, -1),
}


def oriented(format: str, orientation: int, dtype: type) -> bytes:
    stored = np.ascontiguousarray(STORED[orientation](UPRIGHT))
    exif = Image.Exif()
    exif[274] = orientation
    if dtype is np.uint8:
        options = {"tiffinfo": {274: orientation}} if format == "TIFF" else {"exif": exif}
        if format in ("JPEG", "WEBP"):
            options |= {"quality": 95}
        return encoded(Image.fromarray(stored), format, **options)
    deep = stored.astype(np.uint16) * 257
    if format == "PNG":
        return png(deep, 2, png_chunk(b"eXIf", exif.tobytes().removeprefix(b"Exif\0\0")))
    data = bytearray(by_cv2(".tiff", deep))
    # The writer has no orientation tag: its SampleFormat (339, always 1) gives its place.
    at = struct.unpack_from("<I", data, 4)[0]
    count = struct.unpack_from("<H", data, at)[0]
    entries = [bytes(data[at + 2 + 12 * k : at + 14 + 12 * k]) for k in range(count)]
    entries = [entry for entry in entries if entry[:2] != struct.pack("<H", 339)]
    entries = sorted([*entries, struct.pack("<HHIHH", 274, 3, 1, orientation, 0)][:count])
    data[at : at + 2] = struct.pack("<H", len(entries))
    data[at + 2 : at + 6 + 12 * len(entries)] = b"".join(sorted(entries, key=lambda e: e[:2][::-1])) + bytes(
        4
    )
    return bytes(data)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize(
    ("format", "dtype"),
    [
        ("JPEG", np.uint8),
        ("PNG", np.uint8),
        ("WEBP", np.uint8),
        ("TIFF", np.uint8),
        ("PNG", np.uint16),
        ("TIFF", np.uint16),
    ],
)
def test_every_orientation_is_set_upright_and_its_tag_reset(
    format: str, dtype: type, orientation: int, tmp_path: Path
) -> None:
    picture = decode_picture(oriented(format, orientation, dtype), "x")
    assert (picture.width, picture.height) == (24, 16)
    wanted = UPRIGHT.astype(int) * (257 if dtype is np.uint16 else 1)
    assert np.abs(picture.pixels.astype(int) - wanted).mean() < (1 if format in ("PNG", "TIFF") else 6)
    saved = save_picture(picture, tmp_path / "out.jpg", format="jpeg")
    with Image.open(saved) as image:
        assert image.getexif().get(274, 1) == 1
        assert image.size == (24, 16)


def test_avif_opens() -> None:
    picture = decode_picture(encoded(Image.new("RGB", (32, 24), (200, 50, 50)), "AVIF"), "x")
    assert (picture.width, picture.height) == (32, 24)
    assert np.abs(picture.pixels.astype(int) - (200, 50, 50)).max() < 8


@pytest.mark.parametrize("depth", [8, 16])
@pytest.mark.parametrize("format", ["png", "jpeg", "webp", "tiff"])
def test_a_profile_is_kept_and_embedded_in_the_result(format: str, depth: int, tmp_path: Path) -> None:
    profile = wide_profile()
    array = RNG.integers(0, 256, (8, 8, 3), np.uint8)
    data = encoded(Image.fromarray(array), "PNG", icc_profile=profile)
    if depth == 16:
        packed = png_chunk(b"iCCP", b"p\0\0" + zlib.compress(profile))
        data = png(array.astype(np.uint16) * 257, 2, packed)
    picture = decode_picture(data, "x")
    assert picture.icc == profile
    again = read_picture(save_picture(picture, tmp_path / "out", format=format))
    assert again.icc == profile
    assert again.notices == ()
    if format in ("png", "tiff"):
        assert np.array_equal(again.pixels, picture.pixels)


@pytest.mark.parametrize("deep", [False, True])
@pytest.mark.parametrize("broken", [b"rubbish", b"", srgb_profile()[:200], bytes(3000)])
def test_a_corrupt_profile_is_ignored_with_a_notice(broken: bytes, deep: bool) -> None:
    array = RNG.integers(0, 256, (8, 8, 3), np.uint8)
    chunk = png_chunk(b"iCCP", b"p\0\0" + zlib.compress(broken))
    picture = decode_picture(png(array.astype(np.uint16) if deep else array, 2, chunk), "x")
    assert np.array_equal(picture.pixels, array)
    assert picture.icc is None
    if broken or deep:
        assert any("profile" in notice for notice in picture.notices)


def test_the_tags_that_describe_a_tiffs_layout_are_not_carried_into_other_files(tmp_path: Path) -> None:
    image = Image.fromarray(RNG.integers(0, 256, (64, 64, 3), np.uint8))
    data = encoded(image, "TIFF", tiffinfo={315: "A. Painter"}, icc_profile=srgb_profile())
    picture = decode_picture(data, "x")
    saved = save_picture(picture, tmp_path / "out.jpg", format="jpeg")
    with Image.open(saved) as again:
        exif = again.getexif()
    assert exif[315] == "A. Painter"
    assert not {256, 257, 258, 259, 273, 279, 34675} & set(exif)


def test_pictures_refuse_arrays_that_do_not_fit() -> None:
    with pytest.raises(TypeError):
        Picture(np.zeros((2, 2), np.uint8))
    with pytest.raises(TypeError):
        Picture(np.zeros((2, 2, 3), np.uint8), np.zeros((2, 2), np.uint16))


def test_a_crop_shares_memory_and_keeps_what_belongs_to_the_picture() -> None:
    picture = Picture(RNG.integers(0, 9, (6, 8, 3), np.uint8), np.zeros((6, 8), np.uint8), icc=b"p")
    part = picture.crop(2, 1, 4, 3)
    assert np.shares_memory(part.pixels, picture.pixels)
    assert (part.width, part.height, part.icc) == (4, 3, b"p")
    assert part.alpha is not None
