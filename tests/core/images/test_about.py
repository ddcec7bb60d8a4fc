"""What describes a picture goes along between all formats; what describes its pixels is made anew."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from core.images.about import About, read_about
from core.images.carry import KEY
from core.images.files import read_picture, read_settings, save_picture
from core.images.picture import Picture
from core.images.xmp import LIMIT

XMP = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:tiff="http://ns.adobe.com/tiff/1.0/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmp:Rating="4" tiff:Orientation="3" tiff:ImageWidth="9" '
    'xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:ColorSpace="65535" '
    'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:ICCProfile="Adobe RGB (1998)">'
    "<dc:creator><rdf:Seq><rdf:li>J\u00fcrgen</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF>"
    '</x:xmpmeta><?xpacket end="w"?>'
).encode()
FORMATS = {"png": ".png", "jpeg": ".jpg", "webp": ".webp", "tiff": ".tif"}
WITH_RESOLUTION = ("png", "jpeg", "tiff")


def source(folder: Path, kind: str) -> Path:
    """A picture of 9 x 8 with all that its format can say of it."""
    path = folder / f"in.{kind}"
    image = Image.fromarray(np.random.default_rng(0).integers(0, 256, (8, 9, 3), np.uint8))
    if kind == "png":
        info = PngInfo()
        info.add_text("Author", "Jane")
        info.add_itxt("Title", "Gr\u00fc\u00dfe")
        info.add_itxt("XML:com.adobe.xmp", XMP.decode())
        image.save(path, pnginfo=info, dpi=(300, 150))
    elif kind == "tiff":
        image.save(path, dpi=(300, 150), tiffinfo={700: XMP})
    else:
        image.save(path, xmp=XMP, **({"dpi": (300, 150)} if kind == "jpeg" else {}))
    return path


@pytest.mark.parametrize("target", FORMATS)
@pytest.mark.parametrize("kind", [*FORMATS, "avif"])
def test_resolution_xmp_and_texts_go_along(tmp_path: Path, kind: str, target: str) -> None:
    picture = read_picture(source(tmp_path, kind))
    out = tmp_path / f"out{FORMATS[target]}"
    save_picture(picture, out, format=target, metadata={"model": "lite-x4"})
    about = read_about(out.read_bytes(), target.upper())
    assert about.xmp is not None
    assert b"J\xc3\xbcrgen" in about.xmp
    assert b'xmp:Rating="4"' in about.xmp
    assert b'tiff:Orientation="1"' in about.xmp
    for of_pixels in (b"ImageWidth", b"ColorSpace", b"ICCProfile"):  # the result has its own
        assert of_pixels not in about.xmp
    if kind in WITH_RESOLUTION and target in WITH_RESOLUTION:
        assert about.dpi == pytest.approx((300, 150), abs=0.02)
    if (kind, target) == ("png", "png"):
        assert dict(about.texts) | {KEY: ""} == {"Author": "Jane", "Title": "Gr\u00fc\u00dfe", KEY: ""}
    assert read_settings(out) == {"model": "lite-x4"}
    again = read_picture(out)
    assert (again.width, again.height) == (9, 8)


@pytest.mark.parametrize("depth", [8, 16])
@pytest.mark.parametrize("target", ["png", "tiff"])
def test_sixteen_bits_carry_it_as_well(tmp_path: Path, target: str, depth: int) -> None:
    pixels = np.random.default_rng(0).integers(0, 65536, (8, 9, 3)).astype(np.uint16)
    about = About((300.0, 150.0), XMP.replace(b'Orientation="3"', b'Orientation="1"'))
    out = tmp_path / f"out{FORMATS[target]}"
    save_picture(Picture(pixels, about=about), out, format=target, bit_depth=depth)
    found = read_picture(out).about
    assert found.dpi == pytest.approx((300, 150), abs=0.02)
    assert found.xmp is not None
    assert b"J\xc3\xbcrgen" in found.xmp


@pytest.mark.skipif(shutil.which("exiftool") is None, reason="exiftool is not here")
@pytest.mark.parametrize("target", FORMATS)
def test_another_program_reads_it(tmp_path: Path, target: str) -> None:
    out = tmp_path / f"out{FORMATS[target]}"
    save_picture(read_picture(source(tmp_path, "png")), out, format=target)
    told = subprocess.run(["exiftool", "-j", "-G0", str(out)], capture_output=True, check=True, text=True)
    found = json.loads(told.stdout)[0]
    assert found["XMP:Creator"] == "J\u00fcrgen"
    assert found["XMP:Rating"] == 4
    if target in ("jpeg", "tiff"):
        where = "JFIF" if target == "jpeg" else "EXIF"
        sides = (found[f"{where}:XResolution"], found[f"{where}:YResolution"])
        assert sides == pytest.approx((300, 150), abs=0.02)  # PNG counts whole pixels in a metre
    if target == "png":
        assert (found["PNG:PixelsPerUnitX"], found["PNG:PixelsPerUnitY"]) == (11811, 5906)
        assert (found["PNG:Author"], found["PNG:Title"]) == ("Jane", "Gr\u00fc\u00dfe")


def test_a_fax_keeps_its_shape(tmp_path: Path) -> None:
    Image.new("1", (20, 10), 1).save(tmp_path / "fax.tif", dpi=(204, 98), compression="group4")
    picture = read_picture(tmp_path / "fax.tif")
    assert picture.about.dpi == (204, 98)
    save_picture(picture, tmp_path / "out.png", format="png")
    assert read_picture(tmp_path / "out.png").about.dpi == pytest.approx((204, 98), abs=0.02)


def test_a_resolution_that_is_none_is_left_out() -> None:
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "tiff", dpi=(0, 0))
    assert read_about(out.getvalue(), "TIFF").dpi is None


def test_an_endless_packet_is_left_out() -> None:
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "webp", xmp=b"x" * (LIMIT + 1))
    assert read_about(out.getvalue(), "WEBP").xmp is None
    assert read_about(b"no picture", "PNG") == About()


@pytest.mark.parametrize("target", FORMATS)
def test_the_persons_own_fields_stay_theirs(tmp_path: Path, target: str) -> None:
    exif = Image.Exif()
    exif[270], exif[305] = "My garden", "A camera"
    exif.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0mine"
    Image.new("RGB", (9, 8)).save(tmp_path / "in.jpg", exif=exif, xmp=XMP)
    out = tmp_path / f"out{FORMATS[target]}"
    save_picture(read_picture(tmp_path / "in.jpg"), out, format=target, metadata={"seed": 3})
    with Image.open(out) as image:
        found = image.getexif()
        assert (found[270], found[305]) == ("My garden", "A camera")
        assert found.get_ifd(0x8769)[0x9286] == b"ASCII\0\0\0mine"
    assert read_settings(out) == {"seed": 3}
    assert b"J\xc3\xbcrgen" in (read_about(out.read_bytes(), target.upper()).xmp or b"")


@pytest.mark.parametrize("target", FORMATS)
def test_of_a_large_result_the_ends_are_read(
    tmp_path: Path, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (1000, 1100, 3), np.uint8)
    out = save_picture(
        Picture(pixels, about=About(xmp=XMP)),
        tmp_path / f"out{FORMATS[target]}",
        format=target,
        quality=100,
        metadata={"seed": 4},
    )
    plain = save_picture(Picture(pixels), tmp_path / f"plain{FORMATS[target]}", format=target, quality=100)
    assert out.stat().st_size > 1 << 20
    whole = []
    monkeypatch.setattr(
        "core.images.metadata.read_bytes", lambda path: (whole.append(path), path.read_bytes())[1]
    )
    assert read_settings(out) == {"seed": 4}
    assert read_settings(plain) is None
    assert whole == ([out] if target == "webp" else [])  # a WebP has them behind its pixels


@pytest.mark.parametrize("second", FORMATS)
@pytest.mark.parametrize("first", FORMATS)
def test_a_result_of_a_result_tells_of_its_own_settings_alone(
    tmp_path: Path, first: str, second: str
) -> None:
    one, two, three = (tmp_path / f"{n}{FORMATS[kind]}" for n, kind in ((1, first), (2, second), (3, second)))
    save_picture(Picture(np.zeros((8, 9, 3), np.uint8)), one, format=first, metadata={"seed": 1})
    save_picture(read_picture(one), two, format=second, metadata={"seed": 2})
    save_picture(read_picture(one), three, format=second)
    assert read_settings(two) == {"seed": 2}
    assert two.read_bytes().count(b"resshift:settings") <= 1
    assert read_settings(three) is None
