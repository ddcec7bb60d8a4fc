"""Where the training set's pictures come from, which are copies, and which are held out."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

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
# Releases of Ubuntu whose wallpaper packages hold the photographs listed, newest first: most packages of older
# releases are carried on in later ones.
UBUNTU_RELEASES = ("resolute", "questing", "plucky", "noble", "jammy", "focal", "bionic", "xenial")
UBUNTU_LIST = Path(__file__).with_name("ubuntu_photographs.txt")
PICTURES = (".png", ".jpg", ".jpeg", ".webp")

SMALLEST = 220  # pixels on the short side; smaller pictures and scales are left out


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Wallpapers that are photographs; the others are artwork. In the folder of photographs two are not.
PHOTOGRAPHS = _names(
    """
    Kleiber_by_Lukas_Baubkus seeding_by_Clements_Engelhardt Dragonfly_by_Bolly sunset_by_Aitzol_Berasategi
    Bridge_by_Sander_Klootwijk Wine_by_Jakkub_Mede picosdeeuropa_by_Aitzol_Berasategi
    life_by_Aitzol_Berasategi friends_by_Aitzol_Berasategi aitzgorri_by_Aitzol_Berasategi
    greentock_by_Peter_Nerlich free_by_Peter_Nerlich Picture_0B_by_freespace Picture_1A_by_freespace
    summer_1am Path OneStandsOut Kite Grey FallenLeaf EveningGlow DarkestHour ColorfulCups ColdRipple
    BytheWater butterfly flowers appleflower after-the-rain beam this-is-not-windows fog cloud drop
    Butterfly-Kenneth-Wimer Valendas Wood YellowFlower TwoWings LadyBird Garden Aqua Storm RainDrops Blinds
    FreshFlower Dune GreenMeadow
    """
)
DRAWN_AMONG_PHOTOS = {"waves-midnight", "valley-midnight"}
# Held out for validation, with everything of the same name.
HELD_OUT = _names(
    """
    perched-osprey roman-colosseum singaporean-cityscape the-spices-of-life life_by_Aitzol_Berasategi
    Wine_by_Jakkub_Mede Picture_1A_by_freespace OneStandsOut BytheWater FallenLeaf LadyBird GreenMeadow
    flowers truchet SafeLanding Canopee Autopano-prefs
    """
)


@dataclass(frozen=True)
class Source:
    """A picture file. `name` is shared by sizes, day and night; `step`: mean luma step of its JPEG."""

    path: Path
    package: str
    name: str
    size: tuple[int, int]
    step: float
    split: str

    @property
    def kind(self) -> str:
        if self.package.startswith("ubuntu/"):
            return "photo"
        if self.package == "hugin-data":
            return "screenshot"
        if self.package == "photos":
            return "artwork" if self.name in DRAWN_AMONG_PHOTOS else "photo"
        return "photo" if self.name in PHOTOGRAPHS else "artwork"


def fetch_package(package: str, folder: Path) -> None:
    """Downloads and unpacks a Debian package unless its folder is there."""
    target = folder / f"x_{package}"
    if target.exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["apt-get", "download", package], cwd=folder, check=True)
    unpack(next(iter(sorted(folder.glob(f"{package}_*.deb")))), target)


def unpack(archive: Path, target: Path) -> None:
    """A package's files in the new folder `target`, which is there only once they all are."""
    part = target.with_name(target.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    subprocess.run(["dpkg-deb", "-x", str(archive), str(part)], check=True)
    part.rename(target)


def ubuntu_photographs() -> dict[str, dict[str, str]]:
    """{package: {name: split}} of the list: package, name and, of those held out, "val" between tabs."""
    found: dict[str, dict[str, str]] = {}
    for line in UBUNTU_LIST.read_text("utf-8").splitlines():
        package, name, *held_out = line.split("\t")
        found.setdefault(package, {})[name] = "val" if held_out else "train"
    return found


def fetch_ubuntu(packages: Sequence[str], archive: str, folder: Path) -> None:
    """Downloads and unpacks packages of an Ubuntu archive (a web address), each of the newest release that has it.

    Raises LookupError for a package that no release has.
    """
    missing = [p for p in packages if not (folder / f"u_{p}").exists()]
    places = _places(archive) if missing else {}
    for package in missing:
        if package not in places:
            raise LookupError(f"None of {', '.join(UBUNTU_RELEASES)} has a package {package}.")
        file = folder / ("ubuntu_" + Path(places[package]).name)
        with urllib.request.urlopen(f"{archive}/{places[package]}", timeout=60) as answer:
            file.write_bytes(answer.read())
        unpack(file, folder / f"u_{package}")


def _places(archive: str) -> dict[str, str]:
    """{package: its file's place in the archive}."""
    places: dict[str, str] = {}
    for release in UBUNTU_RELEASES:
        for component in ("main", "universe"):
            index = f"{archive}/dists/{release}/{component}/binary-amd64/Packages.gz"
            with urllib.request.urlopen(index, timeout=60) as answer:
                text = gzip.decompress(answer.read()).decode("utf-8")
            for package, file in re.findall(
                r"^Package: (\S+)$(?:\n.+)*?\nFilename: (\S+)$", text, re.MULTILINE
            ):
                places.setdefault(package, file)
    return places


def find_sources(packages: Path, photos: Path | None) -> Iterator[Source]:
    """Every picture large enough, without the stamps, which need a background first."""
    folders = ({"photos": photos} if photos else {}) | {
        p: packages / f"x_{p}" for p in PACKAGES if p != STAMPS
    }
    for package, folder in folders.items():
        for source in _pictures(folder, package):
            if not (package == "hugin-data" and source.step > 12):
                yield source
    for package, names in ubuntu_photographs().items():
        for source in _pictures(packages / f"u_{package}", f"ubuntu/{package}"):
            if source.name in names:
                yield replace(source, split=names[source.name])


def _pictures(folder: Path, package: str) -> Iterator[Source]:
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in PICTURES and not path.is_symlink():
            with Image.open(path) as image:
                step = float(np.mean(getattr(image, "quantization", {0: 0})[0]))
                name = source_name(path)
                split = "val" if name in HELD_OUT else "train"
                source = Source(path, package, name, image.size, step, split)
            if min(source.size) >= SMALLEST:
                yield source


def source_name(path: Path) -> str:
    """The file's name, or its wallpaper's folder when it is named by its size; day and night share a name."""
    if re.fullmatch(r"\d+x\d+", path.stem):
        return path.parents[2].name
    return re.sub(r"-[ld]$|_\d+x\d+$", "", path.stem)


def without_copies(sources: list[Source]) -> list[Source]:
    """Keeps the largest of each wallpaper folder, then of all pictures whose 16 x 16 thumbnails agree (of one held
    out no copy is trained on)."""
    largest: dict[Path, Source] = {}
    for source in sorted(sources, key=lambda s: s.size[0] * s.size[1]):
        by_size = re.fullmatch(r"\d+x\d+", source.path.stem)
        largest[source.path.parent if by_size else source.path] = source
    kept: list[Source] = []
    hashes: list[np.ndarray] = []
    held_out_first = sorted(
        largest.values(), key=lambda s: (s.split == "train", -s.size[0] * s.size[1], str(s.path))
    )
    for source in held_out_first:
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
        if image.mode not in ("RGBA", "LA", "P"):
            return np.asarray(image.convert("RGB"))
        rgba = image.convert("RGBA")
    plain = Image.new("RGBA", rgba.size, (104, 122, 140, 255))
    return np.asarray(Image.alpha_composite(plain, rgba).convert("RGB"))
