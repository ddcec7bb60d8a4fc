"""What EXIF says about a picture: it is set upright, its tag is reset, and the rest goes along."""

import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from PIL import Image

from core.images.files import save_picture
from core.images.formats.decode import decode_picture
from core.images.orientation import upright
from core.images.picture import Picture
from tests.core.images import pictures as make

CORNERS = [(slice(2, 6), slice(2, 6)), (slice(2, 6), slice(18, 22)), (slice(10, 14), slice(2, 6))]
# Pillow's transposition by which a camera stores an upright picture, for each value of the tag.
STORED = {1: None, 2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}


def read(data: bytes) -> Picture:
    return decode_picture(data, "test")


def tags(block: bytes | None) -> dict[int, object]:
    assert block is not None
    exif = Image.Exif()
    exif.load(block)
    return dict(exif)


def with_orientation(image: Image.Image, format: str, orientation: int) -> bytes:
    exif = Image.Exif()
    exif[271], exif[274] = "Maker", orientation
    wide = np.asarray(image).astype(np.uint16) * 256
    if format == "PNG16":
        return make.png(wide, extra=make.chunk(b"eXIf", exif.tobytes()[6:]))
    if format == "TIFF16":
        return make.tiff(wide, extra=[make.short_tag(274, orientation), (271, 2, b"Maker\0")])
    options = {"quality": 95, "subsampling": 0} if format == "JPEG" else {}
    return make.encoded(image, format, exif=exif.tobytes(), **options)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "TIFF", "PNG16", "TIFF16"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_pixels_come_upright_and_the_tag_is_reset_here_and_in_the_result(
    format: str, orientation: int, tmp_path: Path
) -> None:
    right = np.zeros((16, 24, 3), np.uint8)
    right[:8, :8], right[:8, 16:], right[8:, :8] = (200, 0, 0), (0, 200, 0), (0, 0, 200)
    stored, turn = Image.fromarray(right), STORED[orientation]
    if turn is not None:
        stored = stored.transpose(Image.Transpose(turn))
    picture = read(with_orientation(stored, format, orientation))
    assert picture.pixels.shape == right.shape
    seen = picture.pixels >> (8 if picture.depth == 16 else 0)
    assert all(np.abs(seen.astype(int) - right)[corner].max() < 40 for corner in CORNERS)
    kept = tags(picture.exif)
    assert kept.get(274, 1) == 1
    assert kept[271] == "Maker"
    with Image.open(save_picture(picture, tmp_path / "out.jpg", format="jpeg")) as saved:
        assert saved.getexif().get(274, 1) == 1
        assert saved.size == (24, 16)


def test_alpha_turns_with_the_picture() -> None:
    array = make.noise(4, 6, 4)
    exif = Image.Exif()
    exif[274] = 6
    picture = read(make.encoded(Image.fromarray(array), "PNG", exif=exif.tobytes()))
    assert picture.alpha is not None
    assert np.array_equal(picture.alpha, np.rot90(array[..., 3], -1))


@given(hnp.arrays(np.uint8, st.tuples(st.integers(1, 5), st.integers(1, 5), st.just(3))))
def test_every_turn_can_be_undone(array: np.ndarray) -> None:
    inverse = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 8, 7: 7, 8: 6}
    for there, back in inverse.items():
        assert np.array_equal(upright(upright(array, there), back), array)


@pytest.mark.parametrize("block", [b"Exif\0\0garbage", b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0MM\0*"])
def test_a_broken_exif_block_does_not_keep_a_picture_from_opening(block: bytes) -> None:
    data = make.encoded(Image.new("RGB", (4, 4)), "JPEG")
    segment = b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block
    assert read(data[:2] + segment + data[2:]).width == 4


@pytest.mark.parametrize("packing", ["raw", "tiff_lzw"])
def test_tags_about_how_one_file_stores_its_pixels_are_left_out(packing: str, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[271], exif[315] = "Maker", "A. Painter"
    profile = make.matrix_profile(make.DISPLAY_P3)
    image = Image.fromarray(make.noise(64, 64))
    data = make.encoded(image, "TIFF", exif=exif, compression=packing, icc_profile=profile)
    picture = read(data)
    saved = save_picture(picture, tmp_path / "out.jpg", format="jpeg")
    with Image.open(saved) as again:
        carried = dict(again.getexif())
    assert set(tags(picture.exif)) <= {271, 274, 282, 283, 296, 305, 315}
    assert tags(picture.exif)[315] == carried[315] == "A. Painter"
    assert not {256, 257, 258, 259, 273, 279, 34675} & set(carried)


@pytest.mark.parametrize("format", ["png", "jpeg", "webp", "avif", "jxl", "tiff"])
@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_letters_beyond_ascii_stay_the_bytes_they_were(tmp_path: Path, format: str, encoding: str) -> None:
    name = "J\u00fcrgen \u00c5ngstr\u00f6m".encode(encoding)
    exif = Image.Exif()
    exif[315] = name
    Image.new("RGB", (8, 6)).save(tmp_path / "a.jpg", exif=exif)
    assert name in (tmp_path / "a.jpg").read_bytes()
    picture = decode_picture((tmp_path / "a.jpg").read_bytes(), "a.jpg")
    save_picture(picture, tmp_path / f"b.{format}", format=format)
    assert name in (tmp_path / f"b.{format}").read_bytes()
