"""Sound pictures of every kind come in exactly: formats, sizes, depths, frames, transparency."""

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from PIL import Image

from core.images.files import read_picture
from core.images.formats.decode import decode_picture
from core.images.formats.samples import from_pillow
from core.images.formats.sniff import sniff
from core.images.picture import Picture
from tests.core.images import pictures as make

WRITERS: dict[str, Callable[[np.ndarray], bytes]] = {
    "png": make.png,
    "tiff": make.tiff,
    "packed tiff": lambda array: make.by_opencv(".tiff", array),
}


def read(data: bytes) -> Picture:
    return decode_picture(data, "test")


def colours_of(array: np.ndarray) -> np.ndarray:
    """H x W x (1: gray, 2: with alpha, 3, 4) -> H x W x 3."""
    return array[..., :1].repeat(3, 2) if array.shape[2] < 3 else array[..., :3]


class TestKinds:
    @pytest.mark.parametrize("size", [(1, 1), (3, 2), (63, 65), (1, 300)])
    @pytest.mark.parametrize("format", ["PNG", "TIFF", "BMP"])
    def test_lossless_formats_are_exact_at_any_size(self, format: str, size: tuple[int, int]) -> None:
        pixels = make.noise(size[1], size[0])
        picture = read(make.encoded(Image.fromarray(pixels), format))
        assert np.array_equal(picture.pixels, pixels)
        assert (picture.width, picture.height) == size
        assert (picture.alpha, picture.gray, picture.icc, picture.notices) == (None, False, None, ())

    @pytest.mark.parametrize("format", ["JPEG", "WEBP", "AVIF"])
    def test_lossy_formats_are_near(self, format: str) -> None:
        pixels = make.smooth(64, 80)
        picture = read(make.encoded(Image.fromarray(pixels), format, quality=95))
        assert picture.pixels.shape == pixels.shape
        assert np.abs(picture.pixels.astype(int) - pixels).mean() < 2

    def test_an_avif_that_also_claims_to_be_heif_is_an_avif(self) -> None:
        assert sniff(b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf", "x") == "AVIF"

    def test_the_content_decides_and_not_the_name(self, tmp_path: Path) -> None:
        pixels = make.noise(4, 3)
        path = tmp_path / "holiday.jpg"
        path.write_bytes(make.encoded(Image.fromarray(pixels), "PNG"))
        assert np.array_equal(read_picture(path).pixels, pixels)

    def test_bilevel_and_palette_pictures_open(self) -> None:
        bits = np.array([[0, 255], [255, 0]], np.uint8)
        picture = read(make.encoded(Image.fromarray(bits).convert("1"), "PNG"))
        assert np.array_equal(picture.pixels[..., 0], bits)
        assert picture.gray
        palette = Image.new("P", (2, 1))
        palette.putpalette([1, 2, 3, 200, 100, 50])
        palette.putpixel((1, 0), 1)
        assert read(make.encoded(palette, "PNG")).pixels.tolist() == [[[1, 2, 3], [200, 100, 50]]]

    def test_the_samples_belong_to_the_picture(self) -> None:
        data = make.encoded(Image.fromarray(make.noise(5, 5)), "PNG")
        picture, again = read(data), read(data)
        assert picture.pixels.flags.c_contiguous
        picture.pixels[0, 0] += 1  # writable, and not a view into a decoder's buffer
        assert np.array_equal(read(data).pixels, again.pixels)


class TestFrames:
    @pytest.mark.parametrize(
        ("format", "word"), [("GIF", "frames"), ("PNG", "frames"), ("WEBP", "frames"), ("TIFF", "pages")]
    )
    def test_of_several_pictures_the_first_is_opened_with_a_notice(self, format: str, word: str) -> None:
        frames = [Image.new("RGB", (8, 8), color) for color in ((250, 0, 0), (0, 250, 0), (0, 0, 250))]
        options = {"lossless": True} if format == "WEBP" else {}
        data = make.encoded(frames[0], format, save_all=True, append_images=frames[1:], **options)
        picture = read(data)
        assert picture.pixels[4, 4].tolist() == [250, 0, 0]
        assert picture.notices == (f"Only the first of 3 {word} is used.",)

    def test_a_16_bit_animation_says_so_too(self) -> None:
        array = make.noise(4, 4, dtype=np.uint16)

        def control(number: int) -> bytes:
            return make.chunk(b"fcTL", struct.pack(">IIIIIHHBB", number, 4, 4, 0, 0, 1, 10, 0, 0))

        first = make.png(array, extra=make.chunk(b"acTL", struct.pack(">II", 2, 0)) + control(0))
        rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in array)
        second = control(1) + make.chunk(b"fdAT", struct.pack(">I", 2) + zlib.compress(rows))
        picture = read(first[:-12] + second + first[-12:])
        assert np.array_equal(picture.pixels, array)
        assert picture.notices == ("Only the first of 2 frames is used.",)

    def test_a_16_bit_tiff_of_two_pages_says_so_too(self) -> None:
        array = make.noise(4, 4, dtype=np.uint16)
        done, data = cv2.imencodemulti(".tiff", [array, array])
        assert done
        assert read(data.tobytes()).notices == ("Only the first of 2 pages is used.",)


class TestDepth:
    @pytest.mark.parametrize(
        ("writer", "channels"),
        [("png", 2), *((writer, channels) for writer in WRITERS for channels in (1, 3, 4))],
    )
    def test_16_bits_are_exact(self, writer: str, channels: int) -> None:
        array = make.noise(12, 17, channels, dtype=np.uint16)
        picture = read(WRITERS[writer](array))
        assert picture.depth == 16
        assert picture.gray == (channels < 3)
        assert np.array_equal(picture.pixels, colours_of(array))
        if channels in (2, 4):
            assert np.array_equal(picture.alpha, array[..., -1])
        else:
            assert picture.alpha is None

    def test_the_mean_of_16_bit_gray_is_kept(self) -> None:
        array = np.full((10, 10, 1), 0x1234, np.uint16)
        for write in WRITERS.values():
            assert read(write(array)).pixels.mean() == 0x1234

    def test_white_is_zero_tiffs_are_inverted(self) -> None:
        array = make.noise(5, 6, 1, dtype=np.uint16)
        assert np.array_equal(read(make.tiff(array, photometric=0)).pixels[..., :1], 65535 - array)

    def test_premultiplied_colours_become_straight(self) -> None:
        array = np.zeros((2, 2, 4), np.uint16)
        array[..., :3], array[..., 3] = 10_000, 20_000
        assert (read(make.tiff(array, extra_sample=1)).pixels == 32768).all()

    def test_32_bit_integers_keep_their_upper_half_and_say_so(self) -> None:
        array = make.noise(4, 5, 3, dtype=np.uint32)
        picture = read(make.tiff(array))
        assert np.array_equal(picture.pixels, array >> 16)
        assert "32 bits" in picture.notices[0]

    @pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
    def test_planes_apart_are_read_right(self, dtype: type) -> None:
        array = make.noise(8, 9, 3, dtype=dtype)
        planes = np.ascontiguousarray(np.moveaxis(array, 2, 0))
        size = planes[0].nbytes
        offsets = (273, 4, struct.pack("<3I", 8, 8 + size, 8 + 2 * size))
        counts = (279, 4, struct.pack("<3I", size, size, size))
        sound = make.tiff(array, extra=[make.short_tag(284, 2)])
        data = make.relocated(sound, planes.tobytes(), [offsets, counts])
        assert np.array_equal(read(data).pixels, array)

    @given(
        hnp.arrays(
            st.sampled_from([np.uint8, np.uint16]),
            st.tuples(st.integers(1, 9), st.integers(1, 9), st.sampled_from([1, 2, 3, 4])),
        )
    )
    @settings(max_examples=60)
    def test_any_png_comes_in_exactly(self, array: np.ndarray) -> None:
        picture = read(make.png(array))
        assert np.array_equal(picture.pixels, colours_of(array))
        if array.shape[2] in (2, 4) and picture.alpha is not None:
            assert np.array_equal(picture.alpha, array[..., -1])


class TestFloats:
    @pytest.mark.parametrize("channels", [1, 3])
    @pytest.mark.parametrize("writer", ["tiff", "packed tiff"])
    def test_a_float_picture_becomes_16_bit(self, writer: str, channels: int) -> None:
        array = np.linspace(0, 1, 24 * channels, dtype=np.float32).reshape(4, 6, channels)
        picture = read(WRITERS[writer](array))
        wanted = colours_of(np.rint(array.astype(np.float64) * 65535))
        assert np.array_equal(picture.pixels, wanted)
        assert picture.gray == (channels == 1)
        assert (picture.depth, picture.notices) == (16, ())

    @pytest.mark.parametrize("channels", [1, 3])
    def test_what_is_no_number_becomes_black_and_hdr_is_clipped_with_notices(self, channels: int) -> None:
        array = np.full((3, 4, channels), 0.5, np.float32)
        array[0, 0], array[0, 1], array[0, 2], array[0, 3] = np.nan, np.inf, 7.5, -2
        picture = read(make.tiff(array))
        assert picture.pixels[0, :, 0].tolist() == [0, 0, 65535, 0]
        assert picture.pixels[1, 1, 0] == 32768
        assert len(picture.notices) == 2
        assert "NaN" in picture.notices[0]
        assert "clipped" in picture.notices[1]


class TestTransparency:
    @pytest.mark.parametrize("mode", ["RGBA", "LA"])
    @pytest.mark.parametrize("format", ["PNG", "TIFF"])
    def test_alpha_is_kept_apart_from_the_colours_under_it(self, mode: str, format: str) -> None:
        array = make.noise(5, 4, len(mode))
        array[0, 0, -1] = 0
        picture = read(make.encoded(Image.fromarray(array), format))
        assert picture.gray == (mode == "LA")
        assert np.array_equal(picture.alpha, array[..., -1])
        assert np.array_equal(picture.pixels, colours_of(array))

    @pytest.mark.parametrize("channels", [1, 3])
    @pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
    def test_one_transparent_colour_becomes_alpha(self, channels: int, dtype: type) -> None:
        array = np.full((4, 6, channels), 9, dtype)
        array[1, 2] = np.arange(200, 200 + channels)
        transparent = make.chunk(b"tRNS", array[1, 2].astype(">u2").tobytes())
        picture = read(make.png(array, extra=transparent))
        assert picture.gray == (channels == 1)
        assert np.array_equal(picture.pixels, colours_of(array))
        wanted = np.full((4, 6), np.iinfo(dtype).max, dtype)
        wanted[1, 2] = 0
        assert np.array_equal(picture.alpha, wanted)

    def test_a_palette_with_transparent_entries(self) -> None:
        image = Image.new("P", (3, 1))
        image.putpalette([255, 0, 0, 0, 255, 0, 0, 0, 255])
        image.putdata([0, 1, 2])
        picture = read(make.encoded(image, "PNG", transparency=bytes([0, 128, 255])))
        assert picture.pixels[0].tolist() == [[255, 0, 0], [0, 255, 0], [0, 0, 255]]
        assert picture.alpha is not None
        assert picture.alpha.tolist() == [[0, 128, 255]]

    def test_alpha_that_is_opaque_everywhere_is_none(self) -> None:
        array = make.noise(3, 3, 4)
        array[..., 3] = 255
        assert read(make.png(array)).alpha is None


@pytest.mark.parametrize("mode", ["L", "LA", "RGB", "RGBA"])
def test_a_picture_in_a_plain_mode_is_not_copied_as_a_whole(mode, monkeypatch):
    image = Image.new(mode, (3, 2), 7 if mode == "L" else (7, 8, 9, 10)[: len(mode)])

    def convert(*args):
        raise AssertionError("a copy")

    monkeypatch.setattr(Image.Image, "convert", convert)
    assert from_pillow(image).array.shape == (2, 3, len(mode))
