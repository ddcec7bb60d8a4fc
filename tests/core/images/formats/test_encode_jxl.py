"""JPEG XL that is written: without loss bit for bit, with loss in the colours that are seen, and profiles within."""

from __future__ import annotations

import base64
import hashlib
import struct
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from core.errors import PictureError
from core.images.color import to_srgb8
from core.images.files import read_picture, read_settings, save_notices, save_picture
from core.images.formats.decode import decode_picture
from core.images.formats.encode_jxl import distance_of
from core.images.formats.encoding import Encoding
from core.images.formats.jxl_bits import Bits, BitsOut
from core.images.formats.jxl_entropy import DamagedError, Numbers
from core.images.formats.jxl_head import codestream, colours_of
from core.images.formats.jxl_profile import read_profile, write_profile
from core.images.matrix_profile import _tags, light_of
from core.images.picture import Picture
from core.images.sources import ADOBE_GAMMA, ADOBE_RGB, PRIMARIES, SRGB_XY, Source, profile_of
from tests.core.images import pictures as make

P3 = Source(PRIMARIES[12])
ADOBE = Source(ADOBE_RGB, ADOBE_GAMMA)
PROPHOTO = Source(((0.7347, 0.2653), (0.1596, 0.8404), (0.0366, 0.0001), (0.3457, 0.3585)), 1.8)
# Heads of files by libjxl 0.11, up to the end of the profile: its length, and how its digest begins. One repeats words,
# one has three clusters of contexts.
BY_LIBJXL = (
    (
        "{|Z4s2=^5O5@rH0)tH;6@y+X49t0xD?aW@F;V<_PgD+i+AnHDgwn%_AjJ8S0HH~(HL2LpnoLJIFR-@HAbvMr%WPvB~3-A&9s97w&g$2Agbn"
        "924egP)f8cJFY&{X!d9Uv`gIY8LdQQBJBa*p!=UvJ$3(uSVS@LSOJ)wP5dvFG|sFH-}MR{@XtH+>;sl`a>f>>;I8;h@6%GlL?5BVj{kdA&P"
        "hIKbOiS#sEbf6X2",
        840,
        "88786ec0",
    ),
    (
        "{|Z4s2zMA%Xh>3l0+b<vHwqJ@gA{2Ij}6LEy#intC;m4?pFgU`W(A-d+b)>-&t0J5*X<z&-?mo-(dR7IhXmNeSYHxyPh*{65JMo{i#qyAEmo^nwO"
        "GBX#p+cB(*fc?005YyRtf+B002M%9t8jZ0001RI!)8@!%qu{GGItg8=#Of03`!eNo8jaJeM1wf@1~%0000000000IM?HpK<xiF6=eE}9RJbWai94"
        "cqUsDT`dw1`uRQ!nRGq;`zmg{ynf*OfozYjRTgS&$8E79LiC^Z!-*?E%UvKT1)gQ;e$(GdVz=`n3R`SG`yCro#1-lKeN!Fd0XKlI}d^VC@(@yWJ6"
        "910*LCaqLyj`;S>eJ0%5q)>ZX;R}$R~<60cfEX>hr_yO3_5=myKEQMU)ZK)!P_;*Q?va<iOXiky*K#XV&#|(zi&_?-&=Pd9&^9ws1GpTZQk}--Pg"
        "lU-nVhJv-EZ8+*RnL+4zlou+5>Do}wo%r}Od<-Jr<=wu^cnJ-rh6SUBI|tI;Sg?`^e`=L2v1INkUoZQ~DH)_pYMk?diecVQpjZW+*#;RP#qsCXMm"
        "9$!g(T}xl?z~@dUtI78HEaC^s_MPtS%mVgv8}yt$?~ASE2>",
        920,
        "8644260b",
    ),
)


def saved(picture: Picture, folder: Path, quality: int = 95, *, lossless: bool = False) -> Path:
    return save_picture(picture, folder / "out.jxl", format="jxl", quality=quality, lossless=lossless)


def colourful(dtype: type = np.uint8, *, gray: bool = False) -> np.ndarray:
    pixels = make.smooth(24, 32)
    pixels = pixels[..., :1].repeat(3, axis=2) if gray else pixels
    return pixels if dtype is np.uint8 else pixels.astype(np.uint16) * 257


@pytest.mark.parametrize("source", [None, P3, ADOBE, PROPHOTO])
@pytest.mark.parametrize("clear", [False, True])
@pytest.mark.parametrize("gray", [False, True])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_without_loss_samples_and_profile_stay_bit_for_bit(
    tmp_path: Path, dtype: type, gray: bool, clear: bool, source: Source | None
) -> None:
    pixels = colourful(dtype, gray=gray)
    alpha = np.ascontiguousarray(pixels[..., 0]) if clear else None
    icc = profile_of(source, gray=gray) if source else None
    found = read_picture(saved(Picture(pixels, alpha, gray, icc), tmp_path, lossless=True))
    assert np.array_equal(found.pixels, pixels)
    assert found.pixels.dtype == dtype
    assert (found.alpha is None) == (alpha is None)
    assert alpha is None or np.array_equal(found.alpha, alpha)  # type: ignore[arg-type]
    assert (found.gray, found.icc, found.notices) == (gray, icc, ())


@pytest.mark.parametrize("source", [None, P3, ADOBE, PROPHOTO])
@pytest.mark.parametrize("gray", [False, True])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_with_loss_it_looks_the_same(tmp_path: Path, dtype: type, gray: bool, source: Source | None) -> None:
    before = Picture(
        colourful(dtype, gray=gray), None, gray, profile_of(source, gray=gray) if source else None
    )
    found = read_picture(saved(before, tmp_path))
    assert np.abs(to_srgb8(found).astype(int) - to_srgb8(before)).mean() < 1.5
    assert (found.pixels.dtype, found.gray, found.notices) == (dtype, gray, ())


@pytest.mark.parametrize("source", [P3, ADOBE])
def test_with_loss_colours_beyond_srgb_stay(tmp_path: Path, source: Source) -> None:
    green = np.full((16, 16, 3), (10, 250, 20), np.uint8)
    found = read_picture(saved(Picture(green, icc=profile_of(source, gray=False)), tmp_path))
    assert np.abs(found.pixels.astype(int) - green).max() <= 12  # were it cut to sRGB, 100
    assert found.icc is not None


def test_a_profile_that_is_no_matrix_is_converted_with_loss_and_said_so(tmp_path: Path) -> None:
    table = bytearray(profile_of(P3, gray=False))
    at = table.index(b"cprt")
    table[at : at + 4] = b"A2B3"  # a name that makes of it one of another kind
    before = Picture(colourful(np.uint16), icc=bytes(table))
    found = read_picture(saved(before, tmp_path))
    assert (found.icc, found.depth) == (None, 8)
    assert np.abs(found.pixels.astype(int) - to_srgb8(before)).mean() < 1.5
    assert ["converted" in notice for notice in save_notices(before, Encoding("jxl"))] == [True]
    for how in (Encoding("jxl", lossless=True), Encoding("jxl", quality=100)):
        assert save_notices(before, how) == ()
    again = read_picture(save_picture(before, tmp_path / "exact.jxl", format="jxl", quality=100))
    assert again.icc == before.icc


def test_a_lower_quality_is_smaller_and_100_is_without_loss(tmp_path: Path) -> None:
    distances = [distance_of(quality) for quality in range(1, 101)]
    assert distances == sorted(distances, reverse=True)
    assert (distance_of(100), distance_of(90)) == (0.0, pytest.approx(1.0))
    noise = Picture(make.noise(64, 64))
    for quality in (30, 60, 90, 100):
        (tmp_path / str(quality)).mkdir()
    sizes = [saved(noise, tmp_path / str(q), q).stat().st_size for q in (30, 60, 90, 100)]
    assert sizes == sorted(sizes)
    assert np.array_equal(read_picture(tmp_path / "100" / "out.jxl").pixels, noise.pixels)


@pytest.mark.parametrize("lossless", [False, True])
def test_settings_are_found_at_the_beginning(tmp_path: Path, lossless: bool) -> None:
    path = save_picture(
        Picture(make.noise(64, 64)),
        tmp_path / "a.jxl",
        format="jxl",
        lossless=lossless,
        metadata={"seed": 3},
    )
    assert read_settings(path) == {"seed": 3}
    assert b"resshift" in path.read_bytes()[:4000]


@pytest.mark.parametrize(("head", "length", "digest"), BY_LIBJXL)
def test_profiles_that_libjxl_has_packed_are_read(head: str, length: int, digest: str) -> None:
    source, icc = colours_of(base64.b85decode(head))
    assert source is None
    assert icc is not None
    assert (len(icc), hashlib.sha256(icc).hexdigest()[:8]) == (length, digest)


@pytest.mark.parametrize("maker", [b"APPL", b"MSFT", b"SGI ", b"SUNW", b"ADBE", bytes(4)])
def test_a_profile_is_packed_and_unpacked(maker: bytes) -> None:
    icc = bytearray(profile_of(P3, gray=False))
    icc[40:44] = maker
    out = BitsOut()
    write_profile(out, bytes(icc))
    assert read_profile(Bits(out.to_bytes())) == icc


def test_numbers_of_any_size_are_written_and_read() -> None:
    for number in (0, 1, 16, 17, 272, 273, 4095, 4096, 10**6, 2**40):
        out = BitsOut()
        out.long(number)
        assert Bits(out.to_bytes()).long() == number


def test_no_damage_of_a_head_breaks_its_reading(tmp_path: Path) -> None:
    """Whatever bit is wrong: the colours are read, or not, and the picture is opened or refused."""
    icc = profile_of(ADOBE, gray=False)
    stream = bytearray(codestream(saved(Picture(colourful(), icc=icc), tmp_path, 100).read_bytes()))
    for bit in range(16, 400, 7):
        stream[bit >> 3] ^= 1 << (bit & 7)
        colours_of(bytes(stream))
        if bit % 9 == 0:
            with suppress(PictureError):
                decode_picture(bytes(stream), "a.jxl")
        stream[bit >> 3] ^= 1 << (bit & 7)
    with pytest.raises((DamagedError, IndexError)):
        read_profile(Bits(bytes(64)))


def test_what_would_take_long_to_read_is_refused() -> None:
    """Codes of many symbols that take no bits, and descriptions of how a description is to be read, without end."""
    out = BitsOut()
    out.write(0, 1)  # nothing is repeated
    out.write(1 | 3 << 1, 3)  # eight clusters
    for context in range(41):
        out.write(context % 8, 3)
    out.write(1, 1)
    out.write((1 << 4 * 8) - 1, 4 * 8)
    for _ in range(8):
        out.write((1 << 20) - 1, 20)
    with pytest.raises(DamagedError, match="too many symbols"):
        Numbers.read(Bits(out.to_bytes()), 41)
    out = BitsOut()
    for _ in range(2000):
        out.write(0b00000_1 | 8 << 5, 9)  # something is repeated, by numbers that are not split
        out.write(0, 2)  # clusters that are told by further numbers
    with pytest.raises(DamagedError, match="repeated"):
        Numbers.read(Bits(out.to_bytes()), 41)


@pytest.mark.parametrize("numbers", [(2, 0, 1), (-1, 0, 0), (30_000, 30_000, 30_000), (0, 0, 0)])
@pytest.mark.parametrize("kind", [0, 1, 2, 3, 4])
def test_impossible_curves_are_those_of_a_profile_that_is_not_read(
    kind: int, numbers: tuple[int, ...]
) -> None:
    icc = profile_of(P3, gray=False)
    curve = b"para" + bytes(4) + struct.pack(">2H7i", kind, 0, *(65536 * n for n in (*numbers, 0, 0, 0, 0)))
    at = _tags(icc)[b"rTRC"]
    light_of(icc.replace(at, curve[: len(at)].ljust(len(at), b"\0")), gray=False)
    light_of(icc[:132] + b"kTRC" + struct.pack(">2I", 144, len(curve)) + curve, gray=True)


def test_colours_of_a_profile_over_pixels_of_another_kind_are_linear(tmp_path: Path) -> None:
    """libjxl's own colours, which a profile says what to make of: without it the decoder gives linear light."""
    import imagecodecs

    from core.images.formats.jxl_head import retold

    stream = codestream(imagecodecs.jpegxl_encode(np.full((16, 16, 3), 0.2, np.float32), distance=0.5))
    icc = profile_of(P3, gray=False)
    told = retold(stream, icc, gray=False, depth=8)
    assert colours_of(told) == (Source(SRGB_XY, 1.0), None)
    found = decode_picture(told, "a.jxl")
    assert np.abs(found.pixels.astype(int) - 124).max() <= 2  # 0.2 in sRGB
