"""The inputs of a batch: what is enlarged, what each is called, and what is passed over and why."""

from __future__ import annotations

import glob
import os
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from core.errors import PictureError, SettingsError
from core.images.framing import Framing
from core.images.header import picture_size
from core.images.names import cut_bytes, name_key, safe_stem
from core.images.results import ResultNames
from core.images.scan import ENLARGED, Refused, scan

STEP = re.compile(r"_step\d{2,}(?:-\d+)?\.png")  # the end of a step's name
KEPT_BYTES = 120  # of an input's name, which stay in the name of its result whatever the template adds


@dataclass(frozen=True)
class BatchInput:
    """A picture, the folder its result goes to, and what it is called in the result's name. `steps`: where its steps go
    below the folder of all of them, without step and ending."""

    path: Path
    folder: Path
    name: str
    steps: Path


@dataclass(frozen=True)
class Below:
    """Results go into a sub-folder of this name, of the folder that was given or of the picture's."""

    name: str


Output = Path | Below | None
"""Where results go; None: beside their pictures."""


@dataclass
class Inputs:
    """All that the arguments of one call stand for."""

    pictures: list[BatchInput] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    passed: Counter[str] = field(default_factory=Counter)  # files of folders that are no pictures, by kind
    results: int = 0  # pictures of folders that are results of this program
    repeated: int = 0  # pictures that are the same file as an earlier one


def gather(texts: list[str], output: Output, template: str, *, overwrite: bool) -> Inputs:
    """Files, folders with all below them, and patterns.

    What is named twice, as by a folder and by itself, is one picture. Of folders, results are passed over, wherever
    they lie: files that say themselves that this program has made them. A result that is named is enlarged, but where
    the picture it was made of is named as well, as by a pattern that fits both. Pictures whose results would have the
    same name are called by their full names, such as "a.png" and "a.jpg". Raises SettingsError if a template without
    {name} would let results replace each other.
    """
    found = Inputs()
    names = ResultNames(template)
    seen, results = set[str](), set[str]()
    for path, root in _paths(texts, found):
        itself = os.path.normcase(os.path.realpath(path))
        if itself in seen:
            found.repeated += 1
            continue
        if root is not None and (itself in results or is_made_here(path, output, root, names)):
            results.add(itself)
            continue
        seen.add(itself)
        found.pictures.append(as_input(path, output, root))
    if len(found.pictures) > 1:
        check_template(template, overwrite=overwrite)
    there = {_source_key(one.path, one.path.stem) for one in found.pictures}
    pictures = [one for one in found.pictures if not _made_of_another(one.path, there, names)]
    found.results = len(results - seen) + len(found.pictures) - len(pictures)
    found.pictures = told_apart(pictures)
    return found


def check_template(template: str, *, overwrite: bool) -> None:
    """Raises SettingsError if results of several pictures would replace each other."""
    if overwrite and "{name}" not in template:
        raise SettingsError(
            "The name template gives all results the same name, and --overwrite would leave only the last of them. "
            "Put {name} into it."
        )


def as_input(path: Path, output: Output, root: Path | None) -> BatchInput:
    """A picture that was found below the folder `root`, or named itself, as if there were no others."""
    below = Path() if root is None else path.parent.relative_to(root)
    if isinstance(output, Below):
        output = (root or path.parent) / output.name
    return BatchInput(path, path.parent if output is None else output / below, path.stem, below / path.stem)


def is_made_here(path: Path, output: Output, root: Path, names: ResultNames) -> bool:
    """Whether a file of the folder `root` is a result of this program, or a step of one. Reads the file's settings."""
    return _is_old_step(path, output, root) or names.is_result(path, whatever_name=True)


def told_apart(pictures: list[BatchInput]) -> list[BatchInput]:
    """The same with names that tell each from all others whose results go to the same folder."""
    names = _told_apart([(one.folder, one.path) for one in pictures])
    steps = _told_apart([(one.steps.parent, one.path) for one in pictures])
    return [
        replace(one, name=name, steps=one.steps.parent / step)
        for one, name, step in zip(pictures, names, steps, strict=True)
    ]


def why_left(picture: Path, below: int | None, framing: Framing, *, allow_partial: bool = False) -> str:
    """Why a picture is left as it is where only those whose longer side has fewer than `below` pixels are enlarged, a
    sentence; "" if it is enlarged, and if its size cannot be found out, as the job will say."""
    if below is None:
        return ""
    try:
        width, height = framing.size_of(*picture_size(picture, allow_partial=allow_partial))
    except (PictureError, SettingsError):
        return ""
    if max(width, height) < below:
        return ""
    return f"It has {width} x {height} pixels, and only pictures below {below} are enlarged."


def _paths(texts: list[str], found: Inputs) -> Iterator[tuple[Path, Path | None]]:
    for text in texts:
        patterned = glob.has_magic(text) and not os.path.lexists(text)
        names = sorted(glob.glob(text)) if patterned else [text]  # noqa: PTH207 - patterns may be absolute
        for name in names or [text]:
            yield from scan(Path(name), found.refused, found.passed, kinds=ENLARGED)


def _source_key(path: Path, name: str) -> tuple[Path, str]:
    return path.parent, name_key(name)


def _made_of_another(path: Path, there: set[tuple[Path, str]], names: ResultNames) -> bool:
    """Whether a picture is the result of another one beside it; `there` are all."""
    itself = _source_key(path, path.stem)
    sources = {_source_key(path, source) for source in names.sources_of(path.stem)} - {itself}
    return not sources.isdisjoint(there) and names.is_result(path)


def _is_old_step(path: Path, output: Output, root: Path) -> bool:
    """Whether a picture is a step, by its name, in a folder of results that lies within that of the inputs: the first
    versions did not write into steps what they are."""
    if not isinstance(output, Path) or STEP.search(path.name) is None:
        return False
    inside, top = Path(os.path.abspath(output)), Path(os.path.abspath(root))
    return inside != top and inside.is_relative_to(top) and Path(os.path.abspath(path)).is_relative_to(inside)


def _told_apart(pictures: list[tuple[Path, Path]]) -> list[str]:
    """A name for each picture, given with the folder that something of it goes to, so that no two have the same one in
    a folder: its stem; its full name where that is shared, and a number where that is, too.

    Names of results are made safe and are cut where they are too long, so the names of inputs are compared likewise.
    """
    alike = Counter(_place(folder, path.stem) for folder, path in pictures)
    taken: set[tuple[str, str]] = set()
    numbers: defaultdict[tuple[str, str], Iterator[int]] = defaultdict(lambda: count(2))
    apart = []
    for folder, path in pictures:
        plain = name = path.name if alike[_place(folder, path.stem)] > 1 else path.stem
        while _place(folder, name) in taken:
            name = f"{cut_bytes(plain, KEPT_BYTES)}-{next(numbers[_place(folder, plain)])}"
        taken.add(_place(folder, name))
        apart.append(name)
    return apart


def _place(folder: Path, name: str) -> tuple[str, str]:
    """Some systems take capitals for small letters, and letters for their parts."""
    alike = unicodedata.normalize("NFC", safe_stem(cut_bytes(name, KEPT_BYTES + 5)))
    return os.path.abspath(folder), alike.casefold()
