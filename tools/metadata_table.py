"""Prints what travels with a picture, as `exiftool` reads it from results: the tables of docs/pictures.md.

    python tools/metadata_table.py

Pictures of every format are given all fields by Pillow and exiftool, saved in every format, and read back by exiftool.
A cell says where a field lies in the result, or what is wrong.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from core.images.files import read_picture, save_picture
from core.images.names import FORMAT_OF_SUFFIX, SUFFIXES, TITLES
from core.images.profiles import open_profile

SOURCES = {"PNG": ".png", "JPEG": ".jpg", "WebP": ".webp", "TIFF": ".tif", "AVIF": ".avif"}
# Of TGA and DDS exiftool does not know where they have it.
TARGETS = {
    title: SUFFIXES[format] for format, title in TITLES.items() if format in {*SUFFIXES} - {"tga", "dds"}
}
DPI = (300, 150)
IN_CODESTREAM = "in the codestream"


@dataclass(frozen=True)
class Field:
    """What is given to a source by exiftool, and where and how it is expected in a result."""

    name: str
    given: tuple[str, ...]
    value: object
    everywhere: str = ""  # the tag that exiftool finds in every format
    places: Mapping[str, str] = field(default_factory=dict)  # or the tag in each
    values: Mapping[str, object] = field(default_factory=dict)  # where a format counts in another unit
    sources: tuple[str, ...] = tuple(SOURCES)

    def place(self, target: str) -> str:
        return self.places.get(target, self.everywhere)

    def cell(self, target: str, found: Mapping[str, object]) -> str:
        """The tag that holds the value; "" where it is missing or another."""
        wanted = self.values.get(target, self.value)
        return self.place(target) if found.get(self.place(target)) == wanted else ""


FIELDS = (
    Field(
        "resolution",
        (),
        300,
        places={
            "PNG": "PNG-pHYs:PixelsPerUnitX",
            "JPEG": "JFIF:XResolution",
            "WebP": "IFD0:XResolution",
            "AVIF": "IFD0:XResolution",
            "JPEG XL": "IFD0:XResolution",
            "TIFF": "IFD0:XResolution",
        },
        values={"PNG": 11811},
    ),
    Field(
        "resolution down",
        (),
        150,
        places={
            "PNG": "PNG-pHYs:PixelsPerUnitY",
            "JPEG": "JFIF:YResolution",
            "WebP": "IFD0:YResolution",
            "AVIF": "IFD0:YResolution",
            "JPEG XL": "IFD0:YResolution",
            "TIFF": "IFD0:YResolution",
        },
        values={"PNG": 5906},
    ),
    Field("title", ("-XMP-dc:Title=Gr\u00fc\u00dfe vom Meer",), "Gr\u00fc\u00dfe vom Meer", "XMP-dc:Title"),
    Field("keywords", ("-XMP-dc:Subject=sea", "-XMP-dc:Subject=dusk"), ["sea", "dusk"], "XMP-dc:Subject"),
    Field("rating", ("-XMP-xmp:Rating=4",), 4, "XMP-xmp:Rating"),
    Field("creator", ("-XMP-dc:Creator=J\u00fcrgen",), "J\u00fcrgen", "XMP-dc:Creator"),
    Field(
        "headline (IPTC)",
        ("-IPTC:Headline=Storm",),
        "Storm",
        "IPTC:Headline",
        places=dict.fromkeys(("WebP", "AVIF", "JPEG XL"), "XMP-photoshop:Headline"),
        sources=("PNG", "JPEG", "TIFF"),
    ),
    Field("GPS", ("-GPS:GPSLatitude=51.5", "-GPS:GPSLatitudeRef=N"), 51.5, "GPS:GPSLatitude"),
    Field("camera make", ("-IFD0:Make=Maker",), "Maker", "IFD0:Make"),
    Field("camera model", ("-IFD0:Model=One",), "One", "IFD0:Model"),
    Field("serial number", ("-ExifIFD:SerialNumber=SN1",), "SN1", "ExifIFD:SerialNumber"),
    Field(
        "date",
        ("-ExifIFD:DateTimeOriginal=2024:01:02 03:04:05",),
        "2024:01:02 03:04:05",
        "ExifIFD:DateTimeOriginal",
    ),
    Field("artist", ("-IFD0:Artist=J\u00fcrgen \u0141uczak",), "J\u00fcrgen \u0141uczak", "IFD0:Artist"),
    Field("user comment", ("-ExifIFD:UserComment=mein Gru\u00df",), "mein Gru\u00df", "ExifIFD:UserComment"),
    Field(
        "description",
        ("-IFD0:ImageDescription=Boats in the harbour",),
        "Boats in the harbour",
        "IFD0:ImageDescription",
    ),
    # In a JPEG XL exiftool does not look for it: the program's own reader tells its name.
    Field(
        "ICC profile",
        (),
        "Proof",
        "ICC_Profile:ProfileDescription",
        places={"JPEG XL": IN_CODESTREAM},
    ),
)
TEXTS = (
    Field("Title", (), "Gr\u00fc\u00dfe", "XMP-dc:Title", places={"PNG": "PNG:Title"}),
    Field("Author", (), "J\u00fcrgen", "XMP-dc:Creator", places={"PNG": "PNG:Author"}),
    Field("parameters", (), "a cat, steps 20", "ExifIFD:UserComment", places={"PNG": "PNG:Parameters"}),
    Field(
        "any other",
        (),
        json.dumps([["Any", "other"]]),
        "XMP-resshift:Texts",
        places={"PNG": "PNG:Any"},
        values={"PNG": "other"},
    ),
)


def make_source(kind: str, folder: Path) -> Path:
    """A picture of that kind with all fields, given to it by Pillow and exiftool."""
    path = folder / f"source-{kind}{SOURCES[kind]}"
    image = Image.fromarray(np.random.default_rng(0).integers(0, 256, (12, 16, 3), np.uint8))
    options: dict[str, Any] = {} if kind in ("WebP", "AVIF") else {"dpi": DPI}
    image.save(path, icc_profile=proof_profile(), **options)
    given = [argument for one in FIELDS if kind in one.sources for argument in one.given]
    if kind in ("WebP", "AVIF"):
        given += [
            f"-IFD0:XResolution={DPI[0]}",
            f"-IFD0:YResolution={DPI[1]}",
            "-IFD0:ResolutionUnit=inches",
        ]
    exiftool("-overwrite_original", "-codedcharacterset=UTF8", "-n", *given, str(path))
    return path


def make_texts(folder: Path) -> Path:
    """A PNG with texts and nothing else."""
    info = PngInfo()
    for keyword, text in (
        ("Title", "Gr\u00fc\u00dfe"),
        ("Author", "J\u00fcrgen"),
        ("parameters", "a cat, steps 20"),
        ("Any", "other"),
    ):
        info.add_itxt(keyword, text)
    Image.new("RGB", (16, 12)).save(folder / "texts.png", pnginfo=info)
    return folder / "texts.png"


def proof_profile() -> bytes:
    """An sRGB profile that is called "Proof"."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for old in ("sRGB built-in", "sRGB built-in".encode("utf-16-be").decode("latin-1")):
        wide = "\0" in old
        new = "Proof".ljust(13, "\0").encode("utf-16-be" if wide else "latin-1")
        at = profile.find(old.encode("latin-1"))
        if at >= 0:
            profile[at : at + len(old)] = new
    return bytes(profile)


def saved(source: Path, folder: Path) -> dict[str, Path]:
    """The picture in every format, by the program."""
    picture = read_picture(source)
    return {
        target: save_picture(
            picture,
            folder / f"{source.stem}{suffix}",
            format=FORMAT_OF_SUFFIX[suffix],
            lossless=True,
            metadata={"seed": 1},
        )
        for target, suffix in TARGETS.items()
    }


def told_by_exiftool(files: Sequence[Path]) -> dict[str, dict[str, object]]:
    """What exiftool reads, by the name of the file."""
    listed = json.loads(exiftool("-j", "-n", "-G1", "-charset", "iptc=utf8", *map(str, files)))
    found = {Path(str(entry["SourceFile"])).name: entry for entry in listed}
    for file in files:
        if file.suffix == SUFFIXES["jxl"] and (icc := read_picture(file).icc):
            found[file.name][IN_CODESTREAM] = ImageCms.getProfileDescription(open_profile(icc)).strip()
    return found


def exiftool(*arguments: str) -> str:
    done = subprocess.run(["exiftool", *arguments], capture_output=True, check=True, text=True)
    return done.stdout


def proved(folder: Path) -> dict[tuple[str, str, str], str]:
    """The cell of each (source, field, target)."""
    out = folder / "out"
    out.mkdir()
    results = {kind: saved(make_source(kind, folder), out) for kind in SOURCES}
    texts = saved(make_texts(folder), out)
    found = told_by_exiftool([path for paths in (*results.values(), texts) for path in paths.values()])
    cells = {
        (kind, one.name, target): one.cell(target, found[paths[target].name])
        for kind, paths in results.items()
        for one in FIELDS
        if kind in one.sources
        for target in TARGETS
    }
    return cells | {
        ("text", one.name, target): one.cell(target, found[texts[target].name])
        for one in TEXTS
        for target in TARGETS
    }


def table(cells: Mapping[tuple[str, str, str], str], fields: Iterable[Field], head: str) -> str:
    """Markdown: a row for each field, a column for each format of results."""
    lines = [f"| {head} | from | {' | '.join(TARGETS)} |", "|---|---|" + "---|" * len(TARGETS)]
    for one in fields:
        sources = [kind for kind in SOURCES if (kind, one.name, "PNG") in cells]
        row = []
        for target in TARGETS:
            got = {kind: cells[kind, one.name, target] for kind in sources or ["text"]}
            lost = [kind for kind, cell in got.items() if not cell]
            place = one.place(target)
            told = place if place == IN_CODESTREAM else f"`{place}`"
            row.append(f"lost from {', '.join(lost)}" if lost else told)
        origin = "all" if len(sources) == len(SOURCES) else ", ".join(sources) or "PNG"
        lines.append(f"| {one.name} | {origin} | {' | '.join(row)} |")
    return "\n".join(lines)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        cells = proved(Path(folder))
    print(table(cells, FIELDS, "field"))
    print()
    print(table(cells, TEXTS, "text of a PNG"))
    return 0 if all(cells.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
