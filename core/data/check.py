"""Checks training pictures before a run and says, file by file, what is wrong with them. Free of torch."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.data.dataset import Dataset, Item
from core.data.duplicates import Groups, look_alike, same_bytes, thumbnail
from core.data.pair_checks import PairFacts, compare, fits
from core.data.source import DataSource, Entry, relative
from core.data.split import split
from core.errors import PictureError, TrainingError
from core.images.color import seen
from core.images.files import read_picture
from core.images.header import picture_size
from core.images.results import ResultNames
from core.images.softness import reduction_of
from core.jobs import CancelToken
from core.storage.paths import display_name, display_path

DEEP = 2000  # at most so many files are opened; of the others only the headers are read
SMALLEST = 64  # pixels; a good picture with a smaller side is left out
ENOUGH = 20  # pictures from which on a training pays
SMALL = 9.95  # megapixels; less is said with two digits that count
COLOUR_LIMIT = 3.0  # difference in levels of 8 bits that is reported
KINDS = (
    "unreadable",
    "partner",
    "made",
    "too_small",
    "size",
    "other",
    "duplicate",
    "shift",
    "colour",
    "soft",
)
TITLES = {
    "unreadable": "unreadable",
    "partner": "without a partner",
    "made": "made by this program",
    "too_small": "too small",
    "size": "not matching the model's scale",
    "other": "showing something else than the partner",
    "duplicate": "there twice",
    "shift": "shifted against the partner",
    "colour": "differing in colour or brightness from the partner",
    "soft": "soft for its size",
}
MIXED_UP = "In most pairs the two show different things: the names of one side may be off by one."

Tick = Callable[[int, int], None]
"""progress(done, total) is called after every file, in the thread that checks."""


@dataclass(frozen=True)
class Finding:
    """What was found about one file. If it is `left_out` it is not used; else it is only worth knowing."""

    kind: str  # one of KINDS
    file: str  # relative to the source's folder, or absolute
    message: str  # a sentence
    left_out: bool
    shift: tuple[int, int] = (0, 0)  # of kind "shift": the shift that can be corrected, in HQ pixels
    other: str = ""  # of kind "duplicate": the file that is kept


@dataclass(frozen=True)
class Report:
    """The result of a check. `items` can be used. Items with the same number in `groups` show the same picture, so they
    must stay on the same side when training and validation pictures are divided."""

    source: DataSource
    scale: int
    items: tuple[Item, ...]
    groups: tuple[int, ...]
    findings: tuple[Finding, ...]
    examined: int  # files that were opened, not only listed
    total: int

    @property
    def usable(self) -> int:
        """How many pictures or pairs can be used."""
        return len(self.items)

    @property
    def megapixels(self) -> float:
        """Millions of pixels of all good pictures that can be used."""
        return sum(i.width * i.height for i in self.items) / 1e6

    @property
    def few(self) -> bool:
        """Whether a training may begin, but with fewer pictures than it pays with."""
        return 1 < self.usable < ENOUGH

    def counts(self, *, left_out: bool | None = None) -> dict[str, int]:
        """How many findings of each kind, in the order of KINDS; kinds without any are left out. With `left_out` only
        those of files that are, or are not, left out."""
        found = Counter(f.kind for f in self.findings if left_out in (None, f.left_out))
        return {kind: found[kind] for kind in KINDS if found[kind]}

    @property
    def mixed_up(self) -> bool:
        """Whether most pairs that were looked at show two different things."""
        return 2 * self.counts().get("other", 0) > self.examined

    def summary(self) -> str:
        """A paragraph for people."""
        what = "pairs" if self.source.paired else "pictures"
        size = self.megapixels
        size_text = f"{size:.2g}" if size < SMALL else f"{size:,.0f}"
        parts = [f"{self.usable:,} of {self.total:,} {what} can be used ({size_text} megapixels)."]
        for title, left_out in (("Left out", True), ("Used all the same", False)):
            counts = self.counts(left_out=left_out).items()
            if counts:
                parts.append(f"{title}: {', '.join(f'{count:,} {TITLES[kind]}' for kind, count in counts)}.")
        if self.examined < self.total:
            parts.append(f"{self.examined:,} were looked at closely, the others by their headers.")
        if self.mixed_up:
            parts.append(MIXED_UP)
        if self.few:
            parts.append(f"That is few: a training pays from about {ENOUGH} on.")
        return " ".join(parts)

    def problem(self) -> str:
        """A sentence why no run can start with these pictures; "" if one can."""
        if not self.total:
            return f"There are no pictures in {display_name(self.source.path)}."
        if not self.items:
            more = f" {MIXED_UP}" if self.mixed_up else ""
            return f"None of the {self.total:,} files can be used: {self.findings[0].message}{more}"
        if len(set(self.groups)) < 2:
            return (
                "There is only one picture to learn from. Two different ones are needed at least: one to learn from "
                "and one to judge the result by."
            )
        return ""

    def dataset(self, *, correct_shifts: bool = True, share: float = 0.1, seed: int = 0) -> Dataset:
        """The items divided into training and validation pictures; a share of them is held out.

        Raises TrainingError with `problem` if there is one.
        """
        problem = self.problem()
        if problem:
            raise TrainingError(problem)
        items = self.items if correct_shifts else tuple(_unshifted(i) for i in self.items)
        train, validation = split(items, self.groups, share=share, seed=seed)
        return Dataset(str(self.source.folder), self.scale, train, validation)


def check_dataset(
    source: DataSource,
    *,
    scale: int,
    progress: Tick = lambda done, total: None,
    cancel: CancelToken | None = None,
    deep: int = DEEP,
) -> Report:
    """Opens the pictures and compares pairs. Of more than `deep` pictures, that many evenly spread ones are opened.

    It takes seconds to minutes, so it is meant for a worker thread. Raises SettingsError if the source does not exist,
    and Cancelled.
    """
    cancel = cancel or CancelToken()
    entries = []
    for entry in source.entries():
        cancel.raise_if_cancelled()
        entries.append(entry)
    closely = _spread(len(entries), deep)
    work = _Checker(source, scale)
    for done, (index, facts) in enumerate(_each(entries, closely, scale, cancel), start=1):
        cancel.raise_if_cancelled()
        work.take(index, entries[index], facts)
        progress(done, len(entries))
    return work.report(entries, len(closely), cancel)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What was seen of one entry."""

    size: tuple[int, int] = (0, 0)  # of the good picture, width and height
    lq_size: tuple[int, int] = (0, 0)
    thumb: np.ndarray | None = None
    pair: PairFacts | None = None
    reduction: float = 1.0  # that would take nothing from the good picture, see core.images.softness
    made: bool = False  # by this program
    error: str = ""
    unread: Path | None = None  # the file that the error is about


class _Checker:
    """Turns facts into findings and usable items."""

    def __init__(self, source: DataSource, scale: int) -> None:
        self.source, self.scale = source, scale
        self.findings: list[Finding] = []
        self.items: dict[int, Item] = {}
        self.thumbs: dict[int, np.ndarray] = {}

    def take(self, index: int, entry: Entry, facts: _Facts) -> None:
        reason = self._refusal(entry, facts)
        if reason:
            self.findings.append(Finding(reason[0], entry.name, reason[1], left_out=True))
            return
        shift = self._pair_findings(entry, facts.pair) if facts.pair else (0, 0)
        if facts.reduction < 1:
            message = (
                f"{display_path(entry.name)} is softer than its size: {1 / facts.reduction:.0f} times smaller it would "
                "show as much."
            )
            self.findings.append(Finding("soft", entry.name, message, left_out=False))
        folder = self.source.folder
        lq = relative(entry.lq, folder) if entry.lq else ""
        self.items[index] = Item(relative(entry.hq, folder), lq, *facts.size, shift)
        if facts.thumb is not None:
            self.thumbs[index] = facts.thumb

    def _refusal(self, entry: Entry, facts: _Facts) -> tuple[str, str] | None:
        if entry.problem:
            return "partner", f"{display_path(entry.name)} {entry.problem}."
        if facts.error:
            assert facts.unread is not None
            shown = display_path(relative(facts.unread, self.source.folder))
            return "unreadable", facts.error.replace(display_name(facts.unread), shown, 1)
        if facts.made:
            return (
                "made",
                f"{display_path(entry.name)} was made by this program: nothing is to be learnt from it.",
            )
        width, height = facts.size
        if entry.lq is not None and min(facts.lq_size) > min(facts.size):
            w, h = facts.lq_size
            return "size", (
                f"{display_path(entry.name)} has {width} x {height} pixels and its partner, the poor one, has more, "
                f"{w} x {h}: are the two sides swapped?"
            )
        if min(facts.size) < SMALLEST:
            return "too_small", (
                f"{display_path(entry.name)} has {width} x {height} pixels; {SMALLEST} x {SMALLEST} are needed."
            )
        if entry.lq is None or fits(facts.size, facts.lq_size, self.scale):
            return None if facts.pair is None or facts.pair.same else self._something_else(entry)
        w, h = facts.lq_size
        ratio = width / max(1, w)
        says = (
            f"the pair's scale is {ratio:.3g}, the model's {self.scale}"
            if abs(ratio - self.scale) > 0.05
            else ""
        )
        wanted = f"{w * self.scale} x {h * self.scale} would fit"
        return "size", (
            f"{display_path(entry.name)} has {width} x {height} pixels and its partner {w} x {h}: {says or wanted}."
        )

    def _something_else(self, entry: Entry) -> tuple[str, str]:
        assert entry.lq is not None
        partner = display_path(relative(entry.lq, self.source.folder))
        return "other", f"{display_path(entry.name)} shows something else than its partner, {partner}."

    def _pair_findings(self, entry: Entry, pair: PairFacts) -> tuple[int, int]:
        shown = display_path(entry.name)
        if pair.shift != (0, 0):
            dx, dy = pair.shift
            message = f"The partner of {shown} is shifted by {dx} pixels across and {dy} down; this can be corrected."
            self.findings.append(Finding("shift", entry.name, message, left_out=False, shift=pair.shift))
        if max(abs(c) for c in pair.colour) > COLOUR_LIMIT:
            red, green, blue = pair.colour
            message = (
                f"The partner of {shown} is off in colour by {red:+.0f}, {green:+.0f}, {blue:+.0f} (of 255)."
            )
            self.findings.append(Finding("colour", entry.name, message, left_out=False))
        return pair.shift

    def report(self, entries: list[Entry], examined: int, cancel: CancelToken) -> Report:
        groups, poor = Groups(len(entries)), Groups(len(entries))
        for side, paths in ((groups, [e.hq for e in entries]), (poor, [e.lq for e in entries])):
            for i, j in same_bytes([path if k in self.items else None for k, path in enumerate(paths)]):
                cancel.raise_if_cancelled()
                side.join(i, j)
        repeated: set[int] = set()
        first: dict[tuple[int, int], int] = {}
        for j in sorted(self.items):
            i = groups.find(j)
            earlier = first.setdefault((i, poor.find(j) if self.source.paired else 0), j)
            if earlier != j:
                repeated.add(j)
                self._duplicate(entries[j], entries[earlier], "holds the same bytes as", left_out=True)
            elif i != j:  # a pair with another poor picture
                self._duplicate(entries[j], entries[i], "holds the same bytes as", left_out=False)
        for i, j in look_alike(self.thumbs):
            if groups.find(i) != groups.find(j):
                self._duplicate(entries[j], entries[i], "shows the same picture as", left_out=False)
            groups.join(i, j)
        kept = [i for i in sorted(self.items) if i not in repeated]
        order = {kind: k for k, kind in enumerate(KINDS)}
        return Report(
            self.source,
            self.scale,
            tuple(self.items[i] for i in kept),
            tuple(groups.find(i) for i in kept),
            tuple(sorted(self.findings, key=lambda f: (order[f.kind], f.file))),
            examined,
            len(entries),
        )

    def _duplicate(self, entry: Entry, kept: Entry, how: str, *, left_out: bool) -> None:
        end = "" if left_out else "; the two are kept together"
        message = f"{display_path(entry.name)} {how} {display_path(kept.name)}{end}."
        self.findings.append(Finding("duplicate", entry.name, message, left_out=left_out, other=kept.name))


def _each(
    entries: list[Entry], closely: set[int], scale: int, cancel: CancelToken
) -> Iterator[tuple[int, _Facts]]:
    """(index, facts) of every entry in order. A few are made at the same time in threads, and no more held in
    memory."""
    with ThreadPoolExecutor(min(4, os.cpu_count() or 1), thread_name_prefix="check") as pool:
        ahead: list[tuple[int, Future[_Facts]]] = []
        try:
            for index, entry in enumerate(entries):
                ahead.append((index, pool.submit(_look, entry, index in closely, scale)))
                if len(ahead) >= 8:
                    first, future = ahead.pop(0)
                    yield first, future.result()
            for index, future in ahead:
                yield index, future.result()
        finally:
            pool.shutdown(cancel_futures=True)


def _look(entry: Entry, closely: bool, scale: int) -> _Facts:
    if entry.problem:
        return _Facts()
    if entry.lq is None and _is_made(entry.hq, closely):
        return _Facts(made=True)
    reading = entry.hq
    try:
        if not closely:
            size = picture_size(entry.hq)
            reading = entry.lq or entry.hq
            return _Facts(size, picture_size(entry.lq) if entry.lq else (0, 0))
        hq = read_picture(entry.hq)
        good = seen(hq)
        reading = entry.lq or entry.hq
        lq = read_picture(entry.lq) if entry.lq else None
    except PictureError as error:
        return _Facts(error=str(error), unread=reading)
    pair, lq_size = None, (0, 0)
    if lq is not None:
        lq_size = (lq.width, lq.height)
        if fits((hq.width, hq.height), lq_size, scale):
            pair = compare(good, seen(lq), scale)
    return _Facts((hq.width, hq.height), lq_size, thumbnail(good), pair, reduction_of(good))


def _is_made(path: Path, closely: bool) -> bool:
    """Whether a good picture is a result of this program, or one of those that a training has saved to be looked at."""
    folder = path.parent.parent if path.parent.name.startswith("iter-") else path.parent
    sample = folder.name == "samples" and os.path.isfile(folder.parent / "dataset.json")  # noqa: PTH113
    return sample or ResultNames().is_result(path, whatever_name=closely)


def _unshifted(item: Item) -> Item:
    return Item(item.hq, item.lq, item.width, item.height)


def _spread(count: int, wanted: int) -> set[int]:
    if count <= wanted:
        return set(range(count))
    return {int(i) for i in np.linspace(0, count - 1, wanted).round()}
