"""EXIF goes along with its values' bytes, its maker note where it was, and nothing that is wrong in another file."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from core.images import exif
from core.images.exif import ASCII, LONG, RATIONAL, SHORT, UNDEFINED, Exif, Tag, parse, read_exif
from core.images.files import read_picture, save_picture
from core.images.formats.capacity import save_notices
from core.images.formats.encoding import Encoding
from core.images.picture import Picture

FORMATS = {"png": ".png", "jpeg": ".jpg", "webp": ".webp", "tiff": ".tif"}
NAME = "J\u00fcrgen \u0141uczak".encode()
ARTIST, SOFTWARE, LENS = 315, 305, 0xA434


def photograph(order: str = ">", *, note: bytes = bytes(range(200)), note_at: int = 1000) -> Exif:
    latitude = struct.pack(f"{order}6I", 51, 1, 30, 1, 0, 1)
    return Exif(
        order,
        {ARTIST: Tag(ASCII, len(NAME) + 1, NAME + b"\0"), 274: Tag(SHORT, 1, struct.pack(order + "H", 6))},
        {
            exif.MAKER_NOTE: Tag(UNDEFINED, len(note), note),
            exif.USER_COMMENT: Tag(UNDEFINED, 12, b"ASCII\0\0\0mine"),
            0x829A: Tag(RATIONAL, 1, struct.pack(order + "II", 1, 125)),
            0xA002: Tag(LONG, 1, struct.pack(order + "I", 4000)),
        },
        {1: Tag(ASCII, 2, b"N\0"), 2: Tag(RATIONAL, 3, latitude)},
        {1: Tag(ASCII, 4, b"R98\0")},
        note_at,
    )


def of(path: Path) -> Exif:
    block = read_picture(path).exif
    assert block is not None
    return parse(block)


@pytest.mark.parametrize("order", ["<", ">"])
def test_what_is_written_is_read_again(order: str) -> None:
    whole = photograph(order)
    block = whole.to_block()
    assert block[6 + 1000 : 6 + 1200] == bytes(range(200))
    assert parse(block) == whole


@pytest.mark.parametrize("note_at", [0, 9, 30, 120, 301, 70_000])
def test_everything_finds_a_place_around_the_maker_note(note_at: int) -> None:
    whole = photograph(note_at=note_at)
    again = parse(whole.to_block())
    assert (again.main, again.details, again.gps, again.interop) == (
        whole.main,
        whole.details,
        whole.gps,
        whole.interop,
    )


@pytest.mark.parametrize("target", FORMATS)
@pytest.mark.parametrize("order", ["<", ">"])
def test_every_format_keeps_place_camera_comment_and_letters(tmp_path: Path, order: str, target: str) -> None:
    Image.new("RGB", (8, 6)).save(tmp_path / "in.jpg", exif=photograph(order).to_block())
    out = tmp_path / f"out{FORMATS[target]}"
    save_picture(read_picture(tmp_path / "in.jpg"), out, format=target)
    found, wanted = of(out), photograph("<" if target == "tiff" else order)
    assert found.main[ARTIST].value == NAME + b"\0"
    assert found.integer(found.main, exif.ORIENTATION) == 1
    assert found.gps == wanted.gps
    assert found.interop == wanted.interop
    del wanted.details[0xA002]  # the width in pixels
    assert found.details == wanted.details
    if target != "tiff":
        assert found.note_at == 1000


def test_a_tiff_gives_its_tags_to_all(tmp_path: Path) -> None:
    source = tmp_path / "in.tif"
    whole = photograph("<")
    image = Picture(np.zeros((6, 8, 3), np.uint8), exif=whole.to_block())
    save_picture(image, source, format="tiff")
    with Image.open(source) as opened:
        assert opened.getexif().get_ifd(exif.GPS)[1] == "N"
    assert of(source).gps == whole.gps
    again = read_picture(source)
    assert not {256, 257, 258, 259, 262, 273, 279} & set(parse(again.exif or b"").main)


def test_a_maker_note_too_long_for_a_jpeg_goes_alone_and_is_named(tmp_path: Path) -> None:
    block = photograph(note=bytes(70_000)).to_block()
    picture = Picture(np.zeros((6, 8, 3), np.uint8), exif=block)
    for format in ("png", "webp", "tiff"):
        assert save_notices(picture, Encoding(format)) == ()
    (notice,) = save_notices(picture, Encoding("jpeg"))
    assert "maker note" in notice
    found = of(save_picture(picture, tmp_path / "a.jpg", format="jpeg"))
    assert exif.MAKER_NOTE not in found.details
    assert {exif.USER_COMMENT, 0x829A} <= set(found.details)
    assert found.gps == photograph().gps
    assert found.main[ARTIST].value == NAME + b"\0"
    kept = of(save_picture(picture, tmp_path / "a.png", format="png"))
    assert len(kept.details[exif.MAKER_NOTE].value) == 70_000


def test_other_values_too_long_for_a_jpeg_are_named(tmp_path: Path) -> None:
    whole = photograph()
    whole.details[exif.USER_COMMENT] = Tag(UNDEFINED, 70_000, bytes(70_000))
    picture = Picture(np.zeros((6, 8, 3), np.uint8), exif=whole.to_block())
    notices = save_notices(picture, Encoding("jpeg"))
    assert ["maker note" in notices[0], "0x9286" in notices[1]] == [True, True]
    assert of(save_picture(picture, tmp_path / "a.jpg", format="jpeg")).gps == photograph().gps


@pytest.mark.parametrize("target", FORMATS)
def test_sizes_are_made_anew(tmp_path: Path, target: str) -> None:
    picture = Picture(np.zeros((6, 8, 3), np.uint8), exif=photograph().to_block())
    out = save_picture(picture, tmp_path / f"out{FORMATS[target]}", format=target)
    with Image.open(out) as opened:
        found = opened.getexif().get_ifd(exif.DETAILS)
    assert (found[0xA002], found[0xA003]) == (8, 6)


def test_the_thumbnail_stays_behind(tmp_path: Path) -> None:
    whole = photograph().to_block()
    block = bytearray(whole + b"THUMBNAIL")
    block[6 + 8 + 2 + 12 * 4 :][:4] = struct.pack(">I", len(whole) - 6)  # a next directory
    kept, _ = read_exif(bytes(block))
    assert kept is not None
    assert b"THUMBNAIL" not in kept


@given(st.binary(max_size=200))
def test_no_block_breaks_a_picture(rest: bytes) -> None:
    for head in (b"", b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08", b"II+\0\x08\0\0\0\x10\0\0\0\0\0\0\0"):
        read_exif(b"Exif\0\0" + head + rest)


@given(st.data())
def test_no_damage_to_a_block_breaks_a_picture(data: st.DataObject) -> None:
    block = bytearray(photograph().to_block())
    for _ in range(data.draw(st.integers(1, 4))):
        block[data.draw(st.integers(0, 300))] = data.draw(st.integers(0, 255))
    kept, orientation = read_exif(bytes(block))
    assert orientation in range(1, 9)
    if kept is not None:
        parse(kept)
