"""JPEG XL, HEIC and raw files: opened right where their packages are, refused with a sentence that helps elsewhere."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import struct
from collections.abc import Sequence
from typing import Any

import imagecodecs
import numpy as np
import pytest
import tifffile

from core.errors import PictureError
from core.images.formats import late_decoders, sniff
from core.images.formats.decode import decode_picture
from core.images.formats.jxl_head import jxl_size, jxl_source
from core.images.picture import Picture
from core.images.sources import srgb_curve


def read(data: bytes, name: str = "x") -> Picture:
    return decode_picture(data, name)


def smooth(height: int = 40, width: int = 56, *, dtype: Any = np.uint8, channels: int = 3) -> np.ndarray:
    top = np.iinfo(dtype).max
    rows, columns = np.mgrid[0:height, 0:width]
    planes = [columns / width, rows / height, (rows + columns) / (height + width), 0.25 + rows / height / 2]
    return np.rint(np.dstack(planes[:channels]) * top).astype(dtype)


class TestJpegXl:
    @pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
    @pytest.mark.parametrize("channels", [1, 3, 4])
    def test_without_loss_it_comes_in_exactly(self, dtype: Any, channels: int) -> None:
        array = smooth(dtype=dtype, channels=channels)
        stored = array[..., 0] if channels == 1 else array
        picture = read(imagecodecs.jpegxl_encode(stored, lossless=True))
        # This encoder calls colours of 16 bits linear light.
        colours = array[..., : min(channels, 3)]
        wanted = colours if dtype is np.uint8 else np.rint(srgb_curve(colours / 65535) * 65535)
        assert np.abs(picture.pixels[..., : colours.shape[2]] - wanted).max() <= (
            0 if dtype is np.uint8 else 3
        )
        assert any("linear" in notice for notice in picture.notices) == (dtype is np.uint16)
        assert picture.gray == (channels == 1)
        assert (picture.alpha is not None) == (channels == 4)
        if picture.alpha is not None:
            assert np.array_equal(picture.alpha, array[..., 3])

    def test_with_loss_it_comes_in_nearly(self) -> None:
        picture = read(imagecodecs.jpegxl_encode(smooth(), level=90))
        assert np.abs(picture.pixels.astype(int) - smooth()).mean() < 3

    @pytest.mark.parametrize(("height", "width"), [(40, 56), (64, 64), (8, 16), (300, 1000), (257, 3)])
    def test_its_size_is_known_from_the_head(self, height: int, width: int) -> None:
        data = imagecodecs.jpegxl_encode(smooth(height, width), lossless=True)
        assert jxl_size(data) == (width, height)
        boxed = (
            struct.pack(">I4sI", 12, b"JXL ", 0x0D0A870A) + struct.pack(">I4s", 8 + len(data), b"jxlc") + data
        )
        assert jxl_size(boxed) == (width, height)
        source = jxl_source(boxed)
        assert source is not None
        assert source.is_srgb

    def test_a_head_that_promises_too_much_is_refused(self) -> None:
        with pytest.raises(PictureError, match="too large"):
            read(b"\xff\x0a\xfe" + b"\xff" * 60)

    @pytest.mark.parametrize("length", [3, 10, 40])
    def test_a_part_of_one_is_refused(self, length: int) -> None:
        with pytest.raises(PictureError):
            read(imagecodecs.jpegxl_encode(smooth(), lossless=True)[:length])

    def test_colours_that_are_not_read_are_said_so(self) -> None:
        """With the bit for "a profile" set in the head: what the decoder makes of it does not matter here."""
        data = bytearray(imagecodecs.jpegxl_encode(smooth(channels=1)[..., 0], lossless=True))
        assert jxl_source(bytes(data)) is not None
        deciding = [bit for bit in range(16, 80) if jxl_source(turned(data, bit)) is None]
        assert deciding


def turned(data: bytearray, bit: int) -> bytes:
    other = bytearray(data)
    other[bit >> 3] ^= 1 << (bit & 7)
    return bytes(other)


def dng(width: int = 96, height: int = 64, more: Sequence[tuple[Any, ...]] = ()) -> bytes:
    """A mosaic with a known colour: a gray of half the range in the upper half, white below."""
    mosaic = np.full((height, width), 12_000, np.uint16)
    mosaic[::2, ::2] //= 2  # red is half as strong as green, blue a quarter
    mosaic[1::2, 1::2] //= 4
    mosaic[height // 2 :] *= 2

    def rationals(values: list[float]) -> list[int]:
        return [part for value in values for part in (round(value * 10_000), 10_000)]

    tags = [
        *more,
        (271, 2, 0, "Maker", True),
        (272, 2, 0, "Model", True),
        (33421, 3, 2, (2, 2), True),
        (33422, 1, 4, (0, 1, 1, 2), True),
        (50706, 1, 4, (1, 4, 0, 0), True),
        (50708, 2, 0, "Maker Model", True),
        (50717, 4, 1, 65535, True),
        (50721, 10, 9, rationals([0.9, -0.3, -0.1, -0.4, 1.2, 0.2, -0.05, 0.15, 0.6]), True),
        (50728, 5, 3, rationals([0.5, 1.0, 0.25]), True),
    ]
    out = io.BytesIO()
    with tifffile.TiffWriter(out) as file:
        file.write(mosaic, photometric=32803, metadata=None, software=False, extratags=tags)
    return out.getvalue()


class TestRaw:
    def test_it_is_developed_with_the_cameras_white_balance(self) -> None:
        pytest.importorskip("rawpy", reason="raw support is optional")
        picture = read(dng(), "x.dng")
        assert (picture.width, picture.height, picture.depth) == (96, 64, 16)
        inner = picture.pixels[8:24, 8:88].reshape(-1, 3).mean(0)
        assert np.ptp(inner) < 0.03 * inner.mean()  # gray, by the white balance of the file
        assert picture.pixels[40:56].mean() > picture.pixels[8:24].mean()
        assert "white balance" in picture.notices[0]

    def test_without_the_package_the_sentence_says_how(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(late_decoders, "raw_support", lambda: False)
        for data in (
            dng(),
            b"IIRO\x08\0\0\0" + bytes(40),
            b"FUJIFILMCCD-RAW " + bytes(40),
            thumbnail_and_raw(),
        ):
            with pytest.raises(
                PictureError, match=r"raw file of a camera\. Install raw support \(the Python package rawpy"
            ):
                read(data)

    @pytest.mark.parametrize(
        "head", [b"II*\0\x10\0\0\0CR\x02\0", b"IIU\0\x18\0\0\0", b"FOVb\0\0\0\0", b"IIRS\x08\0\0\0"]
    )
    def test_one_that_cannot_be_developed_is_refused_as_what_it_is(self, head: bytes) -> None:
        with pytest.raises(PictureError, match="raw file of a camera"):
            read(head + bytes(100))

    def test_a_thumbnail_is_never_taken_for_the_picture(self) -> None:
        sides = [96]
        with contextlib.suppress(PictureError):  # LibRaw may take such a plain file, or not
            sides.append(read(thumbnail_and_raw()).width)
        assert set(sides) == {96}


def thumbnail_and_raw() -> bytes:
    """As Nikon and Sony build theirs: a small picture, and below it a directory with the sensor's data."""
    out = io.BytesIO()
    with tifffile.TiffWriter(out) as file:
        file.write(smooth(12, 16), photometric="rgb", subfiletype=1, subifds=1, metadata=None)
        file.write(np.zeros((64, 96), np.uint16), photometric=32803, metadata=None)
    return out.getvalue()


class TestHeic:
    def test_without_a_package_the_sentence_says_how(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sniff, "heif_support", lambda: "")
        with pytest.raises(PictureError, match="install HEIF support"):
            read(struct.pack(">I4s4sI4s4s", 24, b"ftyp", b"heic", 0, b"mif1", b"heic"))

    @pytest.mark.skipif(not sniff.heif_support(), reason="HEIC support is optional")
    def test_a_damaged_one_is_refused(self) -> None:
        with pytest.raises(PictureError):
            read(struct.pack(">I4s4sI4s4s", 24, b"ftyp", b"heic", 0, b"mif1", b"heic") + bytes(100))

    @pytest.mark.skipif(importlib.util.find_spec("pillow_heif") is None, reason="writes a HEIC to read it")
    def test_it_is_opened(self) -> None:
        import pillow_heif

        out = io.BytesIO()
        pillow_heif.from_bytes("RGB", (56, 40), smooth().tobytes()).save(out, quality=95)
        assert np.abs(read(out.getvalue()).pixels.astype(int) - smooth()).mean() < 4


def test_what_is_recognised_is_named_in_the_list_of_kinds() -> None:
    assert "JPEG XL" in sniff.KINDS
    with pytest.raises(PictureError, match="JPEG XL"):
        read(b"nothing of this kind" + bytes(10))
