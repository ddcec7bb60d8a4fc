"""How the names of pairs belong together: the one place that training, evaluating and the window ask."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from core.errors import SettingsError
from core.images.scan import is_picture, scan
from core.storage.paths import display_name

# Names by which the two sides of pairs are recognised, most usual first.
GOOD_NAMES = ("hq", "hr", "gt", "high", "sharp", "clean", "good", "target", "original")
POOR_NAMES = ("lq", "lr", "low", "blur", "blurry", "degraded", "poor", "bad", "input", "small")
# Albums are called so as well: with these the two sides have to share a name.
EVERYDAY_GOOD = ("hires", "highres", "after", "large", "big", "full", "print", "originals")
EVERYDAY_POOR = ("lores", "lowres", "before", "web", "preview", "previews", "thumbs", "thumbnails")
# What is written behind the name of one side alone: a scale (0001x4.png, and DIV2K's 0001x4m.png), or the side's name.
_MARK = re.compile(r"(?:[_.-]?x\d+(?:[mdw]\d?)?|[_.-](?:hq|lq|hr|lr|gt|high|low))+$", re.IGNORECASE)
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")  # LowRes and low-res2 have the words low and res
_PARTS = re.compile(r"[^A-Za-z0-9]+")
_LETTERS = re.compile(r"[^a-z]+")  # parts train2017 as well

# What folders of pairs are called by what they are for, most usual first.
FOR_TRAINING = ("train", "training")
FOR_TESTS = ("test", "testing", "val", "valid", "validation", "eval")
DEPTH = 2

Named = tuple[str, Path]
"""A picture's name, which is its path within its side without the suffix, and its file."""


@dataclass
class Matched:
    """Two sides of pairs, each list in the order of names."""

    pairs: list[tuple[Path, Path]] = field(default_factory=list)  # good, poor
    good_alone: list[Path] = field(default_factory=list)
    poor_alone: list[Path] = field(default_factory=list)
    twice: list[tuple[Path, Path]] = field(default_factory=list)  # left out, and what has the same name


def match(good: Iterable[Named], poor: Iterable[Named]) -> Matched:
    """Pairs of the same name, or else of names that differ by what is written behind them. Of several poor versions of
    one picture, such as x2 and x4, the one of scale 4 is taken first."""
    found = Matched()
    goods, poors = (_by_name(side, found) for side in (good, poor))
    rest: dict[str, list[str]] = {}
    for name in sorted(poors, key=lambda name: ("x4" not in name.lower(), name)):
        if name not in goods:
            rest.setdefault(_plain(name), []).append(name)
    taken: set[str] = set()
    for name, path in goods.items():
        close = rest.get(_plain(name), [])
        partner = name if name in poors else close.pop(0) if close else None
        if partner is None:
            found.good_alone.append(path)
        else:
            taken.add(partner)
            found.pairs.append((path, poors[partner]))
    found.poor_alone = [path for name, path in poors.items() if name not in taken]
    return found


def _plain(name: str) -> str:
    return _MARK.sub("", name).casefold()


def _by_name(side: Iterable[Named], found: Matched) -> dict[str, Path]:
    named: dict[str, Path] = {}
    for name, path in side:
        if name in named:
            found.twice.append((path, named[name]))
        else:
            named[name] = path
    return named


def find_sides(
    folder: Path, uses: tuple[str, ...] = FOR_TRAINING, *, depth: int = DEPTH
) -> tuple[str, str] | None:
    """The sub-folders of the good and of the poor pictures, relative to `folder`; None if there are no two.

    A folder is known by its whole name or by a word in it, such as DIV2K_train_HR or LowRes; of several, that whose
    name says that it is for one of `uses`. The two may lie in the only folder there is, as an unpacked archive has
    them, or further below, beside others: there, and where a word alone or an everyday one tells them, they are taken
    for sides if their pictures share a name, since albums called "Low tide" and "High street" are none. At most `depth`
    folders that have others beside them are gone down. Raises SettingsError where there are sides further below and no
    name says which are meant: without a choice the poor pictures would count as good ones.
    """
    names = folders_in(folder)
    sides = _sides_among(folder, names, uses, sure=depth == DEPTH)
    if sides is not None:
        return sides
    if len(names) == 1 and not has_pictures(folder):
        return _within(names[0], find_sides(folder / names[0], uses, depth=depth))
    if depth == 0:
        return None
    found: dict[str, tuple[str, str]] = {}
    unclear: list[str] = []  # which of theirs is meant
    for name in names:
        try:
            below = find_sides(folder / name, uses, depth=depth - 1)
        except OSError:  # it may not be read
            continue
        except SettingsError:
            unclear.append(name)
            continue
        if below is not None:
            found[name] = below
    chosen = _meant(found, uses)
    if chosen is not None:
        return _within(chosen, found[chosen])
    if found or unclear:
        listed = ", ".join(map(display_name, sorted([*found, *unclear])))
        raise SettingsError(
            f"Below {display_name(folder)} there are pairs of poor and good pictures, in {listed}, and other pictures "
            "or folders beside them: choose one of the folders."
        )
    return None


def _within(name: str, sides: tuple[str, str] | None) -> tuple[str, str] | None:
    return None if sides is None else (f"{name}/{sides[0]}", f"{name}/{sides[1]}")


def _sides_among(
    folder: Path, names: list[str], uses: tuple[str, ...], *, sure: bool
) -> tuple[str, str] | None:
    """sure: whole names are enough, of those that hardly anything else is called by."""
    for goods, poors, enough in (
        (GOOD_NAMES, POOR_NAMES, sure),
        (GOOD_NAMES + EVERYDAY_GOOD, POOR_NAMES + EVERYDAY_POOR, False),
    ):
        good, poor = _best(names, goods, uses), _best(names, poors, uses)
        if good is None or poor is None or good == poor:
            continue
        poor += _scale_below(folder / poor)
        known = good.lower() in goods and poor.partition("/")[0].lower() in poors
        if (enough and known) or _share_a_name(folder / good, folder / poor, at_least=not enough):
            return good, poor
    return None


def sides_among(columns: list[str]) -> tuple[str, str] | None:
    """The columns of the good and of the poor pictures by their names, as folders are known; None if there are no two
    that differ."""
    good, poor = (
        _best(columns, GOOD_NAMES + EVERYDAY_GOOD, ()),
        _best(columns, POOR_NAMES + EVERYDAY_POOR, ()),
    )
    return None if good is None or poor is None or good == poor else (good, poor)


def with_scale(poor: Path) -> Path:
    """The folder of poor pictures itself: DIV2K_train_LR_bicubic has one for each scale, such as X4."""
    return poor / _scale_below(poor).lstrip("/")


def _scale_below(poor: Path) -> str:
    scales = [name for name in folders_in(poor) if re.fullmatch(r"[xX]\d+", name)]
    fours = [name for name in scales if name[1:] == "4"]
    return f"/{(fours or scales)[0]}" if scales else ""


def folders_in(folder: Path) -> list[str]:
    """The names of its sub-folders in order, without hidden ones and those that systems make."""
    with os.scandir(folder) as entries:
        return sorted(e.name for e in entries if e.is_dir() and not e.name.startswith((".", "__")))


def has_pictures(folder: Path) -> bool:
    """Whether there are pictures in the folder itself."""
    with os.scandir(folder) as entries:
        return any(is_picture(e.name) and e.is_file() for e in entries)


def _share_a_name(good: Path, poor: Path, *, at_least: bool) -> bool:
    """Whether pictures of the two belong together. Where one has none there is nothing to go by: then they do, unless
    one pair at least is asked for."""
    sides = [{_plain(path.stem) for path, _ in scan(side, [])} for side in (good, poor)]
    return not sides[0].isdisjoint(sides[1]) or not (at_least or all(sides))


def _best(names: list[str], words: tuple[str, ...], uses: tuple[str, ...]) -> str | None:
    for word in words:
        whole = [name for name in names if name.lower() == word]
        if whole:
            return whole[0]
    for word in words:
        with_word = [name for name in names if word in _words(name)]
        if with_word:
            return next((name for name in with_word if _is_for(name, uses)), with_word[0])
    return None


def _words(name: str) -> set[str]:
    """The words in a folder's name, in small letters, whether points, lines or capitals part them."""
    return {word.lower() for word in (*_WORDS.findall(name), *_PARTS.split(name))}


def _meant(found: dict[str, tuple[str, str]], uses: tuple[str, ...]) -> str | None:
    """The folder that is called like a use, or else the only one with such a word in its name or below."""
    for use in uses:
        whole = [name for name in found if name.lower() == use]
        if whole:
            return whole[0]
    with_word = [name for name, (good, _) in found.items() if _is_for(f"{name}/{good}", uses)]
    return with_word[0] if len(with_word) == 1 else None


def _is_for(name: str, uses: tuple[str, ...]) -> bool:
    return not set(uses).isdisjoint(_LETTERS.split(name.lower()))
