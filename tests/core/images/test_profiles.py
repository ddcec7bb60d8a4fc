"""Colour profiles on the way in, and in the result: kept where sound, left out with a notice where not."""

import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageCms

from core.images.color import to_srgb8
from core.images.files import read_picture, save_picture
from core.images.formats.decode import decode_picture
from core.images.picture import Picture
from tests.core.images import pictures as make


def read(data: bytes) -> Picture:
    return decode_picture(data, "test")


def packed(icc: bytes) -> bytes:
    """A PNG's chunk."""
    return make.chunk(b"iCCP", b"x\0\0" + zlib.compress(icc))


class TestSound:
    @pytest.mark.parametrize("primaries", [make.DISPLAY_P3, make.ADOBE_RGB])
    @pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP"])
    def test_a_wide_gamut_profile_is_kept_and_seen_right(self, kind: str, primaries: Any) -> None:
        icc = make.matrix_profile(primaries)
        pixels = make.smooth(40, 40) // 3 + 80  # muted colours, which sRGB has too
        options = {"quality": 100} if kind == "JPEG" else {"lossless": True} if kind == "WEBP" else {}
        picture = read(make.encoded(Image.fromarray(pixels), kind, icc_profile=icc, **options))
        assert picture.icc == icc
        assert picture.notices == ()
        shown = make.lab_of(to_srgb8(picture), None)
        meant = make.lab_of(picture.pixels, icc)
        assert np.sqrt(((shown - meant) ** 2).sum(2)).mean() < 1

    def test_16_bit_with_a_profile_keeps_both(self) -> None:
        icc = make.matrix_profile(make.DISPLAY_P3)
        array = make.noise(6, 6, 3, dtype=np.uint16)
        for data in (make.png(array, extra=packed(icc)), make.tiff(array, extra=[(34675, 7, icc)])):
            picture = read(data)
            assert picture.icc == icc
            assert np.array_equal(picture.pixels, array)

    @pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
    @pytest.mark.parametrize("format", ["png", "jpeg", "webp", "avif", "jxl", "tiff"])
    def test_it_is_embedded_in_the_result(self, format: str, dtype: type, tmp_path: Path) -> None:
        icc = make.matrix_profile(make.ADOBE_RGB)
        picture = read(make.png(make.noise(8, 8, dtype=dtype), extra=packed(icc)))
        # With loss JPEG XL tells the colours in its own way, see test_encode_jxl.
        exact = format == "jxl"
        again = read_picture(save_picture(picture, tmp_path / "out", format=format, lossless=exact))
        assert again.icc == picture.icc == icc
        assert again.notices == ()
        if format in ("png", "tiff"):
            assert np.array_equal(again.pixels, picture.pixels)

    def test_a_gray_profile_is_kept_for_gray(self) -> None:
        icc = make.gray_profile()
        picture = read(make.encoded(Image.new("L", (4, 4), 100), "PNG", icc_profile=icc))
        assert picture.icc == icc
        assert to_srgb8(picture).shape == (4, 4, 3)


class TestUnsound:
    @pytest.mark.parametrize(
        "icc", [b"not a profile", bytes(400), bytes(3000), make.matrix_profile(make.ADOBE_RGB)[:300]]
    )
    @pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
    def test_a_corrupt_profile_is_ignored_with_a_notice(self, icc: bytes, dtype: type) -> None:
        array = make.noise(4, 4, dtype=dtype)
        picture = read(make.png(array, extra=packed(icc)))
        assert picture.icc is None
        assert np.array_equal(picture.pixels, array)
        assert "profile" in picture.notices[0]

    @pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
    def test_an_empty_profile_is_none(self, dtype: type) -> None:
        array = make.noise(4, 4, dtype=dtype)
        picture = read(make.png(array, extra=packed(b"")))
        assert picture.icc is None
        assert np.array_equal(picture.pixels, array)

    def test_a_profile_of_another_kind_of_colours_is_ignored(self) -> None:
        picture = read(make.encoded(Image.new("RGB", (4, 4)), "PNG", icc_profile=make.gray_profile()))
        assert picture.icc is None
        assert "does not fit" in picture.notices[0]


class TestOtherColours:
    def test_cmyk_becomes_srgb_with_a_notice(self) -> None:
        image = Image.merge("CMYK", [Image.new("L", (8, 8), v) for v in (0, 255, 255, 0)])
        picture = read(make.encoded(image, "JPEG", quality=100))
        assert picture.icc is None
        assert picture.pixels[4, 4, 0] > 200
        assert picture.pixels[4, 4, 1:].max() < 60
        assert "CMYK" in picture.notices[0]

    @pytest.mark.parametrize("icc", [b"nonsense" * 30, make.matrix_profile(make.DISPLAY_P3)])
    def test_cmyk_with_a_profile_that_is_broken_or_does_not_fit_is_converted_all_the_same(
        self, icc: bytes
    ) -> None:
        image = Image.new("CMYK", (8, 8), (0, 0, 0, 0))
        picture = read(make.encoded(image, "JPEG", quality=100, icc_profile=icc))
        assert picture.icc is None
        assert picture.pixels.min() > 250
        assert "profile" in picture.notices[0]

    def test_lab_becomes_srgb(self) -> None:
        gray = Image.fromarray(np.full((4, 4, 3), 119, np.uint8))
        lab = ImageCms.profileToProfile(
            gray, ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), outputMode="LAB"
        )
        assert lab is not None
        picture = read(make.encoded(lab, "TIFF"))
        assert np.abs(picture.pixels.astype(int) - 119).max() <= 2
