"""Builds the training set of the built-in model from freely licensed pictures, and what validation needs.

    python resources/models/lite-x4/build_dataset.py --packages DIR --photos DIR --out DIR

Run it where the project is installed (`pip install -e .`), on a Debian system: packages of pictures that are not in
--packages yet are fetched with `apt-get download` and unpacked there, as x_NAME. --photos is a folder of CC0
photographs. --out gets

    pixels.bin          uint8 RGB pictures one after the other, in C order
    index.json          a list of {offset, height, width, source, weight, split, kind}; weight is per pixel
    val/hq, val/lq_*    256 x 256 crops of pictures held out, and their 64 x 64 reductions (bicubic, mild)
    SOURCES.md          which package and version each picture came from, and where its licence is

Pictures at several sizes are taken once, at the largest. Soft ones are shrunk until they are sharp at pixel level.
Photographs are there at two or three scales, since a small picture of a whole scene is what people enlarge.
"""

from __future__ import annotations

import argparse
import json
import logging
import re
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import cv2
import drawn_pictures as drawn
import numpy as np
from PIL import Image

from core.data.degradation import MILD, bicubic_down, degrade
from core.data.pairs import acceptance, detail

log = logging.getLogger("build_dataset")
Image.MAX_IMAGE_PIXELS = None

PACKAGES = (
    "gnome-backgrounds",
    "hugin-data",
    "lomiri-wallpapers-16.04",
    "lomiri-wallpapers-20.04",
    "lxqt-themes",
    "mate-backgrounds",
    "plasma-workspace-wallpapers",
    "tuxpaint-stamps-default",
    "ukui-wallpapers",
)
STAMPS = "tuxpaint-stamps-default"
PICTURES = (".png", ".jpg", ".jpeg", ".webp")

# Wallpapers that are photographs; the others are artwork. In the folder of CC0 photographs it is the other way round.
PHOTOGRAPHS = set(
    "Kleiber_by_Lukas_Baubkus seeding_by_Clements_Engelhardt Dragonfly_by_Bolly sunset_by_Aitzol_Berasategi "
    "Bridge_by_Sander_Klootwijk Wine_by_Jakkub_Mede picosdeeuropa_by_Aitzol_Berasategi life_by_Aitzol_Berasategi "
    "friends_by_Aitzol_Berasategi aitzgorri_by_Aitzol_Berasategi greentock_by_Peter_Nerlich free_by_Peter_Nerlich "
    "Picture_0B_by_freespace Picture_1A_by_freespace summer_1am Path OneStandsOut Kite Grey FallenLeaf EveningGlow "
    "DarkestHour ColorfulCups ColdRipple BytheWater butterfly flowers appleflower after-the-rain beam "
    "this-is-not-windows fog cloud drop Butterfly-Kenneth-Wimer Valendas Wood YellowFlower TwoWings LadyBird Garden "
    "Aqua Storm RainDrops Blinds FreshFlower Dune GreenMeadow".split()
)
DRAWN_PHOTOS = {"waves-midnight", "valley-midnight"}
# Held out for validation, with everything of the same name.
HELD_OUT = set(
    "perched-osprey roman-colosseum singaporean-cityscape the-spices-of-life life_by_Aitzol_Berasategi "
    "Wine_by_Jakkub_Mede Picture_1A_by_freespace OneStandsOut BytheWater FallenLeaf LadyBird GreenMeadow flowers "
    "truchet SafeLanding Canopee Autopano-prefs".split()
)
# How often each kind is drawn, whatever its area.
SHARES = {"photo": 0.63, "artwork": 0.09, "screenshot": 0.02, "stamps": 0.13, "drawn": 0.13}

SMALLEST = 220  # pixels on the short side; smaller pictures and scales are left out
WINDOW = 192  # the patch on which flatness is judged
SOFT = 0.75  # see sharpness
SCALE_BOOST = (1.0, 1.5, 1.5)  # how much oftener the smaller scales of a photograph are drawn than by their width
DRAWN_SIZE = 768
DRAWN_COUNT = 170


@dataclass(frozen=True)
class Source:
    """A picture file: `name` is shared by its versions (sizes, day and night); `step` is its JPEG's mean luma step."""

    path: Path
    package: str
    name: str
    size: tuple[int, int]
    step: float

    @property
    def kind(self) -> str:
        if self.package == "hugin-data":
            return "screenshot"
        if self.package == "photos":
            return "artwork" if self.name in DRAWN_PHOTOS else "photo"
        return "photo" if self.name in PHOTOGRAPHS else "artwork"


@dataclass(frozen=True, eq=False)
class Picture:
    """A finished training picture, uint8 H x W x 3 RGB. `mass` is how often it is drawn relative to its kind."""

    pixels: np.ndarray
    source: str
    kind: str
    split: str
    mass: float


def main() -> None:
    """Gathers, shrinks, renders, writes."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    args = parse_arguments()
    if (args.out / "index.json").exists():
        raise SystemExit(f"{args.out} holds a training set already: remove it or give another folder.")
    args.out.mkdir(parents=True, exist_ok=True)
    for package in PACKAGES:
        fetch_package(package, args.packages)
    sources = without_copies(list(find_sources(args.packages, args.photos)))
    log.info("%d different pictures", len(sources))
    with ProcessPoolExecutor(args.workers) as pool:
        pictures = [p for found in pool.map(prepare, sources) for p in found]
        pictures += compose_stamps(pool, args.packages, pictures)
        pictures += render(pool, args.packages, pictures)
    pictures = weighted(pictures)
    write_pixels(args.out, [p for p in pictures if p.split == "train"])
    write_validation(args.out / "val", [p for p in pictures if p.split == "val"])
    (args.out / "SOURCES.md").write_text(describe_sources(args.packages, pictures), "utf-8")


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packages", type=Path, required=True, help="folder of unpacked packages (x_NAME)")
    parser.add_argument("--photos", type=Path, required=True, help="folder of CC0 photographs")
    parser.add_argument("--out", type=Path, required=True, help="new folder of the training set")
    parser.add_argument("--workers", type=int, default=2, help="processes at a time")
    return parser.parse_args()


def fetch_package(package: str, folder: Path) -> None:
    """Downloads and unpacks a Debian package unless its folder is there."""
    target = folder / f"x_{package}"
    if target.exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["apt-get", "download", package], cwd=folder, check=True)
    archive = next(iter(sorted(folder.glob(f"{package}_*.deb"))))
    subprocess.run(["dpkg-deb", "-x", str(archive), str(target)], check=True)


def find_sources(packages: Path, photos: Path) -> Iterator[Source]:
    """Every picture large enough, without the stamps, which need a background first."""
    folders = {"photos": photos} | {p: packages / f"x_{p}" for p in PACKAGES if p != STAMPS}
    for package, folder in folders.items():
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in PICTURES and not path.is_symlink():
                with Image.open(path) as image:
                    step = float(np.mean(image.quantization[0])) if image.format == "JPEG" else 0.0
                    source = Source(path, package, source_name(path), image.size, step)
                if min(source.size) >= SMALLEST and not (package == "hugin-data" and step > 12):
                    yield source


def source_name(path: Path) -> str:
    """The file's name, or its wallpaper's folder when the file is named by its size; day and night share a name."""
    if re.fullmatch(r"\d+x\d+", path.stem):
        return path.parents[2].name
    return re.sub(r"-[ld]$|_\d+x\d+$", "", path.stem)


def without_copies(sources: list[Source]) -> list[Source]:
    """Keeps the largest of each wallpaper folder, then of all pictures whose 16 x 16 thumbnails agree."""
    largest: dict[Path, Source] = {}
    for source in sorted(sources, key=lambda s: s.size[0] * s.size[1]):
        by_size = re.fullmatch(r"\d+x\d+", source.path.stem)
        largest[source.path.parent if by_size else source.path] = source
    kept: list[Source] = []
    hashes: list[np.ndarray] = []
    for source in sorted(largest.values(), key=lambda s: (-s.size[0] * s.size[1], str(s.path))):
        thumbnail = perceptual_hash(source.path)
        if all(np.abs(thumbnail - other).mean() >= 4 for other in hashes):
            hashes.append(thumbnail)
            kept.append(source)
    return kept


def perceptual_hash(path: Path) -> np.ndarray:
    """float32 16 x 16 x 3: small enough that two sizes of one picture differ by a few steps only."""
    with Image.open(path) as image:
        image.draft("RGB", (256, 256))
        pixels = np.asarray(image.convert("RGB"))
    return cv2.resize(pixels, (16, 16), interpolation=cv2.INTER_AREA).astype(np.float32)


def read(path: Path) -> np.ndarray:
    """uint8 RGB; transparent parts get a plain colour."""
    with Image.open(path) as image:
        if image.mode in ("RGBA", "LA", "P"):
            rgba = image.convert("RGBA")
            image = Image.alpha_composite(Image.new("RGBA", rgba.size, (104, 122, 140, 255)), rgba)
        return np.asarray(image.convert("RGB"))


def shrunk(pixels: np.ndarray, factor: int) -> np.ndarray:
    if factor == 1:
        return pixels
    size = (pixels.shape[1] // factor, pixels.shape[0] // factor)
    return cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)


def sharpness(pixels: np.ndarray) -> float:
    """Energy of the finest octave over that of the next, in the fifth of all 64 x 64 blocks that have most of it.

    1 and more in a picture that is sharp at pixel level; 0.5 where a reduction by two loses next to nothing.
    """
    gray = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.float32)
    gray = gray[: gray.shape[0] // 64 * 64, : gray.shape[1] // 64 * 64]
    levels = [gray, cv2.GaussianBlur(gray, (0, 0), 0.85), cv2.GaussianBlur(gray, (0, 0), 1.7)]
    fine, next_ = ((a - b) ** 2 for a, b in zip(levels[:-1], levels[1:], strict=True))
    grid = (gray.shape[1] // 64, gray.shape[0] // 64)
    fine, next_ = (cv2.resize(e, grid, interpolation=cv2.INTER_AREA).ravel() for e in (fine, next_))
    best = np.argsort(next_)[-max(1, next_.size // 5) :]
    return float(fine[best].sum() / (next_[best].sum() + 1e-6))


def first_factor(source: Source, pixels: np.ndarray) -> int:
    """The reduction after which the picture is sharp: by its size, its JPEG's coarseness and its measured sharpness."""
    factor, most = 1, 1
    if max(source.size) >= 3500 or source.step > 8:
        factor, most = 2, 3
    elif source.kind == "photo":
        most = 3 if max(source.size) >= 2400 else 2
    if source.step > 40:
        factor = 3
    if source.kind == "screenshot":
        return 1
    while factor < most and sharpness(shrunk(pixels, factor)) < SOFT:
        factor += 1
    return factor


def prepare(source: Source) -> list[Picture]:
    """The picture at its first factor; photographs also at twice and four times that, as long as they are large."""
    cv2.setNumThreads(1)
    pixels = read(source.path)
    first = first_factor(source, pixels)
    factors = (first, 2 * first, 4 * first) if source.kind == "photo" else (first,)
    split = "val" if source.name in HELD_OUT else "train"
    found = []
    for factor, boost in zip(factors, SCALE_BOOST, strict=False):
        small = shrunk(pixels, factor)
        share = detailed_share(small)
        if min(small.shape[:2]) >= SMALLEST and share >= 0.08:
            mass = float(np.sqrt(small.shape[0] * small.shape[1]) * share * boost)
            found.append(Picture(small, f"{source.package}/{source.name}", source.kind, split, mass))
    log.info("%s/%s %s by %s: %d", source.package, source.name, source.size, first, len(found))
    return found


def detailed_share(pixels: np.ndarray) -> float:
    """How likely a window of the picture is worth training on, on average."""
    height, width = pixels.shape[:2]
    ys = range(0, max(1, height - WINDOW + 1), WINDOW // 2)
    xs = range(0, max(1, width - WINDOW + 1), WINDOW // 2)
    return float(np.mean([acceptance(pixels[y : y + WINDOW, x : x + WINDOW]) for y in ys for x in xs]))


def compose_stamps(pool: ProcessPoolExecutor, packages: Path, pictures: Sequence[Picture]) -> list[Picture]:
    """Canvases of eight or so cut-out objects each over plain, shaded or photographed grounds; each object twice."""
    rng = np.random.default_rng(20)
    files = [f for f in sorted((packages / f"x_{STAMPS}").rglob("*.png")) if "alphabets" not in f.parts]
    order = [files[i] for i in rng.permutation(len(files))]
    held, rest = order[:36], order[36:]
    grounds = [p.pixels for p in pictures if p.kind == "photo" and p.split == "train" and p.pixels.shape[0] < 1100]
    tasks = [(group, "val", None) for group in np.array_split(np.array(held, object), 4)]
    for _ in range(2):
        rest = [rest[i] for i in rng.permutation(len(rest))]
        for group in np.array_split(np.array(rest, object), len(rest) // 8):
            ground = grounds[int(rng.integers(len(grounds)))] if rng.random() < 0.35 else None
            tasks.append((group, "train", ground))
    return list(pool.map(stamp_canvas, range(len(tasks)), *zip(*tasks, strict=True)))


def stamp_canvas(number: int, files: Sequence[Path], split: str, photo: np.ndarray | None) -> Picture:
    """One canvas of 512 x 512; soft objects are halved first."""
    cv2.setNumThreads(1)
    rng, size = np.random.default_rng([21, number]), 512
    canvas = Image.fromarray(stamp_ground(rng, size, photo))
    places = rng.permutation(16)
    for place, path in zip(places, files, strict=False):
        with Image.open(path) as image:
            stamp = image.convert("RGBA")
        if min(stamp.size) >= 128 and sharpness(np.asarray(stamp.convert("RGB"))) < SOFT:
            stamp = stamp.reduce(2)
        y, x = (int(v) * 128 + int(rng.integers(-40, 40)) for v in divmod(int(place), 4))
        x, y = (max(-20, min(v, size - n + 20)) for v, n in zip((x, y), stamp.size, strict=True))
        canvas.paste(stamp, (x, y), stamp)
    return Picture(np.asarray(canvas), f"{STAMPS}/canvas-{number}", "stamps", split, 1.0)


def stamp_ground(rng: np.random.Generator, size: int, photo: np.ndarray | None) -> np.ndarray:
    if photo is not None and min(photo.shape[:2]) > size:
        y, x = (int(rng.integers(n - size)) for n in photo.shape[:2])
        return np.ascontiguousarray(photo[y : y + size, x : x + size])
    ends = rng.integers(0, 256, (2, 3)) if rng.random() < 0.7 else np.repeat(rng.integers(0, 256, (1, 3)), 2, 0)
    slope = np.linspace(0, 1, size)[:, None, None]
    shaded = np.broadcast_to(ends[0] * (1 - slope) + ends[1] * slope, (size, size, 3))
    return (shaded if rng.random() < 0.5 else shaded.transpose(1, 0, 2)).astype(np.uint8)


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
    words = {w for w in re.findall(r"[^\s=]{1,18}", text) if all(ord(c) < 0x500 for c in w) and ".utf8" not in w}
    latin = sorted(w for w in words if w.isascii())
    other = sorted(w for w in words if not w.isascii())
    rng = np.random.default_rng(23)
    return latin + [other[i] for i in rng.permutation(len(other))[: len(latin) // 2]] + list(drawn.FALLBACK_WORDS) * 8


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
    for name in ("hq", "lq_bicubic", "lq_mild"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    crops: dict[str, np.ndarray] = {}
    for p in pictures:
        for crop in best_crops(p.pixels, 256, 1 if p.kind == "photo" else 2):
            stem = p.kind + "-" + p.source.split("/")[-1]
            number = sum(name.startswith(stem + "-") for name in crops) + 1
            if number <= 2:
                crops[f"{stem}-{number}"] = crop
    for number, (name, hq) in enumerate(sorted(crops.items())):
        picture = hq.astype(np.float32) / 255
        rng = np.random.default_rng([24, number])
        for kind, pixels in (
            ("hq", picture),
            ("lq_bicubic", bicubic_down(picture, 4)),
            ("lq_mild", degrade(picture, rng, MILD, scale=4)),
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
        archives = sorted(packages.glob(f"{package}_*.deb"))
        version = archives[-1].name.split("_")[1].replace("%3a", ":") if archives else "unknown version"
        lines += [f"## Debian package {package} {version}", ""]
        lines += [f"Licences: `/usr/share/doc/{package}/copyright` in the package.", ""]
        lines += source_lines(pictures, package) if package != STAMPS else ["All its stamps but the alphabets.", ""]
    lines += ["## Photographs", "", "CC0, public domain dedication by their photographers.", ""]
    lines += source_lines(pictures, "photos")
    lines += ["## Drawn", "", "Text pages, line art and screens: rendered by `drawn_pictures.py`.", ""]
    return "\n".join(lines)


def source_lines(pictures: Sequence[Picture], package: str) -> list[str]:
    names = sorted({(p.source.split("/")[1], p.split) for p in pictures if p.source.startswith(package + "/")})
    return [f"- {name}" + (" (validation)" if split == "val" else "") for name, split in names] + [""]


if __name__ == "__main__":
    main()
