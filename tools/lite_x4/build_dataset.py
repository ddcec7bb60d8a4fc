"""Builds the training set of the built-in model from freely licensed pictures, and what validation needs.

    python tools/lite_x4/build_dataset.py --packages DIR --photos DIR --ubuntu URL --out DIR

Run it where the project is installed (`pip install -e .`), on a Debian system: packages of pictures that are
not in --packages yet are fetched with `apt-get download` and unpacked there, as x_NAME. More pictures make a better
model, so two sources can be added: --ubuntu, the web address of an Ubuntu archive, from whose packages the photographs
of `ubuntu_photographs.txt` are taken (unpacked as u_NAME), and --photos, a folder of CC0 photographs. --out gets

    pixels.bin          uint8 RGB pictures one after the other, in C order
    index.json          a list of {offset, height, width, source, weight, split, kind}; weight is per pixel
    val/hq, val/lq_*    256 x 256 crops of pictures held out, and their 64 x 64 reductions (bicubic, mild, strong, soft)
    scenes/hq, scenes/lq_*  the same of whole photographs held out, reduced to 256 pixels on the short side
    SOURCES.md          which package and version each picture came from, and where its licence is

Pictures at several sizes are taken once, at the largest. Soft ones are shrunk until they are sharp at pixel
level. Photographs are there at two or three scales, since a small picture of a whole scene is what people
enlarge. Flat parts are drawn seldom: a picture's weight falls with their share, and most are rejected when
patches are drawn.
"""

from __future__ import annotations

import argparse
import json
import logging
import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import cv2
import drawn_pictures as drawn
import numpy as np
from finished_pictures import Picture, prepare
from picture_sources import (
    PACKAGES,
    STAMPS,
    fetch_package,
    fetch_ubuntu,
    find_sources,
    ubuntu_photographs,
    without_copies,
)
from PIL import Image
from soft_pictures import soft
from stamp_canvases import compose_stamps

from core.data.degradation import MILD, REALESRGAN, bicubic_down, degrade
from core.data.pairs import detail

log = logging.getLogger("build_dataset")

# How often each kind is drawn, whatever its area.
SHARES = {"photo": 0.74, "artwork": 0.06, "screenshot": 0.02, "stamps": 0.07, "drawn": 0.11}
DRAWN_SIZE = 768
DRAWN_COUNT = 170


def main() -> None:
    """Gathers, shrinks, renders, writes."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    args = parse_arguments()
    if (args.out / "index.json").exists():
        raise SystemExit(f"{args.out} holds a training set already: remove it or give another folder.")
    args.out.mkdir(parents=True, exist_ok=True)
    for package in PACKAGES:
        fetch_package(package, args.packages)
    if args.ubuntu:
        fetch_ubuntu(list(ubuntu_photographs()), args.ubuntu.rstrip("/"), args.packages)
    sources = without_copies(list(find_sources(args.packages, args.photos)))
    log.info("%d different pictures", len(sources))
    with ProcessPoolExecutor(args.workers) as pool:
        pictures = [p for found in pool.map(prepare, sources) for p in found]
        pictures += compose_stamps(pool, args.packages, pictures)
        pictures += render(pool, args.packages, pictures)
    pictures = weighted(pictures)
    write_pixels(args.out, [p for p in pictures if p.split == "train"])
    held_out = [p for p in pictures if p.split == "val"]
    write_validation(args.out / "val", held_out)
    write_scenes(args.out / "scenes", held_out)
    (args.out / "SOURCES.md").write_text(describe_sources(args.packages, pictures), "utf-8")


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--packages", type=Path, required=True, help="folder of unpacked packages (x_NAME)")
    parser.add_argument("--photos", type=Path, help="folder of CC0 photographs")
    parser.add_argument("--ubuntu", help="web address of an Ubuntu archive")
    parser.add_argument("--out", type=Path, required=True, help="new folder of the training set")
    parser.add_argument("--workers", type=int, default=2, help="processes at a time")
    return parser.parse_args()


def render(pool: ProcessPoolExecutor, packages: Path, pictures: Sequence[Picture]) -> list[Picture]:
    """Text pages, line art and screens; the last four are for validation, on grounds without photographs."""
    grounds = [p.pixels for p in pictures if p.kind == "photo" and p.split == "train"][::12]
    material = drawn.Material(drawn.find_fonts(), find_words(packages), find_icons(packages), grounds)
    count = DRAWN_COUNT + 4
    splits = ["train"] * DRAWN_COUNT + ["val"] * 4
    return list(pool.map(partial(render_one, material=material), range(count), splits, chunksize=16))


def render_one(number: int, split: str, material: drawn.Material) -> Picture:
    cv2.setNumThreads(1)
    if split == "val":
        material = replace(material, grounds=())
    make = (drawn.text_page, drawn.line_art, drawn.screen, drawn.text_page)[number % 4]
    pixels = make(np.random.default_rng([22, number]), material, DRAWN_SIZE)
    return Picture(pixels, f"drawn/{make.__name__}-{number}", "drawn", split, 1.0)


def find_words(packages: Path) -> list[str]:
    """Words of the stamps' descriptions in languages that the fonts can write, and numbers."""
    text = " ".join(f.read_text("utf-8", "ignore") for f in sorted((packages / f"x_{STAMPS}").rglob("*.txt")))
    words = {
        w for w in re.findall(r"[^\s=]{1,18}", text) if all(ord(c) < 0x500 for c in w) and ".utf8" not in w
    }
    latin = sorted(w for w in words if w.isascii())
    other = sorted(w for w in words if not w.isascii())
    rng = np.random.default_rng(23)
    return (
        latin
        + [other[i] for i in rng.permutation(len(other))[: len(latin) // 2]]
        + list(drawn.ORDINARY_WORDS) * 8
    )


def find_icons(packages: Path) -> list[np.ndarray]:
    """Small RGBA pictures: program icons as they are, and stamps reduced to icon size."""
    icons = []
    for path in sorted(packages.rglob("*.png")):
        with Image.open(path) as image:
            if max(image.size) > 48 and STAMPS not in path.parts[-8:-1] and f"x_{STAMPS}" not in path.parts:
                continue
            icon = image.convert("RGBA")
        if max(icon.size) > 48:
            icon.thumbnail((24, 24), Image.Resampling.LANCZOS)
        if min(icon.size) >= 12:
            icons.append(np.asarray(icon))
    return icons[::3]


def weighted(pictures: Sequence[Picture]) -> list[Picture]:
    """Scales the masses so that each kind has its share of all draws."""
    sums = {kind: sum(p.mass for p in pictures if p.kind == kind and p.split == "train") for kind in SHARES}
    return [replace(p, mass=p.mass * SHARES[p.kind] / sums[p.kind]) for p in pictures]


def write_pixels(out: Path, pictures: Sequence[Picture]) -> None:
    """pixels.bin first, index.json last, so that a folder with an index is complete."""
    entries, offset = [], 0
    with (out / "pixels.bin").open("wb") as file:
        for p in pictures:
            height, width = p.pixels.shape[:2]
            entries.append(
                {
                    "offset": offset,
                    "height": height,
                    "width": width,
                    "source": p.source,
                    "weight": p.mass / (height * width) * 1e6,
                    "split": p.split,
                    "kind": p.kind,
                }
            )
            file.write(np.ascontiguousarray(p.pixels).tobytes())
            offset += p.pixels.size
    (out / "index.json").write_text(json.dumps(entries, indent=0), "utf-8")
    for kind in SHARES:
        area = sum(e["height"] * e["width"] for e in entries if e["kind"] == kind) / 1e6
        log.info("%s: %d pictures, %.1f megapixels", kind, sum(e["kind"] == kind for e in entries), area)
    log.info("in all %.1f megapixels", offset / 3e6)


def write_validation(folder: Path, pictures: Sequence[Picture]) -> None:
    """The most detailed crop of each picture held out, of photographs at the first two scales."""
    crops: dict[str, np.ndarray] = {}
    for p in pictures:
        for crop in best_crops(p.pixels, 256, 1 if p.kind == "photo" else 2):
            stem = p.kind + "-" + p.source.split("/")[-1]
            number = sum(name.startswith(stem + "-") for name in crops) + 1
            if number <= 2:
                crops[f"{stem}-{number}"] = crop
    write_reduced(folder, crops)


def write_scenes(folder: Path, pictures: Sequence[Picture]) -> None:
    """The middle of each photograph held out, reduced until its short side has 256 pixels."""
    largest: dict[str, np.ndarray] = {}
    for p in pictures:
        if p.kind == "photo":
            largest.setdefault(p.source.split("/")[-1], p.pixels)
    scenes = {}
    for name, pixels in largest.items():
        height, width = pixels.shape[:2]
        factor = 256 / min(height, width)
        if factor <= 1:
            size = (round(width * factor), round(height * factor))
            small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
            y, x = (small.shape[0] - 256) // 2, (small.shape[1] - 256) // 2
            scenes[name] = np.ascontiguousarray(small[y : y + 256, x : x + 256])
    write_reduced(folder, scenes)


def write_reduced(folder: Path, crops: Mapping[str, np.ndarray]) -> None:
    """The crops in `hq` and what the reductions make of them; their chance comes from the place in the order."""
    for name in ("hq", "lq_bicubic", "lq_mild", "lq_strong", "lq_soft"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for number, (name, hq) in enumerate(sorted(crops.items())):
        picture = hq.astype(np.float32) / 255
        mild, strong, softly = (np.random.default_rng([seed, number]) for seed in (24, 25, 26))
        for kind, pixels in (
            ("hq", picture),
            ("lq_bicubic", bicubic_down(picture, 4)),
            ("lq_mild", degrade(picture, mild, MILD, scale=4)),
            ("lq_strong", degrade(picture, strong, REALESRGAN, scale=4)),
            ("lq_soft", soft(picture, softly)),
        ):
            Image.fromarray((pixels * 255).round().astype(np.uint8)).save(folder / kind / f"{name}.png")


def best_crops(pixels: np.ndarray, size: int, count: int) -> list[np.ndarray]:
    """The most detailed size x size crops that do not overlap."""
    height, width = pixels.shape[:2]
    places = [(y, x) for y in range(0, height - size + 1, 64) for x in range(0, width - size + 1, 64)]
    places.sort(key=lambda p: -detail(pixels[p[0] : p[0] + size, p[1] : p[1] + size]))
    chosen: list[tuple[int, int]] = []
    for y, x in places:
        if len(chosen) < count and all(abs(y - v) >= size or abs(x - u) >= size for v, u in chosen):
            chosen.append((y, x))
    return [np.ascontiguousarray(pixels[y : y + size, x : x + size]) for y, x in chosen]


def describe_sources(packages: Path, pictures: Sequence[Picture]) -> str:
    """A Markdown list by origin, with the place of each licence."""
    lines = ["# Sources of the training set", ""]
    for package in PACKAGES:
        lines += package_lines("Debian", package, sorted(packages.glob(f"{package}_*.deb")))
        lines += (
            source_lines(pictures, package)
            if package != STAMPS
            else ["All its stamps but the alphabets.", ""]
        )
    for package in ubuntu_photographs() if any(p.source.startswith("ubuntu/") for p in pictures) else ():
        lines += package_lines("Ubuntu", package, sorted(packages.glob(f"ubuntu_{package}_*.deb")))
        lines += source_lines(pictures, f"ubuntu/{package}")
    if any(p.source.startswith("photos/") for p in pictures):
        lines += ["## Photographs", "", "CC0, public domain dedication by their photographers.", ""]
        lines += source_lines(pictures, "photos")
    lines += ["## Drawn", "", "Text pages, line art and screens: rendered by `drawn_pictures.py`.", ""]
    return "\n".join(lines)


def package_lines(system: str, package: str, archives: Sequence[Path]) -> list[str]:
    version = "unknown version"
    if archives:
        version = archives[-1].stem.split(f"{package}_")[1].split("_")[0].replace("%3a", ":")
    licences = f"Licences: `/usr/share/doc/{package}/copyright` in the package."
    return [f"## {system} package {package} {version}", "", licences, ""]


def source_lines(pictures: Sequence[Picture], package: str) -> list[str]:
    names = sorted(
        {(p.source.split("/")[-1], p.split) for p in pictures if p.source.startswith(package + "/")}
    )
    return [f"- {name}" + (" (validation)" if split == "val" else "") for name, split in names] + [""]


if __name__ == "__main__":
    main()
