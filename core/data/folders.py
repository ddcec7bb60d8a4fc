"""Pairs of pictures in two folders, matched by name."""

from __future__ import annotations

from pathlib import Path

from core.data.naming import partner
from core.errors import SettingsError
from core.images.scan import EXTENSIONS


def list_pairs(lr: Path, hr: Path) -> list[tuple[Path, Path]]:
    """(LQ, HQ) for every picture in `lr`, sorted by name. `hr` must have one that belongs to it: of the same name, the
    suffix and a scale such as x4 apart. Hidden files are no pictures.

    Raises SettingsError, which names what is missing or there twice.
    """
    low, high = _by_stem(lr), _by_stem(hr)
    if not low:
        raise SettingsError(f"There are no pictures in {lr}.")
    found = {stem: partner(stem, high) for stem in sorted(low)}
    missing = [stem for stem, other in found.items() if other is None]
    if missing:
        raise SettingsError(
            f"{hr} has no picture named {missing[0]!r}, as {lr} has ({len(missing)} missing)."
        )
    return [(low[stem], high[other]) for stem, other in found.items() if other is not None]


def _by_stem(folder: Path) -> dict[str, Path]:
    if not folder.is_dir():
        raise SettingsError(f"The folder {folder} does not exist.")
    found: dict[str, Path] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in EXTENSIONS or path.name.startswith("."):
            continue
        if path.stem in found:
            raise SettingsError(
                f"{folder} has two pictures of one name, {found[path.stem].name} and {path.name}: remove one of them."
            )
        found[path.stem] = path
    return found
