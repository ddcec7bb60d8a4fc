"""Without place and person: every format, from every format, by whatever field it was told."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from core.images import exif
from core.images.about import About
from core.images.exif import ASCII, UNDEFINED, Exif, Tag, parse
from core.images.files import read_picture, read_settings, save_picture
from core.images.picture import Picture
from core.images.privacy import base_name
from core.images.xmp import Packet
from tests.core.images.test_carry import packet, records

FORMATS = {"png": ".png", "jpeg": ".jpg", "webp": ".webp", "tiff": ".tif"}
SECRETS = (b"Jane", b"Paris", b"SN123", b"Eiffel", b"jane@")


def text(value: str) -> Tag:
    return Tag(ASCII, len(value) + 1, value.encode() + b"\0")


def telling() -> Picture:
    """A picture that names Jane, Paris, a serial number and an address in every way there is."""
    tags = Exif(
        "<",
        {
            270: text("Our garden"),
            271: text("Maker"),
            269: text("C:\\Users\\Jane\\scan.tif"),
            315: text("Jane"),
            316: text("Jane's computer"),
            33432: text("Jane"),
        },
        {
            0x9003: text("2024:01:02 03:04:05"),
            exif.USER_COMMENT: Tag(UNDEFINED, 12, b"ASCII\0\0\0mine"),
            exif.MAKER_NOTE: Tag(UNDEFINED, 10, b"SN123 Jane"),
            0xA430: text("Jane"),
            0xA431: text("SN123"),
            0xA435: text("SN123"),
            0xA420: text("SN123"),
            0xC62F: text("SN123"),
            0xFDE8: text("Owner Jane"),
        },
        {1: text("N"), 27: text("Eiffel")},
    )
    body = packet(
        '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:x="http://ns.adobe.com/xap/1.0/" '
        'xmlns:p="http://ns.adobe.com/photoshop/1.0/" xmlns:e="http://ns.adobe.com/exif/1.0/" '
        'xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" xmlns:i="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" '
        'x:Rating="4" p:City="Paris" e:GPSLatitude="48,51N" e:FNumber="8/1" aux:SerialNumber="SN123" aux:Lens="50mm">'
        "<dc:creator><rdf:Seq><rdf:li>Jane</rdf:li></rdf:Seq></dc:creator>"
        '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Dusk</rdf:li></rdf:Alt></dc:title>'
        "<i:PersonInImage><rdf:Bag><rdf:li>Jane</rdf:li></rdf:Bag></i:PersonInImage></rdf:Description>"
    )
    texts = (("Author", "Jane"), ("Title", "Dusk"), ("parameters", "a cat"), ("Contact", "jane@a.org"))
    return Picture(
        np.zeros((6, 8, 3), np.uint8), exif=tags.to_block(), about=About((300, 300), body, texts, records())
    )


@pytest.mark.parametrize("target", FORMATS)
@pytest.mark.parametrize("source", ["memory", *FORMATS])
def test_nothing_names_place_or_person_and_the_rest_stays(tmp_path: Path, source: str, target: str) -> None:
    picture = telling()
    if source != "memory":
        first = save_picture(picture, tmp_path / f"in{FORMATS[source]}", format=source)
        assert any(secret in first.read_bytes() for secret in SECRETS)
        picture = read_picture(first)
    out = tmp_path / f"out{FORMATS[target]}"
    settings = {"model": "/home/Jane/own.safetensors", "seed": 3, "mask": "Jane.png"}
    save_picture(picture, out, format=target, metadata=settings, private=True)
    data, found = out.read_bytes(), read_picture(out)
    assert [secret for secret in SECRETS if secret in data] == []
    assert read_settings(out) == {"model": "own.safetensors", "seed": 3, "mask": "", "private": True}
    tags = parse(found.exif or b"")
    assert (tags.main[270], tags.main[271], tags.details[0x9003]) == (
        text("Our garden"),
        text("Maker"),
        text("2024:01:02 03:04:05"),
    )
    assert tags.details[exif.USER_COMMENT].value == b"ASCII\0\0\0mine"
    assert tags.gps == {}
    said = Packet(found.about.xmp)
    assert {"dc:title", "xmp:Rating", "exif:FNumber", "aux:Lens"} <= said.fields()
    assert found.about.dpi == pytest.approx((300, 300), abs=0.02)


@pytest.mark.skipif(shutil.which("exiftool") is None, reason="exiftool is not here")
@pytest.mark.parametrize("target", FORMATS)
def test_another_program_finds_none_of_it(tmp_path: Path, target: str) -> None:
    out = save_picture(telling(), tmp_path / f"a{FORMATS[target]}", format=target, private=True)
    told = subprocess.run(
        ["exiftool", "-j", "-a", "-G1", "-ee", "-u", out], capture_output=True, check=True, text=True
    )
    found = json.loads(told.stdout)[0]
    values = json.dumps({key: value for key, value in found.items() if not key.startswith("System")})
    assert not [secret for secret in SECRETS if secret.decode() in values]
    assert not [key for key in found if "GPS" in key or "Serial" in key or "Artist" in key]


@pytest.mark.parametrize("path", ["m.ckpt", "/home/jane/m.ckpt", "C:\\Users\\jane\\m.ckpt", "../m.ckpt"])
def test_of_a_path_the_name_remains(path: str) -> None:
    assert base_name(path) == "m.ckpt"
    assert os.sep not in base_name(path)
