"""Two folders of the same pictures whose names say nothing: pairs, of which the larger ones are the good ones."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from core.data.folders import below
from core.data.naming import folders_in, has_pictures, match
from core.data.pair_checks import show_the_same
from core.errors import PictureError, SettingsError
from core.images.color import seen
from core.images.files import read_picture
from core.storage.paths import display_name

LOOKED_AT = 5  # pairs, evenly spread
LARGER = 1.2  # times, at least, or the two sizes count as the same


def twin_folders(folder: Path) -> tuple[str, str] | None:
    """The sub-folders of the good and of the poor pictures, relative to `folder`, if it holds two folders and nothing
    else, most pictures of the one share their names with those of the other, and a look at some of them shows the same;
    None otherwise. The two may lie in the only folder there is.

    Cameras number their pictures, so that names alone make no pairs of two albums. Raises SettingsError if they are
    pairs, but of one size.
    """
    if has_pictures(folder):
        return None
    names = folders_in(folder)
    if len(names) == 1:
        inside = twin_folders(folder / names[0])
        return None if inside is None else (f"{names[0]}/{inside[0]}", f"{names[0]}/{inside[1]}")
    if len(names) != 2:
        return None
    found = match(*(below(folder / name) for name in names))
    if len(found.pairs) <= min(len(found.good_alone), len(found.poor_alone)):
        return None
    step = max(1, len(found.pairs) // LOOKED_AT)
    looks = [_growth(*pair) for pair in found.pairs[::step][:LOOKED_AT]]
    growths = [growth for growth in looks if growth is not None]
    if 2 * len(growths) <= len(looks):
        return None
    growth = float(np.median(growths))
    if 1 / LARGER < growth < LARGER:
        listed = " and ".join(map(display_name, names))
        raise SettingsError(
            f"{listed} in {display_name(folder)} hold the same pictures in the same size: call the folder of the good "
            "ones hq and that of the poor ones lq, or choose the folder of the good ones alone."
        )
    return (names[1], names[0]) if growth > 1 else (names[0], names[1])


def _growth(one: Path, other: Path) -> float | None:
    """How many times wider the second picture is; None if they show different things, or one cannot be read."""
    try:
        a, b = (seen(read_picture(path)) for path in (one, other))
    except PictureError:
        return None
    height, width = min((a, b), key=lambda p: p.shape[0] * p.shape[1]).shape[:2]
    small = [cv2.resize(p, (width, height), interpolation=cv2.INTER_AREA) for p in (a, b)]
    return b.shape[1] / a.shape[1] if show_the_same(*small) else None
