"""Size and depth from headers alone."""

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFile

from core.errors import PictureError
from core.images import header
from core.images.files import read_picture, save_picture
from core.images.header import size_and_depth
from core.images.picture import Picture


@pytest.mark.parametrize("depth", [8, 16])
@pytest.mark.parametrize("gray", [False, True])
@pytest.mark.parametrize("form", ["png", "tiff", "jpeg", "webp", "avif", "jxl"])
def test_they_are_those_of_the_picture(tmp_path: Path, form: str, depth: int, gray: bool) -> None:
    pixels = np.zeros((5, 9, 3), np.uint8 if depth == 8 else np.uint16)
    path = save_picture(Picture(pixels, gray=gray), tmp_path / "a", format=form)
    picture = read_picture(path)
    assert size_and_depth(path) == ((9, 5), picture.depth)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_what_lies_on_its_side_is_turned_and_nothing_is_decoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (9, 5)).save(tmp_path / "a", form, exif=exif)
    shown = read_picture(tmp_path / "a")
    monkeypatch.setattr(header, "read_picture", None)
    assert size_and_depth(tmp_path / "a")[0] == (shown.width, shown.height) == (5, 9)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_without_exif_nothing_is_decoded_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    Image.new("RGB", (9, 5)).save(tmp_path / "a", form)
    for module in (header, ImageFile.ImageFile):
        monkeypatch.setattr(module, "read_picture" if module is header else "load", None)
    assert size_and_depth(tmp_path / "a") == ((9, 5), 8)


@pytest.mark.filterwarnings("error")
def test_what_is_too_large_to_be_opened_is_said(tmp_path: Path) -> None:
    Image.new("1", (30_000, 10_000)).save(tmp_path / "a.png")
    data = bytearray((tmp_path / "a.png").read_bytes())
    data[16:24] = struct.pack(">II", 65_000, 65_000)
    data[29:33] = struct.pack(">I", zlib.crc32(data[12:29]))
    (tmp_path / "a.png").write_bytes(data)
    with pytest.raises(PictureError, match=r"a\.png"):
        size_and_depth(tmp_path / "a.png")


def test_what_is_no_picture_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n no more")
    with pytest.raises(PictureError, match=r"a\.png"):
        size_and_depth(tmp_path / "a.png")
