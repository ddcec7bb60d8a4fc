"""Files that are empty, cut off, lying or something else entirely: each gets one sentence that names it."""

from __future__ import annotations

import io
import resource
import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFile

from core.errors import PictureError
from core.images.decode import decode_picture
from core.images.files import read_picture
from core.images.metadata import png_chunk
from core.images.sniff import MAX_PIXELS, check_size, sniff


def photo(height: int = 48, width: int = 64) -> np.ndarray:
    y, x = np.mgrid[:height, :width]
    return np.dstack([x * 3, y * 4, (x + y) * 2]).clip(0, 255).astype(np.uint8)


def encoded(format: str, array: np.ndarray | None = None, **options: object) -> bytes:
    out = io.BytesIO()
    Image.fromarray(photo() if array is None else array).save(out, format=format, **options)
    return out.getvalue()


def deep_png() -> bytes:
    done, data = cv2.imencode(".png", photo().astype(np.uint16) * 257)
    assert done
    return data.tobytes()


def deep_tiff() -> bytes:
    done, data = cv2.imencode(".tiff", photo().astype(np.uint16) * 257)
    assert done
    return data.tobytes()


def refusal(data: bytes, **options: bool) -> str:
    with pytest.raises(PictureError) as caught:
        decode_picture(data, "bad.png", **options)
    assert str(caught.value).startswith("bad.png ")
    return str(caught.value)


def png_header(width: int, height: int, bits: int = 8, color_type: int = 2) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + png_chunk(
        b"IHDR", struct.pack(">IIBBBBB", width, height, bits, color_type, 0, 0, 0)
    )


def test_an_empty_file_is_called_empty(tmp_path: Path) -> None:
    path = tmp_path / "nothing.png"
    path.touch()
    with pytest.raises(PictureError, match=r"nothing\.png is an empty file"):
        read_picture(path)


def test_a_text_renamed_to_png_is_called_a_text() -> None:
    assert "text file" in refusal("Dear diary,\ntoday nothing happened. äöü\n".encode())


def test_a_png_named_jpg_opens_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(encoded("PNG"))
    assert np.array_equal(read_picture(path).pixels, photo())


@pytest.mark.parametrize(
    ("head", "what"),
    [
        (b"%!PS-Adobe-3.0 EPSF-3.0\n(x) run", "PostScript"),
        (b"\xc5\xd0\xd3\xc6" + bytes(40), "EPS"),
        (b"%PDF-1.7\n", "PDF"),
        (b'<?xml version="1.0"?>\n<svg onload="alert(1)"></svg>', "SVG"),
        (b"8BPS\0\1" + bytes(40), "Photoshop"),
        (b"\0\0\0\x18ftypisom" + bytes(20), "video"),
        (bytes(range(1, 200)), "not a picture"),
    ],
)
def test_other_kinds_of_files_are_refused_by_name(head: bytes, what: str) -> None:
    assert what in refusal(head)


def test_heic_without_its_plugin_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.images.sniff.heif_support", lambda: False)
    assert "install HEIF support" in refusal(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(50))


def test_an_avif_that_also_claims_to_be_heif_is_an_avif() -> None:
    assert sniff(b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf", "x") == "AVIF"


@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP", "TIFF", "BMP", "GIF", "AVIF"])
def test_a_file_cut_in_the_middle_is_refused(format: str) -> None:
    data = encoded(format)
    refusal(data[: len(data) // 2])


@pytest.mark.parametrize("data", [deep_png(), deep_tiff()], ids=["png", "tiff"])
def test_a_16_bit_file_cut_in_the_middle_is_refused(data: bytes) -> None:
    refusal(data[: len(data) // 2])


@pytest.mark.parametrize("format", ["JPEG", "PNG"])
def test_a_truncated_file_opens_in_part_when_asked_grey_where_it_is_missing(format: str) -> None:
    noise = np.random.default_rng(0).integers(0, 100, (96, 64, 3), np.uint8)
    data = encoded(format, noise)
    picture = decode_picture(data[: len(data) // 2], "x", allow_partial=True)
    assert picture.pixels.shape == noise.shape
    assert np.abs(picture.pixels[:16].astype(int) - noise[:16]).mean() < 30
    assert np.abs(picture.pixels[-8:].astype(int) - 128).max() <= 2
    assert any("truncated" in notice for notice in picture.notices)
    assert not ImageFile.LOAD_TRUNCATED_IMAGES


def test_a_truncated_16_bit_png_opened_in_part_says_so() -> None:
    noise = np.random.default_rng(0).integers(0, 65535, (96, 64, 3), np.uint16)
    data = cv2.imencode(".png", noise)[1].tobytes()
    picture = decode_picture(data[: len(data) // 2], "x", allow_partial=True)
    assert picture.pixels.shape == noise.shape
    assert any("truncated" in notice for notice in picture.notices)


def test_a_png_with_a_wrong_checksum_is_refused() -> None:
    data = bytearray(encoded("PNG"))
    data[data.index(b"IDAT") + 20] ^= 1
    assert "checksum" in refusal(bytes(data))


def test_a_png_that_was_cut_before_its_end_chunk_is_called_truncated() -> None:
    assert "truncated" in refusal(encoded("PNG")[:-12])


def test_a_tiff_whose_pages_run_in_a_circle_is_refused() -> None:
    data = bytearray(encoded("TIFF"))
    first = struct.unpack_from("<I", data, 4)[0]
    count = struct.unpack_from("<H", data, first)[0]
    struct.pack_into("<I", data, first + 2 + 12 * count, first)
    refusal(bytes(data))


def test_a_tiff_whose_directory_lies_outside_is_refused() -> None:
    refusal(b"II*\0" + struct.pack("<I", 10_000) + bytes(40))


def jpeg_header(width: int, height: int) -> bytes:
    data = bytearray(encoded("JPEG"))
    struct.pack_into(">HH", data, data.index(b"\xff\xc0") + 5, height, width)
    return bytes(data)


@pytest.mark.parametrize(
    "data",
    [
        png_header(20_000, 20_000) + png_chunk(b"IDAT", zlib.compress(b"x")) + png_chunk(b"IEND", b""),
        png_header(20_000, 20_000, 16) + png_chunk(b"IDAT", zlib.compress(b"x")) + png_chunk(b"IEND", b""),
        jpeg_header(20_000, 20_000),
        jpeg_header(65_000, 65_000),
        b"GIF89a" + struct.pack("<HH", 60_000, 60_000) + encoded("GIF")[10:],
        b"BM" + struct.pack("<IIIIIIHHIIIIII", 100, 0, 54, 40, 20_000, 20_000, 1, 24, 0, 0, 0, 0, 0, 0),
    ],
    ids=["png", "deep png", "jpeg", "large jpeg", "gif", "bmp"],
)
def test_a_header_that_promises_too_much_is_refused_without_taking_memory(data: bytes) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    refusal(data)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def test_a_tiff_that_promises_too_much_is_refused() -> None:
    data = bytearray(encoded("TIFF"))
    at = struct.unpack_from("<I", data, 4)[0] + 2
    while struct.unpack_from("<H", data, at)[0] != 257:
        at += 12
    struct.pack_into("<HHII", data, at, 257, 4, 1, 2_000_000_000)
    refusal(bytes(data))


@pytest.mark.parametrize(("width", "height"), [(0, 5), (5, 0), (-3, -3)])
def test_a_picture_without_pixels_is_refused(width: int, height: int) -> None:
    with pytest.raises(PictureError, match="damaged"):
        check_size(width, height, 1000, "x")


def test_a_sound_large_picture_is_within_the_limits() -> None:
    check_size(12_000, 9_000, 30_000_000, "x")
    check_size(MAX_PIXELS // 16_000, 16_000, 40_000_000, "x")
    with pytest.raises(PictureError, match="too large"):
        check_size(MAX_PIXELS // 16_000 + 1, 16_000, 40_000_000, "x")


def test_a_genuine_picture_of_200_megapixels_is_not_stopped_by_the_decoders_own_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[tuple[int, int]] = []

    def stop(width: int, height: int, size: int, shown: str) -> None:
        seen.append((width, height))
        raise PictureError("seen")

    monkeypatch.setattr("core.images.decode.check_size", stop)
    with pytest.raises(PictureError, match="seen"):
        decode_picture(jpeg_header(20_000, 10_000), "x")
    assert seen == [(20_000, 10_000)]


SOUND = [encoded(f) for f in ("PNG", "JPEG", "GIF", "TIFF", "WEBP", "BMP")] + [deep_png(), deep_tiff()]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.sampled_from(SOUND), st.data())
def test_flipped_bytes_give_a_picture_or_a_sentence_and_never_another_error(
    data: bytes, draw: st.DataObject
) -> None:
    broken = bytearray(data)
    for _ in range(draw.draw(st.integers(1, 8))):
        broken[draw.draw(st.integers(0, min(len(data), 400) - 1))] = draw.draw(st.integers(0, 255))
    try:
        picture = decode_picture(bytes(broken), "x", allow_partial=draw.draw(st.booleans()))
    except PictureError:
        return
    assert picture.width > 0
    assert picture.height > 0


def test_a_broken_animation_opens_in_part_though_its_frames_are_counted() -> None:
    rng = np.random.default_rng(0)
    frames = [Image.fromarray(rng.integers(0, 256, (20, 20, 3), np.uint8)) for _ in range(2)]
    out = io.BytesIO()
    frames[0].save(out, format="GIF", save_all=True, append_images=frames[1:])
    data = bytearray(out.getvalue())
    # behind the picture's descriptor and its code size comes the first block of data
    start = data.index(b",\0\0\0\0" + struct.pack("<HH", 20, 20)) + 10
    if data[start - 1] & 0x80:
        start += 3 * 2 ** ((data[start - 1] & 7) + 1)
    data[start + 2 : start + 12] = b"\xff" * 10
    refusal(bytes(data))
    picture = decode_picture(bytes(data), "x", allow_partial=True)
    assert (picture.width, picture.height) == (20, 20)
    assert len(picture.notices) == 2


def test_a_broken_decoder_is_reported_as_a_damaged_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise struct.error("unpack requires a buffer")

    monkeypatch.setattr(ImageFile.ImageFile, "load", fail)
    assert "damaged" in refusal(encoded("BMP"))


def test_too_little_memory_is_not_called_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(ImageFile.ImageFile, "load", fail)
    assert "memory" in refusal(encoded("BMP"))
