"""Colours that are told by other means than a profile are understood, carried on, or converted with a notice."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image, ImageCms

from core.images.about import raw_exif
from core.images.color import to_srgb8
from core.images.exif import parse
from core.images.files import read_picture, save_picture
from core.images.formats.colour_tags import exif_source
from core.images.formats.decode import decode_picture
from core.images.picture import Picture
from core.images.sources import (
    ADOBE_GAMMA,
    ADOBE_RGB,
    HLG,
    PQ,
    PRIMARIES,
    SRGB_XY,
    Source,
    profile_of,
    srgb_curve,
    to_srgb,
    to_xyz_d50,
)
from tests.core.images import pictures as make
from tests.core.images.formats.test_late_decoders import dng

RAMP = np.arange(256, dtype=np.uint8)[None, :, None].repeat(3, axis=2)


def png(pixels: np.ndarray, *chunks: tuple[bytes, bytes]) -> bytes:
    """A PNG with further chunks behind IHDR."""
    data = make.png(pixels)
    body = b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in chunks
    )
    return data[:33] + body + data[33:]


def read(data: bytes) -> Picture:
    return decode_picture(data, "x")


def gama(exponent: float) -> tuple[bytes, bytes]:
    return b"gAMA", round(100_000 / exponent).to_bytes(4, "big")


def chrm(xy: tuple[tuple[float, float], ...]) -> tuple[bytes, bytes]:
    ordered = (xy[3], *xy[:3])
    return b"cHRM", struct.pack(">8I", *(round(v * 100_000) for pair in ordered for v in pair))


def cicp(primaries: int, transfer: int) -> tuple[bytes, bytes]:
    return b"cICP", bytes([primaries, transfer, 0, 1])


@pytest.mark.parametrize(
    "chunks",
    [
        [(b"sRGB", b"\0"), gama(1.0)],
        [gama(2.2), chrm(SRGB_XY)],
        [gama(2.2)],
        [cicp(1, 13), (b"iCCP", b"x\0\0" + zlib.compress(profile_of(Source(ADOBE_RGB, 2.2), gray=False)))],
        [cicp(1, 1)],
        [cicp(2, 2)],
        [],
    ],
)
def test_what_is_srgb_stays_plain(chunks: list[tuple[bytes, bytes]]) -> None:
    picture = read(png(RAMP, *chunks))
    assert picture.icc is None
    assert np.array_equal(picture.pixels, RAMP)
    assert picture.notices == ()


@pytest.mark.parametrize(
    ("chunks", "source"),
    [
        ([gama(ADOBE_GAMMA), chrm(ADOBE_RGB)], Source(ADOBE_RGB, ADOBE_GAMMA)),
        ([cicp(12, 13)], Source(PRIMARIES[12])),
        ([cicp(9, 4)], Source(PRIMARIES[9], 2.2)),
        ([gama(1.8)], Source(SRGB_XY, 1.8)),
    ],
)
def test_other_spaces_get_a_profile_that_says_what_they_are(
    chunks: list[tuple[bytes, bytes]], source: Source
) -> None:
    """No value changes, and the screen shows what the primaries and the curve say."""
    colours = np.random.default_rng(0).integers(40, 216, (20, 20, 3)).astype(np.uint8)
    picture = read(png(colours, *chunks))
    assert np.array_equal(picture.pixels, colours)
    assert picture.icc is not None
    values = colours / 255
    light = (
        values**source.gamma
        if source.gamma
        else np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    )
    matrix = np.linalg.inv(to_xyz_d50(SRGB_XY)) @ to_xyz_d50(source.xy)
    wanted = srgb_curve(light @ matrix.T) * 255
    assert np.abs(to_srgb8(picture) - wanted).max() < 2.5


def test_the_made_profile_of_adobe_rgb_is_what_others_have() -> None:
    """Green of Adobe RGB is far outside sRGB; half gray is 127 in both."""
    icc = profile_of(Source(ADOBE_RGB, ADOBE_GAMMA), gray=False)
    profile = ImageCms.ImageCmsProfile(io.BytesIO(icc))
    assert profile.profile.xcolor_space.strip() == "RGB"
    red = profile.profile.red_primary
    assert red is not None
    assert np.allclose(red[0], (0.60974, 0.31111, 0.01947), atol=2e-3)


def test_a_gray_picture_gets_a_gray_profile() -> None:
    picture = read(png(RAMP[..., :1], gama(1.8)))
    assert picture.gray
    assert picture.icc is not None
    assert ImageCms.ImageCmsProfile(io.BytesIO(picture.icc)).profile.xcolor_space.strip() == "GRAY"
    wanted = srgb_curve((RAMP / 255) ** 1.8) * 255
    assert np.abs(to_srgb8(picture) - wanted).max() < 1.5


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_linear_light_is_converted_and_said(dtype: type) -> None:
    top = np.iinfo(dtype).max
    ramp = np.linspace(0, top, 256).astype(dtype)[None, :, None].repeat(3, axis=2)
    picture = read(png(ramp, gama(1.0)))
    wanted = srgb_curve(ramp / top) * top
    assert np.abs(picture.pixels - wanted).max() <= max(1, top / 20_000)
    assert "linear" in picture.notices[0]
    assert picture.icc is None


def pq(nits: float) -> float:
    power = (nits / 10_000) ** (2610 / 16384)
    return float(((3424 / 4096 + 2413 / 128 * power) / (1 + 2392 / 128 * power)) ** (2523 / 32))


def test_pq_is_mapped_so_that_a_page_is_white_and_a_lamp_whiter() -> None:
    nits = [0, 20, 100, 203, 1000, 10_000]
    values = np.array([[[pq(n)] * 3 for n in nits]])
    picture = read(png(np.rint(values * 65535).astype(np.uint16), cicp(9, PQ)))
    gray = picture.pixels[0, :, 1] / 65535
    assert gray[0] == 0
    # Below the knee: as it is.
    assert gray[1] == pytest.approx(float(srgb_curve(np.array(20 / 203))), abs=2e-3)
    assert 0.9 < gray[3] < 0.97
    assert (np.diff(gray) >= 0).all()
    assert gray[-1] == pytest.approx(1, abs=1e-3)
    assert np.ptp(picture.pixels.astype(int), axis=2).max() < 150  # gray stays gray
    assert "HDR (PQ)" in picture.notices[0]


def test_hlg_is_mapped_too() -> None:
    ramp = np.linspace(0, 65535, 64).astype(np.uint16)[None, :, None].repeat(3, axis=2)
    mapped = to_srgb(ramp, Source(PRIMARIES[9], hdr=HLG))
    assert mapped[0, 0].max() == 0
    assert (np.diff(mapped[0, :, 1].astype(int)) >= 0).all()
    assert mapped[0, -1].min() > 64_000


def exif(space: int, index: bytes) -> bytes:
    """A block with ColorSpace, and an interoperability index."""
    block = Image.Exif()
    block.get_ifd(0x8769)[0xA001] = space
    if index:
        block.get_ifd(0x8769)[0xA005] = {1: index.decode()}
    return block.tobytes()


@pytest.mark.parametrize(
    ("space", "index", "adobe"),
    [(2, b"", True), (65535, b"R03", True), (65535, b"R98", False), (1, b"R98", False), (65535, b"", False)],
)
def test_adobe_rgb_of_cameras_is_told_by_exif(space: int, index: bytes, adobe: bool) -> None:
    out = io.BytesIO()
    Image.fromarray(RAMP.repeat(8, axis=0)).save(out, "JPEG", quality=95, exif=exif(space, index))
    assert (read(out.getvalue()).icc is not None) == adobe


@pytest.mark.parametrize(("primaries", "transfer"), [(9, PQ), (12, 13), (1, 13)])
def test_avif_says_it_by_numbers(primaries: int, transfer: int) -> None:
    data = bytearray(make.encoded(Image.fromarray(RAMP.repeat(16, axis=0)), "AVIF", quality=95))
    struct.pack_into(">HH", data, data.index(b"colrnclx") + 8, primaries, transfer)
    picture = read(bytes(data))
    assert (picture.icc is not None) == (primaries == 12)
    assert any("HDR" in notice for notice in picture.notices) == (transfer == PQ)


def test_impossible_primaries_are_said() -> None:
    picture = read(png(RAMP, gama(1.8), chrm(((0.3, 0.3),) * 4)))
    assert picture.icc is None
    assert "impossible" in picture.notices[0]


@pytest.mark.parametrize("format", ["png", "jpeg", "webp", "avif", "jxl", "tiff"])
def test_a_result_carries_the_made_profile(format: str, tmp_path: Path) -> None:
    picture = read(png(RAMP.repeat(4, axis=0), gama(ADOBE_GAMMA), chrm(ADOBE_RGB)))
    path = tmp_path / f"x.{format}"
    save_picture(picture, path, format=format)
    assert read_picture(path).icc == picture.icc


@pytest.mark.parametrize("mark", [b"hdrgm:Version", b"urn:iso:std:iso:ts:21496:-1"])
def test_a_gain_map_is_said(mark: bytes) -> None:
    data = make.encoded(Image.fromarray(RAMP.repeat(4, axis=0)), "JPEG")
    more = b"\xff\xe2" + struct.pack(">H", len(mark) + 2) + mark
    assert "gain map" in read(data[:2] + more + data[2:]).notices[0]


def test_a_second_picture_in_a_jpeg_is_said() -> None:
    frames = [Image.fromarray(RAMP.repeat(4, axis=0)) for _ in range(2)]
    data = make.encoded(frames[0], "MPO", save_all=True, append_images=frames[1:])
    assert "Only the first of 2 pictures" in read(data).notices[0]


def adobe_tiff(data: bytes) -> bytes:
    """A little-endian TIFF with EXIF that says Adobe RGB, in place of an unknown tag 34666, which the writer takes."""
    at = data.index(struct.pack("<HHI", 34666, 4, 1))
    directory = struct.pack("<H", 1) + struct.pack("<HHIHH", 0xA001, 3, 1, 2, 0) + bytes(4)
    return data[:at] + struct.pack("<HHII", 34665, 4, 1, len(data)) + data[at + 12 :] + directory


def adobe_png(*chunks: tuple[bytes, bytes]) -> bytes:
    return png(RAMP.repeat(4, axis=0), *chunks, (b"eXIf", exif(2, b"R03")))


def adobe_cmyk(space: int) -> bytes:
    return make.encoded(Image.new("CMYK", (16, 16), (255, 0, 0, 0)), "JPEG", exif=exif(space, b"R03"))


def adobe_lab() -> bytes:
    out = io.BytesIO()
    with tifffile.TiffWriter(out) as file:
        lab = np.full((16, 16, 3), 90, np.uint8)
        file.write(lab, photometric="cielab", metadata=None, extratags=[(34666, 4, 1, 0, True)])
    return adobe_tiff(out.getvalue())


def adobe_avif() -> bytes:
    image = Image.fromarray(RAMP.repeat(16, axis=0))
    data = bytearray(make.encoded(image, "AVIF", quality=95, exif=exif(2, b"R03")))
    struct.pack_into(">HH", data, data.index(b"colrnclx") + 8, 9, PQ)
    return bytes(data)


SRGB_IN_SPITE_OF_EXIF: dict[str, Callable[[], bytes]] = {
    "raw": lambda: adobe_tiff(dng(more=[(34666, 4, 1, 0, True)])),
    "CMYK": lambda: adobe_cmyk(2),
    "CMYK, uncalibrated": lambda: adobe_cmyk(65535),
    "Lab": adobe_lab,
    "linear": lambda: adobe_png(gama(1.0)),
    "HDR": lambda: adobe_png(cicp(9, PQ)),
    "HDR in AVIF": adobe_avif,
    "sRGB by a chunk": lambda: adobe_png((b"sRGB", b"\0")),
    "impossible": lambda: adobe_png(gama(1.8), chrm(((0.3, 0.3),) * 4)),
}


@pytest.mark.parametrize("format", ["png", "jpeg", "webp", "avif", "jxl", "tiff"])
@pytest.mark.parametrize("kind", SRGB_IN_SPITE_OF_EXIF)
def test_what_is_srgb_is_not_taken_for_adobe_rgb(kind: str, format: str, tmp_path: Path) -> None:
    """The camera's word in EXIF is of the numbers before, so the result has another."""
    if kind == "raw":
        pytest.importorskip("rawpy", reason="raw support is optional")
    data = SRGB_IN_SPITE_OF_EXIF[kind]()
    sniffed = (
        "JPEG" if "CMYK" in kind else "AVIF" if "AVIF" in kind else "PNG" if data[1:4] == b"PNG" else "TIFF"
    )
    assert exif_source(raw_exif(data, sniffed)) is not None
    picture = read(data)
    assert picture.icc is None
    assert says_srgb(saved_as(picture, format, tmp_path))


@pytest.mark.parametrize("profile", [None, make.gray_profile()])
@pytest.mark.parametrize(("format", "dtype"), [("webp", np.uint8), ("png", np.uint8), ("tiff", np.uint16)])
def test_gray_that_is_written_as_rgb_is_not_taken_for_adobe_rgb(
    profile: bytes | None, format: str, dtype: type, tmp_path: Path
) -> None:
    ramp = np.arange(64, dtype=dtype)[None, :, None].repeat(3, axis=2)
    picture = Picture(
        ramp, ramp[..., 0] + dtype(1), gray=True, icc=profile, exif=b"Exif\0\0" + bare(exif(2, b"R03"))
    )
    path = saved_as(picture, format, tmp_path)
    assert says_srgb(path)
    assert read_picture(path).icc is None


def test_adobe_rgb_stays_so_where_its_profile_does(tmp_path: Path) -> None:
    data = make.encoded(Image.fromarray(RAMP.repeat(8, axis=0)), "JPEG", exif=exif(2, b"R03"))
    path = saved_as(read(data), "jpeg", tmp_path)
    assert exif_source(raw_exif(path.read_bytes(), "JPEG")) is not None
    assert read_picture(path).icc is not None


def bare(block: bytes) -> bytes:
    return block.removeprefix(b"Exif\0\0")


def saved_as(picture: Picture, format: str, folder: Path) -> Path:
    return save_picture(picture, folder / f"x.{format}", format=format)


def says_srgb(path: Path) -> bool:
    """Whether the EXIF of a result says sRGB, and nothing else."""
    tags = parse(raw_exif(path.read_bytes(), path.suffix[1:].upper()) or b"")
    return tags.integer(tags.details, 0xA001) == 1 and not tags.interop.get(1)
