"""Sources of training pictures: pairs in two folders, pairs by suffix, pairs in a table, or good pictures alone."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.data.folders import below
from core.data.naming import FOR_TRAINING, find_sides, match, sides_among
from core.data.table import Table, read_table
from core.data.twin_folders import twin_folders
from core.errors import PictureError, SettingsError
from core.images.header import picture_size
from core.images.scan import EXTENSIONS, scan
from core.storage.paths import display_name, display_path

TABLES = (".csv", ".tsv")
KINDS = ("good", "folders", "suffix", "csv")
SUFFIX_PAIRS = tuple(
    (f"{mark}{good}", f"{mark}{poor}")
    for good, poor in (("hq", "lq"), ("HQ", "LQ"), ("hr", "lr"), ("HR", "LR"), ("gt", "lq"), ("high", "low"))
    for mark in ("_", "-", ".")
)
LOOKED_AT = 20  # lines of a table whose columns have no usual names


@dataclass(frozen=True)
class Entry:
    """One picture or pair to learn from. `lq` is None if the poor version is made by degradation."""

    name: str  # relative to the source's folder, for people and for reports
    hq: Path
    lq: Path | None = None
    problem: str = ""  # why it cannot be used, if that is known without opening it


@dataclass(frozen=True)
class DataSource:
    """A folder or a table on disk, and how the pictures in it belong together.

    kind "good"     every picture below `path`; pairs are made by degradation
    kind "folders"  sub-folders `hq` and `lq` of `path`, matched by the names of their files (suffixes may differ)
    kind "suffix"   NAME + `hq` and NAME + `lq` side by side below `path`; `hq` may be empty
    kind "csv"      `path` is a CSV file whose columns `hq` and `lq` hold paths, relative to it or absolute;
                    one without a heading has the columns "#1" and "#2"
    """

    kind: str
    path: str
    hq: str = ""
    lq: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise SettingsError(f"Unknown kind of training data {self.kind!r}: choose {', '.join(KINDS)}.")

    @property
    def paired(self) -> bool:
        """Whether there are pairs; else poor versions are made by degradation."""
        return self.kind != "good"

    @property
    def folder(self) -> Path:
        """The folder that the names of entries are relative to."""
        path = Path(self.path)
        return path.parent if self.kind == "csv" else path

    def entries(self) -> Iterator[Entry]:
        """All pictures or pairs, one by one and in the order of their names. Raises SettingsError if the source does
        not exist or its table cannot be read."""
        if not os.path.exists(self.path):  # noqa: PTH110 - odd names must not raise
            raise SettingsError(
                f"The pictures are not there any more: {display_path(self.path)} does not exist. Bring it back to that "
                "place, or begin a new training with the pictures where they are now."
            )
        match self.kind:
            case "good":
                yield from (Entry(self._name(p), p) for p, _ in scan(Path(self.path), []))
            case "folders":
                yield from self._from_folders()
            case "suffix":
                yield from self._by_suffix()
            case "csv":
                yield from self._from_table()

    def describe(self) -> str:
        """A line for people: what is taken from where."""
        where = display_name(self.path)
        return {
            "good": f"Good pictures in {where}; their poor versions are made",
            "folders": f"Pairs in {where}: {self.hq} (good) and {self.lq} (poor)",
            "suffix": (
                f"Pairs in {where}: names ending in {self.hq} (good) and {self.lq} (poor)"
                if self.hq
                else f"Pairs in {where}: names ending in {self.lq} (poor), and the same without it (good)"
            ),
            "csv": f"Pairs listed in {where}: columns {self.hq} (good) and {self.lq} (poor)",
        }[self.kind]

    def to_dict(self) -> dict[str, str]:
        return dataclasses.asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> DataSource:
        """The inverse of `to_dict`. Raises SettingsError for values that do not fit."""
        try:
            return cls(**values)
        except TypeError as error:
            raise SettingsError("The training data's description is damaged.", detail=str(error)) from error

    def _name(self, path: Path) -> str:
        return relative(path, self.folder)

    def _shown(self, path: Path) -> str:
        return display_path(self._name(path))

    def _from_folders(self) -> Iterator[Entry]:
        good, poor = self.folder / self.hq, self.folder / self.lq
        for folder in (good, poor):
            if not folder.is_dir():
                raise SettingsError(
                    f"The folder {display_path(folder)} does not exist: bring it back, or choose the pictures anew."
                )
        found = match(below(good), below(poor))
        for path, kept in found.twice:
            problem = f"has the name of {self._shown(kept)}, and only one can be in the pair"
            yield Entry(self._name(path), path, problem=problem)
        for hq, lq in found.pairs:
            yield Entry(self._name(hq), hq, lq)
        for paths, other in ((found.good_alone, poor), (found.poor_alone, good)):
            for path in paths:
                yield Entry(self._name(path), path, problem=f"has no partner in {self._shown(other)}")

    def _by_suffix(self) -> Iterator[Entry]:
        for path, _ in scan(self.folder, []):
            stem = path.stem
            if stem.endswith(self.lq):
                good = _beside(path, stem.removesuffix(self.lq) + self.hq)
                taken = None if good is None else _beside(good, stem)
                if good is None:
                    wanted = f"ending in {self.hq}" if self.hq else "without this ending"
                    yield Entry(self._name(path), path, problem=f"has no partner {wanted}")
                elif taken is not None and taken != path:
                    problem = f"has the name of {self._shown(taken)}, and only one can be in the pair"
                    yield Entry(self._name(path), path, problem=problem)
            elif stem.endswith(self.hq):
                partner = _beside(path, stem.removesuffix(self.hq) + self.lq)
                if partner is None:
                    problem = f"has no partner ending in {self.lq}"
                    yield Entry(self._name(path), path, problem=problem)
                else:
                    yield Entry(self._name(path), path, partner)
            else:
                problem = f"ends in neither {self.hq} nor {self.lq}, so it is in no pair"
                yield Entry(self._name(path), path, problem=problem)

    def _from_table(self) -> Iterator[Entry]:
        table = read_table(Path(self.path))
        missing = [c for c in (self.hq, self.lq) if c not in table.columns]
        if missing:
            found = ", ".join(table.columns) or "none"
            raise SettingsError(
                f"{display_name(self.path)} has no column {missing[0]!r}; its columns are: {found}."
            )
        places = [table.columns.index(c) for c in (self.hq, self.lq)]
        for number, cells in table.rows:
            hq, lq = (cells[k] if k < len(cells) else "" for k in places)
            yield self._row(hq, lq, number)

    def _row(self, hq: str, lq: str, number: int) -> Entry:
        if not (hq and lq):
            return Entry(f"line {number}", self.folder / (hq or lq), problem="does not name both pictures")
        good, poor = self.folder / hq, self.folder / lq
        for path in (good, poor):
            if not os.path.isfile(path):  # noqa: PTH113
                return Entry(self._name(good), good, problem=f"needs {self._shown(path)}, which is not there")
        return Entry(self._name(good), good, poor)


def relative(path: Path, folder: Path) -> str:
    """The path as seen from the folder; as a whole if it lies on another drive (Windows)."""
    try:
        return os.path.relpath(path, folder)
    except ValueError:
        return os.path.abspath(path)


def recognise(path: Path, uses: tuple[str, ...] = FOR_TRAINING) -> DataSource:
    """The most likely source in a folder or a CSV file; of several folders of pairs, that for one of `uses`. Raises
    SettingsError if there is none.

    A folder is read as pairs if it has two sub-folders with usual names, as DIV2K has, or files with usual suffixes
    (both, or the poor ones alone), or two sub-folders of any names with the same pictures in two sizes; else as good
    pictures. Its path is an absolute one: a run that goes on may be
    started in another folder.
    """
    path = Path(os.path.abspath(path))
    if path.suffix.lower() in TABLES and path.is_file():
        return _recognise_table(path)
    if not path.is_dir():
        raise SettingsError(f"{display_name(path)} is neither a folder nor a CSV file.")
    sides = find_sides(path, uses) or twin_folders(path)
    if sides is not None:
        return DataSource("folders", str(path), *sides)
    seen = [p for p, _ in _first(scan(path, []), 500)]
    stems = [p.stem for p in seen]
    for hq, lq in SUFFIX_PAIRS:
        ends = [sum(s.endswith(end) for s in stems) for end in (hq, lq)]
        if min(ends) and sum(ends) >= 0.5 * len(stems):
            return DataSource("suffix", str(path), hq, lq)
    known = {(p.parent, p.stem) for p in seen}
    for lq in dict.fromkeys(lq for _, lq in SUFFIX_PAIRS):
        poor = sum(p.stem.endswith(lq) and (p.parent, p.stem.removesuffix(lq)) in known for p in seen)
        if poor and 2 * poor >= 0.5 * len(stems):
            return DataSource("suffix", str(path), "", lq)
    return DataSource("good", str(path))


def _recognise_table(path: Path) -> DataSource:
    table = read_table(path)
    sides = sides_among(table.columns)
    if sides is None and len(table.columns) == 2:
        sides = _by_size(path, table)
    if sides is None:
        raise SettingsError(
            f"{display_name(path)} needs a first line with the columns hq and lq (good and poor picture)."
        )
    return DataSource("csv", str(path), *sides)


def _by_size(path: Path, table: Table) -> tuple[str, str] | None:
    """Of two columns without usual names, that of the larger pictures is that of the good ones; None where none of the
    first pairs can be read, or they are of one size."""
    for _, cells in table.rows[:LOOKED_AT]:
        try:
            one, other = (min(picture_size(path.parent / cell)) for cell in cells[:2])
        except (PictureError, ValueError):
            continue
        if one != other:
            first, second = table.columns
            return (first, second) if one > other else (second, first)
    return None


def _beside(path: Path, stem: str) -> Path | None:
    """A picture with that stem in the same folder as `path`; one with the same suffix is preferred."""
    for suffix in (path.suffix, *sorted(EXTENSIONS)):
        candidate = path.with_name(stem + suffix)
        if os.path.isfile(candidate):  # noqa: PTH113
            return candidate
    return None


def _first(items: Iterator[Any], count: int) -> list[Any]:
    return [item for item, _ in zip(items, range(count), strict=False)]
