"""The inputs of a batch: what is enlarged, what each is called, and what is passed over and why."""

from __future__ import annotations

import glob
import os
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from core.errors import SettingsError
from core.images.names import cut_bytes, safe_stem
from core.images.results import ResultNames
from core.images.scan import Refused, scan

KEPT_BYTES = 120  # of an input's name, which stay in the name of its result whatever the template adds


@dataclass(frozen=True)
class BatchInput:
    """A picture, the folder its result goes to, and what it is called in the result's name."""

    path: Path
    folder: Path
    name: str


@dataclass
class Inputs:
    """All that the arguments of one call stand for."""

    pictures: list[BatchInput] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    passed: Counter[str] = field(default_factory=Counter)  # files of folders that are no pictures, by kind
    results: int = 0  # pictures of folders that are results of this program


def gather(texts: list[str], output: Path | None, template: str, *, overwrite: bool) -> Inputs:
    """Files, folders with all below them, and patterns.

    Of folders, results are passed over: pictures in the folder of the results, if that lies within, and those that
    say so themselves. A result that is named is enlarged, but where the picture it was made of is named as well, as by
    a pattern that fits both. Pictures whose results would have the same name are called by their full names, such as
    "a.png" and "a.jpg". Raises SettingsError if a template without {name} would let results replace each other.
    """
    found = Inputs()
    names = ResultNames(template)
    for path, root in _paths(texts, found):
        if root is not None and (_within(path, output, root) or names.is_result(path, whatever_name=True)):
            found.results += 1
            continue
        folder = path.parent if output is None else output
        if output is not None and root is not None:
            folder = output / path.parent.relative_to(root)
        found.pictures.append(BatchInput(path, folder, path.stem))
    if overwrite and "{name}" not in template and len(found.pictures) > 1:
        raise SettingsError(
            "The name template gives all results the same name, and --overwrite would leave only the last of them. "
            "Put {name} into it."
        )
    pictures = [one for one in found.pictures if not _made_of_another(one, found.pictures, names)]
    found.results += len(found.pictures) - len(pictures)
    found.pictures = _told_apart(pictures)
    return found


def _paths(texts: list[str], found: Inputs) -> Iterator[tuple[Path, Path | None]]:
    for text in texts:
        patterned = glob.has_magic(text) and not os.path.lexists(text)
        names = sorted(glob.glob(text)) if patterned else [text]  # noqa: PTH207 - patterns may be absolute
        for name in names or [text]:
            yield from scan(Path(name), found.refused, found.passed)


def _made_of_another(one: BatchInput, pictures: list[BatchInput], names: ResultNames) -> bool:
    """Whether a picture is the result of another one beside it."""
    source = names.source_of(one.path.stem)
    beside = source and any((o.path.parent, o.path.stem) == (one.path.parent, source) for o in pictures)
    return bool(beside) and names.is_result(one.path)


def _within(path: Path, output: Path | None, root: Path) -> bool:
    """Whether a picture lies in the folder of the results, and that in the folder of the inputs."""
    if output is None:
        return False
    inside, top = os.path.abspath(output), os.path.abspath(root)
    return (
        inside != top
        and os.path.abspath(path).startswith(inside + os.sep)
        and inside.startswith(top + os.sep)
    )


def _told_apart(pictures: list[BatchInput]) -> list[BatchInput]:
    """No two results have one name: a full name where the short one is shared, a number where that is, too.

    Names of results are made safe and are cut where they are too long, so the names of inputs are compared likewise.
    """
    alike: defaultdict[tuple[str, str], int] = defaultdict(int)
    for one in pictures:
        alike[_place(one)] += 1
    taken: set[tuple[str, str]] = set()
    apart = []
    for one in pictures:
        if alike[_place(one)] > 1:
            one = replace(one, name=one.path.name)
        number, plain = 2, one.name
        while _place(one) in taken:
            one, number = replace(one, name=f"{cut_bytes(plain, KEPT_BYTES)}-{number}"), number + 1
        taken.add(_place(one))
        apart.append(one)
    return apart


def _place(one: BatchInput) -> tuple[str, str]:
    """Some systems take capitals for small letters, and letters for their parts."""
    name = unicodedata.normalize("NFC", safe_stem(cut_bytes(one.name, KEPT_BYTES + 5)))
    return os.path.abspath(one.folder), name.casefold()
