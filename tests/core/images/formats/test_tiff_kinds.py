"""Every kind of TIFF comes in with its right values, or is refused with a sentence that helps."""

from __future__ import annotations

import contextlib
import io
import struct
import tracemalloc
import zlib
from typing import Any

import numpy as np
import pytest
import tifffile
from PIL import Image, ImageCms

from core.errors import PictureError
from core.images.formats import tiff_pixels
from core.images.formats.decode import decode_picture
from core.images.formats.tiff_pixels import with_room
from core.images.picture import Picture
from core.images.profiles import srgb


def written(array: np.ndarray, **options: Any) -> bytes:
    out = io.BytesIO()
    with tifffile.TiffWriter(
        out, bigtiff=options.pop("bigtiff", False), byteorder=options.pop("order", "<")
    ) as file:
        file.write(array, **{"metadata": None, **options})
    return out.getvalue()


def read(data: bytes, *, allow_partial: bool = False) -> Picture:
    return decode_picture(data, "x.tif", allow_partial=allow_partial)


def colours(dtype: Any, *, height: int = 70, width: int = 53, channels: int = 3) -> np.ndarray:
    rng = np.random.default_rng(1)
    if np.dtype(dtype).kind == "f":
        return rng.random((height, width, channels)).astype(dtype)
    return rng.integers(0, np.iinfo(dtype).max + 1, (height, width, channels)).astype(dtype)


LAYOUTS: dict[str, dict[str, Any]] = {
    "strips": {"rowsperstrip": 7},
    "tiles": {"tile": (32, 16)},
    "planes": {"planarconfig": "separate", "rowsperstrip": 9},
    "tiles of planes": {"planarconfig": "separate", "tile": (16, 32)},
    "big-endian": {"order": ">"},
    "BigTIFF": {"bigtiff": True},
    "LZW with a predictor": {"compression": "lzw", "predictor": 2},
    "Deflate with a predictor, big-endian": {"compression": "zlib", "predictor": 2, "order": ">"},
    "packed bytes": {"compression": "packbits"},
    "zstd": {"compression": "zstd"},
    "LZMA": {"compression": "lzma"},
}


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_is_read_exactly(layout: str, dtype: Any) -> None:
    array = colours(dtype)
    options = dict(LAYOUTS[layout])
    stored = np.moveaxis(array, 2, 0) if options.get("planarconfig") == "separate" else array
    picture = read(written(stored, photometric="rgb", **options))
    assert np.array_equal(picture.pixels, array)
    assert picture.alpha is None


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
@pytest.mark.parametrize("options", [{}, {"compression": "zlib", "predictor": 3}, {"tile": (16, 16)}])
def test_floats_from_0_to_1_become_16_bits(dtype: Any, options: dict[str, Any]) -> None:
    array = colours(dtype)
    picture = read(written(array, photometric="rgb", **options))
    assert np.array_equal(picture.pixels, np.rint(array.astype(np.float64) * 65535).astype(np.uint16))


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_gray_with_alpha(dtype: Any) -> None:
    array = colours(dtype, channels=2)
    data = written(array, photometric="minisblack", planarconfig="contig", extrasamples=["unassalpha"])
    picture = read(data)
    assert picture.gray
    assert picture.alpha is not None
    assert np.array_equal(picture.pixels[..., 0], array[..., 0])
    assert np.array_equal(picture.alpha, array[..., 1])


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize(
    ("extras", "place"),
    [
        (["unassalpha", "unspecified"], 3),
        (["unspecified", "unassalpha"], 4),
        (["unspecified", "unspecified"], None),
    ],
)
def test_spot_colours_are_no_alpha(dtype: Any, extras: list[str], place: int | None) -> None:
    array = colours(dtype, channels=5)
    picture = read(written(array, photometric="rgb", extrasamples=extras))
    assert np.array_equal(picture.pixels, array[..., :3])
    if place is None:
        assert picture.alpha is None
    else:
        assert picture.alpha is not None
        assert np.array_equal(picture.alpha, array[..., place])


@pytest.mark.parametrize("photometric", ["rgb", "minisblack"])
@pytest.mark.parametrize("planes", ["contig", "separate"])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_premultiplied_colours_are_made_straight(dtype: Any, planes: str, photometric: str) -> None:
    top = np.iinfo(dtype).max
    array = np.full((4, 4, 4 if photometric == "rgb" else 2), top // 4, dtype)
    array[..., -1] = top // 2
    array[0, 0] = top
    stored = np.moveaxis(array, 2, 0) if planes == "separate" else array
    picture = read(written(stored, photometric=photometric, extrasamples=["assocalpha"], planarconfig=planes))
    assert picture.gray == (photometric == "minisblack")
    assert (picture.pixels[1, 1] == round((top // 4) * top / (top // 2))).all()
    assert (picture.pixels[0, 0] == top).all()
    assert picture.alpha is not None
    assert np.array_equal(picture.alpha, array[..., -1])


def lab_tiff(lab: np.ndarray, bits: int, photometric: int) -> bytes:
    """Known L*a*b* values as TIFF 6.0 (8) or ICC (9) encodes them."""
    wide = bits == 16
    lightness, ab = lab[..., :1], lab[..., 1:]
    if photometric == 9:
        first, rest = lightness * 255 / 100 * (256 if wide else 1), (ab + 128) * (256 if wide else 1)
    else:
        first = lightness * (65535 if wide else 255) / 100
        rest = np.round(ab * (256 if wide else 1)) % (65536 if wide else 256)
    stored = np.rint(np.concatenate([first, rest], axis=2)).astype(np.uint16 if wide else np.uint8)
    data = bytearray(written(stored, photometric="rgb"))
    at = data.index(struct.pack("<HHI", 262, 3, 1)) + 8
    struct.pack_into("<H", data, at, photometric)
    return bytes(data)


@pytest.mark.parametrize("bits", [8, 16])
@pytest.mark.parametrize("photometric", [8, 9])
def test_lab_is_what_colour_management_makes_of_it(bits: int, photometric: int) -> None:
    lab = np.array([[[0, 0, 0], [100, 0, 0], [50, 0, 0], [53, 60, 40], [60, -40, 30], [40, 20, -50]]], float)
    picture = read(lab_tiff(lab, bits, photometric))
    # LittleCMS in Pillow takes L in 0..255, and a and b with 128 for zero.
    packed = np.rint(np.dstack([lab[..., 0] * 2.55, lab[..., 1:] + 128])).astype(np.uint8)
    transform = ImageCms.buildTransform(ImageCms.createProfile("LAB"), srgb(), "LAB", "RGB", 1)
    managed = ImageCms.applyTransform(
        Image.merge("LAB", [Image.fromarray(packed[..., k]) for k in range(3)]), transform
    )
    assert picture.depth == bits
    found = picture.pixels.astype(int) >> (bits - 8)
    assert np.abs(found - np.asarray(managed).astype(int)).max() <= 3
    assert "Lab" in picture.notices[0]


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_cmyk_of_both_depths_becomes_srgb(dtype: Any) -> None:
    top = np.iinfo(dtype).max
    array = np.zeros((2, 3, 4), dtype)
    array[0, :, 3] = top  # black
    array[1, 0, 0] = top  # cyan
    picture = read(written(array, photometric="separated"))
    assert picture.depth == np.dtype(dtype).itemsize * 8
    assert picture.pixels[0].max() == 0
    assert picture.pixels[1, 0].tolist() == [0, top, top]
    assert (picture.pixels[1, 1] == top).all()
    assert "CMYK" in picture.notices[0]


def test_a_palette_gives_its_colours() -> None:
    table = np.random.default_rng(0).integers(0, 256, (3, 256)).astype(np.uint16)
    indexes = colours(np.uint8, channels=1)[..., 0]
    picture = read(written(indexes, photometric="palette", colormap=table * 257))
    assert np.array_equal(picture.pixels, table.T[indexes].astype(np.uint8))
    assert np.array_equal(
        picture.pixels, read(written(indexes, photometric="palette", colormap=table)).pixels
    )


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_jpeg_within_a_tiff_is_what_pillow_makes_of_it(mode: str) -> None:
    ramp = np.linspace(0, 255, 64).astype(np.uint8)
    image = Image.merge("RGB", [Image.fromarray(np.tile(ramp, (48, 1))) for _ in range(3)]).convert(mode)
    out = io.BytesIO()
    image.save(out, "TIFF", compression="jpeg", quality=95)
    with Image.open(io.BytesIO(out.getvalue())) as known:
        wanted = np.asarray(known.convert("RGB")).astype(int)
    assert np.abs(read(out.getvalue()).pixels.astype(int) - wanted).max() <= 2


def test_ycbcr_outside_of_jpeg_is_read() -> None:
    array = np.full((8, 8, 3), 128, np.uint8)
    array[..., 0] = 200  # a gray of 200
    data = written(array, photometric="ycbcr", subsampling=(1, 1), compression="lzw")
    assert np.abs(read(data).pixels.astype(int) - 200).max() <= 2


@pytest.mark.parametrize(
    ("tags", "words"),
    [
        ({262: 32845}, "LogLuv"),
        ({262: 77}, "of kind 77"),
        ({259: 34676}, "compression"),
    ],
)
def test_what_is_not_read_is_refused_by_a_sentence_that_helps(tags: dict[int, int], words: str) -> None:
    data = bytearray(written(colours(np.uint16), photometric="rgb"))
    for tag, value in tags.items():
        key = struct.pack("<HH", tag, 3)
        at = data.index(key)
        struct.pack_into("<IHH", data, at + 4, 1, value, 0)
    with pytest.raises(PictureError, match=words) as error:
        read(bytes(data))
    assert "Save it anew in the program that it comes from" in str(error.value)


@pytest.mark.parametrize(("dtype", "words"), [(np.int16, "signed"), (np.complex64, "complex")])
def test_numbers_that_have_no_black_and_white_are_refused(dtype: Any, words: str) -> None:
    array = np.zeros((4, 5), dtype)
    with pytest.raises(PictureError, match=words):
        read(written(array, photometric="minisblack"))


@pytest.mark.parametrize("compression", [None, "zlib", "lzw"])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_opened_in_part_what_is_missing_is_grey(compression: str | None, dtype: Any) -> None:
    array = colours(dtype, height=60)
    whole = written(array, photometric="rgb", compression=compression, rowsperstrip=10)
    with pytest.raises(PictureError, match="truncated"):
        read(whole[: len(whole) * 2 // 3])
    picture = read(whole[: len(whole) * 2 // 3], allow_partial=True)
    grey = (np.iinfo(dtype).max + 1) // 2
    assert np.array_equal(picture.pixels[:20], array[:20])
    assert (picture.pixels[-10:] == grey).all()
    assert any("grey" in notice for notice in picture.notices)


def test_behind_what_lzw_decodes_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its decoder looks beyond the end of a damaged part."""
    given = list[memoryview]()
    monkeypatch.setattr(tiff_pixels, "with_room", lambda raw: (given.append(with_room(raw)), given[-1])[1])
    array = colours(np.uint8)
    assert np.array_equal(read(written(array, photometric="rgb", compression="lzw")).pixels, array)
    assert given
    assert all(len(bytes(room.obj)) > len(room) for room in given)


def test_a_damaged_part_does_not_pass_for_a_picture() -> None:
    data = bytearray(written(colours(np.uint8), photometric="rgb", compression="zlib", rowsperstrip=10))
    data[len(data) // 2] ^= 0xFF
    with pytest.raises(PictureError, match="damaged"):
        read(bytes(data))


def edited(data: bytes, tags: dict[int, int], more: bytes = b"") -> bytes:
    """The file with some of its tags set to other numbers of 32 bits, and further bytes behind it."""
    out = bytearray(data + more)
    for tag, value in tags.items():
        at = next(at for kind in (3, 4) if (at := out.find(struct.pack("<HH", tag, kind))) >= 0)
        struct.pack_into("<HHII", out, at, tag, 4, 1, value)
    return bytes(out)


@pytest.mark.parametrize("partial", [False, True])
def test_a_part_that_unpacks_to_far_more_than_it_can_have_takes_no_memory(partial: bool) -> None:
    tracemalloc.start()
    sound = written(np.zeros((64, 64, 3), np.uint8), photometric="rgb", compression="zlib")
    trap = zlib.compress(bytes(300_000_000))
    tracemalloc.reset_peak()
    with contextlib.suppress(PictureError):
        read(edited(sound, {273: len(sound), 279: len(trap)}, trap), allow_partial=partial)
    assert tracemalloc.get_traced_memory()[1] < 30_000_000
    tracemalloc.stop()


def test_a_strip_of_all_rows_there_could_be_is_no_trap() -> None:
    array = colours(np.uint8, height=60)
    whole = written(array, photometric="rgb", compression="zlib", rowsperstrip=60)
    endless = edited(whole, {278: 2**32 - 1})
    assert np.array_equal(read(endless).pixels, array)
    picture = read(endless[: len(endless) * 2 // 3], allow_partial=True)
    assert np.array_equal(picture.pixels[:10], array[:10])


def test_jpeg_of_the_oldest_kind_is_read() -> None:
    """TIFF 6.0, section 22: the directory says where a whole JPEG stream lies."""
    out = io.BytesIO()
    ramp = Image.fromarray(np.tile(np.linspace(0, 255, 64).astype(np.uint8), (48, 1))).convert("RGB")
    ramp.save(out, "JPEG", quality=95, subsampling=0)
    stream = out.getvalue()
    entries = [(256, 3, 64), (257, 3, 48), (258, 3, 8), (259, 3, 6), (262, 3, 6), (273, 4, 0), (277, 3, 3)]
    entries += [(278, 4, 48), (279, 4, len(stream)), (512, 3, 1), (513, 4, 0), (514, 4, len(stream))]
    start = 8 + 2 + 12 * len(entries) + 4
    body = struct.pack("<H", len(entries))
    for tag, kind, value in entries:
        value = start if tag in (273, 513) else value
        body += struct.pack(
            "<HHII" if kind == 4 else "<HHIHH",
            *((tag, kind, 1, value) if kind == 4 else (tag, kind, 1, value, 0)),
        )
    data = b"II*\0" + struct.pack("<I", 8) + body + bytes(4) + stream
    with Image.open(io.BytesIO(stream)) as known:
        wanted = np.asarray(known.convert("RGB")).astype(int)
    assert np.abs(read(data).pixels.astype(int) - wanted).max() <= 4
