"""How the names of pairs belong together, for training, evaluating and the window alike."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

_SCALE = re.compile(r"[_-]?x\d+$", re.IGNORECASE)  # of reduced pictures, as in 0001x4.png
_WORDS = re.compile(r"[^a-z0-9]+")
# Names by which the two sides of pairs are recognised, most usual first.
GOOD_NAMES = ("hq", "hr", "gt", "high", "sharp", "clean", "good", "target", "original")
POOR_NAMES = ("lq", "lr", "low", "blur", "blurry", "degraded", "poor", "bad", "input", "small")


def partner(stem: str, others: Mapping[str, object]) -> str | None:
    """The name among `others`, without suffixes, that belongs to `stem`: the same, or one that differs by the scale
    written behind it. None if there is none."""
    if stem in others:
        return stem
    plain = _SCALE.sub("", stem)
    if plain != stem:
        return plain if plain in others else None
    return next((other for other in others if other.startswith(stem) and _SCALE.sub("", other) == stem), None)


def find_sides(folder: Path) -> tuple[str, str] | None:
    """The sub-folders of the good and of the poor pictures, relative to `folder`; None if there are no two.

    A folder is known by its whole name or by a word in it, such as DIV2K_train_HR; of several, that for training. The
    poor pictures may lie in a folder of their scale below, such as DIV2K_train_LR_bicubic/X4.
    """
    names = sorted(
        entry.name for entry in folder.iterdir() if entry.is_dir() and not entry.name.startswith(".")
    )
    good, poor = (_best(names, words) for words in (GOOD_NAMES, POOR_NAMES))
    if good is None or poor is None or good == poor:
        return None
    scales = sorted(
        p.name for p in (folder / poor).iterdir() if p.is_dir() and re.fullmatch(r"[xX]\d+", p.name)
    )
    if scales:
        fours = [name for name in scales if name[1:] == "4"]
        poor = f"{poor}/{(fours or scales)[0]}"
    return good, poor


def _best(names: list[str], words: tuple[str, ...]) -> str | None:
    for word in words:
        whole = [name for name in names if name.lower() == word]
        if whole:
            return whole[0]
    for word in words:
        with_word = [name for name in names if word in _WORDS.split(name.lower())]
        if with_word:
            return next((name for name in with_word if "train" in name.lower()), with_word[0])
    return None
