"""XMP, IPTC, comments and a PNG's texts find a place in every format; what is wrong in another file stays behind."""

from __future__ import annotations

import io
import shutil
import struct
import subprocess
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from core.images import iptc, xmp
from core.images.about import COMMENT, About, read_about
from core.images.carry import carry
from core.images.exif import USER_COMMENT, Exif, Tag, parse
from core.images.files import read_picture, read_settings, save_picture
from core.images.formats.capacity import save_notices
from core.images.formats.encoding import Encoding
from core.images.names import SUFFIXES
from core.images.picture import Picture
from core.images.xmp import Packet

FORMATS = {"png": ".png", "jpeg": ".jpg", "webp": ".webp", "avif": ".avif", "jxl": ".jxl", "tiff": ".tif"}
BLACK = np.zeros((6, 8, 3), np.uint8)


def records(**more: bytes) -> bytes:
    """Charset, title, two keywords, author, city, caption."""
    entries = [(1, 90, b"\x1b%G"), (2, 5, "Gr\u00fc\u00dfe".encode()), (2, 25, b"sea"), (2, 25, b"dusk")]
    entries += [(2, 80, b"Jane"), (2, 90, b"Paris"), (2, 120, more.get("caption", b"Boats"))]
    return b"".join(bytes((0x1C, r, n)) + struct.pack(">H", len(v)) + v for r, n, v in entries)


def packet(body: str) -> bytes:
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f"{body}</rdf:RDF></x:xmpmeta>"
    ).encode()


def saved(picture: Picture, folder: Path, format: str, name: str = "out") -> Path:
    return save_picture(picture, folder / f"{name}{SUFFIXES[format]}", format=format)


@pytest.mark.parametrize("second", ["png", "jpeg", "tiff"])
@pytest.mark.parametrize("first", ["png", "jpeg", "tiff"])
def test_iptc_goes_along_byte_for_byte(tmp_path: Path, first: str, second: str) -> None:
    one = saved(Picture(BLACK, about=About(iptc=records())), tmp_path, first, "one")
    assert read_picture(one).about.iptc == records()
    assert read_picture(saved(read_picture(one), tmp_path, second)).about.iptc == records()


@pytest.mark.parametrize("target", ["webp", "avif", "jxl", "tga", "dds"])
def test_where_there_is_no_place_for_iptc_xmp_says_it(tmp_path: Path, target: str) -> None:
    out = saved(Picture(BLACK, about=About(iptc=records())), tmp_path, target)
    found = read_picture(out).about.xmp or b""
    assert {"dc:title", "dc:subject", "dc:creator", "dc:description", "photoshop:City"} <= Packet(
        found
    ).fields()
    assert all(
        word.encode() in found for word in ("Gr\u00fc\u00dfe", "sea", "dusk", "Jane", "Paris", "Boats")
    )


def test_records_longer_than_a_segment_are_shared_out(tmp_path: Path) -> None:
    long = records(caption=b"x" * 32_000) + b"".join(
        b"\x1c\x02\x19" + struct.pack(">H", 30_000) + bytes([65 + n]) * 30_000 for n in range(3)
    )
    out = saved(Picture(BLACK, about=About(iptc=long)), tmp_path, "jpeg")
    assert out.read_bytes().count(b"Photoshop 3.0\0") == 2
    assert saved(Picture(BLACK, about=About(iptc=long)), tmp_path, "tiff").read_bytes().count(long) == 1


def test_records_in_words_of_the_other_byte_order_are_turned() -> None:
    given = records() + b"\0" * (-len(records()) % 4)
    words = len(given) // 4
    assert iptc.sound(struct.pack(f"<{words}I", *struct.unpack(f">{words}I", given))) == given
    assert iptc.sound(b"no records") is None


@pytest.mark.parametrize("target", ["jpeg", "webp", "avif", "jxl", "tiff", "tga"])
def test_texts_of_a_png_find_fields_and_their_way_back(tmp_path: Path, target: str) -> None:
    info = PngInfo()
    for keyword, text in (("Title", "Gr\u00fc\u00dfe"), ("Author", "Jane"), ("workflow", '{"a": "\u00fc"}')):
        info.add_itxt(keyword, text)
    info.add_text("parameters", "a cat, steps 20")
    Image.fromarray(BLACK).save(tmp_path / "in.png", pnginfo=info)
    out = saved(read_picture(tmp_path / "in.png"), tmp_path, target)
    found = read_picture(out)
    assert {"dc:title", "dc:creator"} <= Packet(found.about.xmp).fields()
    comment = parse(found.exif or b"").details[USER_COMMENT].value
    assert comment == b"UNICODE\0" + "a cat, steps 20".encode("utf-16-be")
    assert found.about.texts == (("workflow", '{"a": "\u00fc"}'),)
    back = read_picture(saved(found, tmp_path, "png", "back")).about
    assert back.texts == (("workflow", '{"a": "\u00fc"}'),)


def test_a_text_whose_field_says_something_else_is_kept_beside_it(tmp_path: Path) -> None:
    body = packet(
        '<rdf:Description xmlns:d="http://purl.org/dc/elements/1.1/"><d:title>A</d:title></rdf:Description>'
    )
    picture = Picture(BLACK, about=About(xmp=body, texts=(("Title", "B"),)))
    found = read_picture(saved(picture, tmp_path, "jpeg")).about
    assert (Packet(found.xmp).text("dc:title"), found.texts) == ("A", (("Title", "B"),))


def test_texts_behind_the_pixels_and_packed_ones_are_read(tmp_path: Path) -> None:
    info = PngInfo()
    info.add_text("Author", "Jane", zip=True)
    info.add_itxt("Late", "\u00fc" * 2000, zip=True)
    Image.fromarray(BLACK).save(tmp_path / "in.png", pnginfo=info)
    data = (tmp_path / "in.png").read_bytes()
    at, end = data.index(b"zTXt") - 4, data.index(b"IDAT") - 4
    tail = data.index(b"IEND") - 4
    moved = data[:at] + data[end:tail] + data[at:end] + data[tail:]
    assert read_about(moved, "PNG").texts == (("Author", "Jane"), ("Late", "\u00fc" * 2000))


def test_a_text_that_would_fill_the_memory_is_left_out() -> None:
    info = PngInfo()
    info.add_text("bomb", "a" * 9_000_000, zip=True)
    info.add_text("Author", "Jane")
    out = io.BytesIO()
    Image.fromarray(BLACK).save(out, "png", pnginfo=info)
    assert read_about(out.getvalue(), "PNG").texts == (("Author", "Jane"),)


@pytest.mark.parametrize("target", FORMATS)
def test_a_comment_of_a_jpeg_goes_along(tmp_path: Path, target: str) -> None:
    Image.fromarray(BLACK).save(tmp_path / "in.jpg", comment="f\u00fcr dich".encode())
    out = saved(read_picture(tmp_path / "in.jpg"), tmp_path, target)
    assert read_picture(out).about.texts == ((COMMENT, "f\u00fcr dich"),)


def test_what_bitmaps_and_gifs_say_goes_along(tmp_path: Path) -> None:
    image = Image.fromarray(BLACK)
    image.save(tmp_path / "in.bmp", dpi=(300, 150))
    image.convert("P").save(tmp_path / "in.gif", comment="f\u00fcr dich".encode())
    assert read_picture(tmp_path / "in.bmp").about.dpi == pytest.approx((300, 150), abs=0.02)
    assert read_picture(tmp_path / "in.gif").about.texts == ((COMMENT, "f\u00fcr dich"),)


@pytest.mark.parametrize("packed", [False, True])
def test_what_a_jpeg_xl_says_goes_along(tmp_path: Path, packed: bool) -> None:
    imagecodecs = pytest.importorskip("imagecodecs")
    body = packet('<rdf:Description xmlns:x="http://ns.adobe.com/xap/1.0/" x:Label="mine"/>')
    tags = Image.Exif()
    tags[271], tags[274], tags[282], tags[283] = "Maker", 6, 300.0, 150.0

    def box(kind: bytes, content: bytes) -> bytes:
        if packed and kind in (b"Exif", b"xml "):
            kind, content = b"brob", kind + imagecodecs.brotli_encode(content)
        return struct.pack(">I4s", 8 + len(content), kind) + content

    data = box(b"JXL ", b"\r\n\x87\n") + box(b"ftyp", b"jxl \0\0\0\0jxl ")
    data += box(b"Exif", bytes(4) + tags.tobytes()[6:]) + box(b"xml ", body)
    (tmp_path / "in.jxl").write_bytes(data + box(b"jxlc", bytes(imagecodecs.jpegxl_encode(BLACK))))
    found = read_picture(tmp_path / "in.jxl")
    assert (found.width, found.height) == (8, 6)
    assert Packet(found.about.xmp).text("xmp:Label") == "mine"
    assert parse(found.exif or b"").main[271].value == b"Maker\0"
    assert found.about.dpi == (150, 300)  # turned by a quarter, as EXIF says


@pytest.mark.parametrize("kind", ["jpg", "png", "tif"])
@pytest.mark.parametrize(
    ("ratio", "wanted"), [((2, 1), (72, 36)), ((1, 1), None), ((0, 0), None), ((0, 3), None)]
)
def test_pixels_that_are_no_squares_keep_their_shape(
    tmp_path: Path, kind: str, ratio: tuple[int, int], wanted: tuple[int, int] | None
) -> None:
    path, image = tmp_path / f"in.{kind}", Image.fromarray(BLACK)
    if kind == "tif":
        image.save(path, tiffinfo={282: float(ratio[0]), 283: float(ratio[1]), 296: 1})
    else:
        image.save(path, dpi=(300, 150))
        data = bytearray(path.read_bytes())
        at = 13 if kind == "jpg" else data.index(b"pHYs") + 4
        data[at : at + 9 if kind == "png" else at + 5] = (
            struct.pack(">BHH", 0, *ratio) if kind == "jpg" else struct.pack(">IIB", *ratio, 0)
        )
        if kind == "png":
            data[at + 9 : at + 13] = struct.pack(">I", zlib.crc32(data[at - 4 : at + 9]))
        path.write_bytes(data)
    found = read_picture(path)
    assert found.about.dpi == wanted
    for target in FORMATS:
        again = read_picture(saved(found, tmp_path, target)).about.dpi
        assert again is None if wanted is None else again == pytest.approx(wanted, abs=0.02)


@pytest.mark.parametrize("tags", [None, Exif(main={271: Tag(2, 6, b"Maker\0")}).to_block()])
@pytest.mark.parametrize("target", FORMATS)
@pytest.mark.parametrize("dpi", [(1.0, 1.0), (65_535.0, 65_535.0), (70_000.0, 35_000.0), (100_000.0, 1.0)])
def test_any_resolution_is_written_or_the_file_says_the_most_it_can(
    tmp_path: Path, dpi: tuple[float, float], target: str, tags: bytes | None
) -> None:
    picture = Picture(BLACK, exif=tags, about=About(dpi=dpi))
    path = saved(picture, tmp_path, target)
    fits = target != "jpeg" or max(dpi) <= 65_535
    wanted = dpi if fits else tuple(side * 65_535 / max(dpi) for side in dpi)
    assert read_picture(path).about.dpi == pytest.approx(wanted, abs=0.5)
    assert any("pixels per inch" in notice for notice in save_notices(picture, Encoding(target))) != fits


@pytest.mark.parametrize("kind", ["jpg", "png", "tif", "webp"])
def test_resolutions_turn_with_the_picture(tmp_path: Path, kind: str) -> None:
    for orientation, wanted in ((1, (300, 150)), (3, (300, 150)), (6, (150, 300)), (8, (150, 300))):
        tags = Image.Exif()
        tags[274], tags[282], tags[283], tags[296] = orientation, 300.0, 150.0, 2
        dpi = {} if kind == "webp" else {"dpi": (300, 150)}
        Image.fromarray(BLACK).save(tmp_path / f"in.{kind}", exif=tags, **dpi)
        found = read_picture(tmp_path / f"in.{kind}")
        assert found.width == (8 if orientation < 5 else 6)
        assert found.about.dpi == wanted


def test_what_a_packet_says_of_its_files_pixels_stays_behind() -> None:
    found, _ = xmp.read(
        packet(
            '<rdf:Description xmlns:t="http://ns.adobe.com/tiff/1.0/" xmlns:e="http://ns.adobe.com/exif/1.0/" '
            'xmlns:g="http://ns.adobe.com/hdr-gain-map/1.0/" xmlns:x="http://ns.adobe.com/xap/1.0/" t:ImageWidth="9" '
            't:Orientation="6" t:Make="M" g:Version="1"><e:PixelXDimension>9</e:PixelXDimension>'
            "<x:Thumbnails>many</x:Thumbnails><x:Rating>3</x:Rating></rdf:Description>"
        )
    )
    assert Packet(found).fields() == {"tiff:Orientation", "tiff:Make", "xmp:Rating"}
    assert Packet(found).text("tiff:Orientation") == "1"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_packets_in_every_encoding_are_read(encoding: str) -> None:
    body = packet('<rdf:Description xmlns:x="http://ns.adobe.com/xap/1.0/" x:Label="\u00fc"/>').decode()
    found, _ = xmp.read(body.encode(encoding))
    assert "\u00fc".encode() in (found or b"")


@pytest.mark.parametrize(
    "data",
    [
        b"<x",
        b"<a/>",
        b'<!DOCTYPE a [<!ENTITY b "c">]>' + packet("&b;"),
        b"<a>" * 100_000 + b"</a>" * 100_000,
        b"\xff" * 9,
        packet(""),
    ],
)
def test_no_packet_breaks_a_picture(data: bytes) -> None:
    assert xmp.read(data) == (None, ())
    assert carry(None, About(xmp=data), "webp", {"seed": 1}).about.xmp is not None


def test_fields_that_are_there_stay_as_they_are() -> None:
    own = Packet(
        packet(
            '<rdf:Description xmlns:d="http://purl.org/dc/elements/1.1/"><d:title>A</d:title></rdf:Description>'
        )
    )
    own.add({"dc:title": ["B"], "dc:creator": ["Jane", "\x00Jo\x01"]})
    assert own.text("dc:title") == "A"
    assert own.text("dc:creator") == "JaneJo"


def test_a_packet_longer_than_a_segment_goes_on_in_others(tmp_path: Path) -> None:
    body = packet('<rdf:Description xmlns:x="http://ns.adobe.com/xap/1.0/" x:Label="mine"/>')
    picture = Picture(BLACK, about=About(xmp=body, texts=(("workflow", "w" * 150_000),)))
    assert save_notices(picture, Encoding("jpeg")) == ()
    out = save_picture(picture, tmp_path / "out.jpg", format="jpeg", metadata={"seed": 2})
    assert out.read_bytes().count(b"http://ns.adobe.com/xmp/extension/") == 3
    found = read_picture(out).about
    assert (Packet(found.xmp).text("xmp:Label"), found.texts) == ("mine", (("workflow", "w" * 150_000),))
    assert read_settings(out) == {"seed": 2}
    again = read_picture(saved(read_picture(out), tmp_path, "jpeg", "again"))
    assert (Packet(again.about.xmp).fields(), again.about.texts) == ({"xmp:Label"}, found.texts)
    if shutil.which("exiftool"):
        told = subprocess.run(
            ["exiftool", "-s3", "-XMP-xmp:Label", out], capture_output=True, check=True, text=True
        )
        assert told.stdout.strip() == "mine"


@pytest.mark.parametrize("words", [10, 100_000])
def test_settings_longer_than_a_segment_go_on_in_others(tmp_path: Path, words: int) -> None:
    """Such as many strokes, beside a packet that has room in the first segment, and beside one that has not."""
    body = packet(f'<rdf:Description about="" zz:Note="{"n" * words}"/>').replace(
        b"<rdf:RDF ", b'<rdf:RDF xmlns:zz="urn:around-it-all" '
    )
    settings = {"strokes": "s" * 300_000}
    picture = Picture(BLACK, about=About(xmp=body))
    assert save_notices(picture, Encoding("jpeg", metadata=settings)) == ()
    out = save_picture(picture, tmp_path / "out.jpg", format="jpeg", metadata=settings)
    assert read_settings(out) == settings
    assert Packet(read_picture(out).about.xmp).text("urn:around-it-all:Note") == "n" * words


@pytest.mark.parametrize("target", ["webp", "avif", "jxl", "tiff", "jpeg"])
def test_settings_too_long_for_any_packet_are_named_and_the_rest_stays(tmp_path: Path, target: str) -> None:
    body = packet('<rdf:Description xmlns:x="http://ns.adobe.com/xap/1.0/" x:Label="mine"/>')
    settings, picture = {"strokes": "s" * xmp.LIMIT}, Picture(BLACK, about=About(xmp=body))
    assert [
        "settings" in notice for notice in save_notices(picture, Encoding(target, metadata=settings))
    ] == [True]
    out = save_picture(picture, tmp_path / "out", format=target, metadata=settings)
    assert read_settings(out) is None
    assert Packet(read_picture(out).about.xmp).text("xmp:Label") == "mine"


@pytest.mark.parametrize("damage", [b"W5M0", b"xmp/extension/\0", b"wwwwwwwwwwwwwwww"])
def test_a_damaged_extension_costs_itself_alone(tmp_path: Path, damage: bytes) -> None:
    picture = Picture(BLACK, about=About(texts=(("workflow", "w" * 150_000),)))
    out = save_picture(picture, tmp_path / "out.jpg", format="jpeg", metadata={"seed": 2})
    data = out.read_bytes()
    at = data.rindex(damage)
    out.write_bytes(data[:at] + bytes(len(damage)) + data[at + len(damage) :])
    assert read_picture(out).about.texts in ((), picture.about.texts)


@pytest.mark.parametrize("target", ["webp", "avif", "jxl", "tiff", "jpeg"])
def test_texts_too_long_for_any_packet_are_named_and_the_rest_stays(tmp_path: Path, target: str) -> None:
    body = packet('<rdf:Description xmlns:x="http://ns.adobe.com/xap/1.0/" x:Label="mine"/>')
    endless = Picture(BLACK, about=About(xmp=body, texts=(("workflow", "w" * xmp.LIMIT),)))
    assert ["texts" in notice for notice in save_notices(endless, Encoding(target))] == [True]
    found = read_picture(saved(endless, tmp_path, target)).about
    assert (Packet(found.xmp).text("xmp:Label"), found.texts) == ("mine", ())
    assert save_notices(endless, Encoding("png")) == ()


def test_the_resolution_of_exif_counts_where_there_is_no_other(tmp_path: Path) -> None:
    out = saved(Picture(BLACK, about=About(dpi=(300.0, 150.5))), tmp_path, "webp")
    assert read_picture(out).about.dpi == (300, 150.5)
    tags = Image.Exif()
    tags[282], tags[283], tags[296] = 300.0, 150.5, 2
    for name in ("in.jpg", "in.png", "in.avif"):
        Image.fromarray(BLACK).save(tmp_path / name, exif=tags)
        assert read_picture(tmp_path / name).about.dpi == (300, 150.5)
