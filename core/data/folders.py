"""Pairs of pictures in two folders, matched by name."""

from __future__ import annotations

from pathlib import Path

from core.errors import SettingsError
from core.images.scan import EXTENSIONS


def list_pairs(lr: Path, hr: Path) -> list[tuple[Path, Path]]:
    """(LQ, HQ) for every picture in `lr`, sorted by name. `hr` must have one of the same name, the suffix apart.

    Raises SettingsError, which names what is missing.
    """
    low, high = _by_stem(lr), _by_stem(hr)
    if not low:
        raise SettingsError(f"There are no pictures in {lr}.")
    missing = sorted(set(low) - set(high))
    if missing:
        raise SettingsError(
            f"{hr} has no picture named {missing[0]!r}, as {lr} has ({len(missing)} missing)."
        )
    return [(low[stem], high[stem]) for stem in sorted(low)]


def _by_stem(folder: Path) -> dict[str, Path]:
    if not folder.is_dir():
        raise SettingsError(f"The folder {folder} does not exist.")
    return {p.stem: p for p in sorted(folder.iterdir()) if p.suffix.lower() in EXTENSIONS}
