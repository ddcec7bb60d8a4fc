"""Pairs of pictures in two folders, matched by name."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from core.data.naming import Matched, Named, match, with_scale
from core.errors import SettingsError
from core.images.scan import is_picture, scan


def match_folders(lr: Path, hr: Path) -> Matched:
    """The pictures of both folders. Raises SettingsError for a folder that does not exist or has none."""
    for folder in (lr, hr):
        if not folder.is_dir():
            raise SettingsError(f"The folder {folder} does not exist.")
    found = match(_flat(hr), _flat(with_scale(lr)))
    if not found.pairs and not found.poor_alone:
        raise SettingsError(f"There are no pictures in {lr}.")
    return found


def list_pairs(lr: Path, hr: Path) -> list[tuple[Path, Path]]:
    """(LQ, HQ) for every picture in `lr`, sorted by name. `hr` must have one that belongs to it, and may have more.

    Raises SettingsError, which names what is missing or there twice.
    """
    found = match_folders(lr, hr)
    if found.twice:
        other, first = found.twice[0]
        raise SettingsError(
            f"{first.parent} has two pictures of one name, {first.name} and {other.name}: remove one of them."
        )
    if found.poor_alone:
        raise SettingsError(
            f"{hr} has no picture named {found.poor_alone[0].stem!r}, as {lr} has ({len(found.poor_alone)} missing)."
        )
    return sorted((poor, good) for good, poor in found.pairs)


def _flat(folder: Path) -> Iterator[Named]:
    for path in sorted(folder.iterdir()):
        if is_picture(path.name):
            yield path.stem, path


def below(folder: Path) -> Iterator[Named]:
    """Every picture below a folder; its name has the folders between."""
    for path, _ in scan(folder, []):
        yield os.path.splitext(os.path.relpath(path, folder))[0], path
