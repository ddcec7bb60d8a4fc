"""Remembers which pictures still wait, so that neither a crash nor a closed window loses any of them."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

from msgspec import Meta
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.kit.words import tr
from app.kit.work import Worker
from app.queue.items import ACTIVE, Item
from app.queue.model import QueueModel
from core.errors import SettingsError
from core.finishing.strokes import Marks
from core.images.framing import AS_IT_IS, Framing
from core.jobs import SampleSettings
from core.storage import records
from core.storage.atomic import OWNER_ONLY, write_atomically
from core.storage.paths import from_hex, to_hex

log = logging.getLogger(__name__)

SOON_MS = 1000
ROWS_A_MS = 2  # a long queue is written less often


@dataclass(frozen=True)
class Waiting:
    """A picture whose turn had not come, with the settings it was to be enlarged with."""

    path: Path
    base: Path | None
    settings: SampleSettings
    framing: Framing = AS_IT_IS  # how it was cropped and turned
    marks: Marks | None = None  # what was to be filled in
    anew: bool = False  # even if a result with the same settings lies there
    watched: bool = False  # it came into a watched folder


class QueueMemory(QObject):
    """Keeps a JSON file of the waiting pictures: written in a worker soon after a change, deleted once none waits."""

    offered = Signal()
    notKeptSafe = Signal(str)  # a sentence: the file cannot be written

    def __init__(self, folder: Path, model: QueueModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = folder / "queue" / "waiting.json"
        self._model = model
        self._worker = Worker(self)
        self._written = self._path.exists()
        self._told = False  # that it cannot be written, since it was the last time
        self.found: list[Waiting] = []  # of the last run, until the person has decided about them
        self.away: list[Waiting] = []  # likewise, but they cannot be reached: a drive may come back
        self.looked = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.write)
        model.summaryChanged.connect(self._on_changed)

    def look(self, *, offer: bool = True) -> None:
        """Find out what the last run left waiting; `offered` follows if there is anything. Without `offer` it is only
        kept for the next start, with what waits then."""
        self._worker.start(lambda: _read(self._path), lambda waiting: self._on_read(waiting, offer))

    def _on_read(self, waiting: tuple[list[Waiting], list[Waiting]], offer: bool) -> None:
        self.found, self.away = waiting
        self.looked = True
        if offer and any(waiting):
            self.offered.emit()

    def take_up(self) -> list[Waiting]:
        """The person wants the pictures that were found: return them. Those that cannot be reached stay for later."""
        found, self.found = self.found, []
        self._on_changed()
        return found

    def forget(self) -> None:
        """The person does not want them: never offer them again."""
        self.found, self.away = [], []
        self._on_changed()

    def finish(self, timeout_ms: int) -> bool:
        """Write the file as things are now, and wait for it. False if it took too long."""
        self._timer.stop()
        self.write()
        return self._worker.finish(timeout_ms)

    @Slot()
    def _on_changed(self) -> None:
        if not self._timer.isActive():
            self._timer.start(SOON_MS + len(self._model) // ROWS_A_MS)

    @Slot()
    def write(self) -> None:
        if not self.looked:  # what is there has not been read yet
            self._on_changed()
            return
        # Only the list is made here, which may have a hundred thousand rows; the worker does the rest.
        items = [i for i in self._model if i.state in ACTIVE and i.source is not None and _is_kept(i)]
        left = [*self.found, *self.away]
        if items or left:
            self._written = True
            work = partial(_write, self._path, chain(left, chain.from_iterable(map(_waiting, items))))
        elif self._written:
            self._written = False
            work = partial(self._path.unlink, missing_ok=True)
        else:
            return
        self._worker.start(work, self._on_written, self._on_not_written)

    def _on_written(self, _: object) -> None:
        self._told = False

    def _on_not_written(self, error: Exception) -> None:
        """Said once, though it is tried again and again."""
        log.warning("What waits could not be kept safe", exc_info=error)
        if not self._told:
            self._told = True
            text = tr("Which pictures still wait cannot be kept safe from a crash: {0}")
            self.notKeptSafe.emit(text.format(error))


def _read(path: Path) -> tuple[list[Waiting], list[Waiting]]:
    """The pictures that are there, and those that cannot be reached. A damaged file is passed over."""
    try:
        body = records.read(_Stored, path)
        marks, anew, watched = dict(body.marks), set(body.anew), set(body.watched)
        framings = dict(body.framings)
        settings = [SampleSettings.from_dict(each) for each in body.settings]
        entries = [
            replace(
                _from_row(row, settings),
                framing=framings.get(number, AS_IT_IS),
                marks=marks.get(number),
                anew=number in anew,
                watched=number in watched,
            )
            for number, row in enumerate(body.pictures)
        ]
    except FileNotFoundError:
        return [], []
    except (records.RecordError, SettingsError, ValueError, IndexError):
        log.warning("What waited last time cannot be read: %s", path, exc_info=True)
        records.set_aside(path)
        return [], []
    found: list[Waiting] = []
    away: list[Waiting] = []
    for entry in entries:
        (found if entry.path.is_file() else away).append(entry)
    return found, away


def _write(path: Path, waiting: Iterable[Waiting]) -> None:
    """Write line by line: encoding a long list in one go would hold the window up. A picture that was found, and has
    been added by hand since with the same settings, is one picture."""
    numbers: dict[SampleSettings, int] = {}
    rows: dict[str, int] = {}
    lines, marks, framings, anew, watched = [], [], [], [], []
    for w in waiting:
        path_hex, base_hex = to_hex(w.path), "" if w.base is None else to_hex(w.base)
        line = json.dumps([path_hex, base_hex, numbers.setdefault(w.settings, len(numbers))])
        key = f"{path_hex} {numbers[w.settings]} {w.framing} {w.marks or ''}"
        if key not in rows:
            lines.append(line)
            if w.framing.changes:
                framings.append([len(rows), asdict(w.framing)])
            if w.marks is not None:
                marks.append([len(rows), asdict(w.marks)])
        row = rows.setdefault(key, len(rows))
        if w.anew:
            anew.append(row)
        if w.watched:
            watched.append(row)
    settings = json.dumps([settings.to_dict() for settings in numbers])
    drawn = f'"marks": {json.dumps(marks)}, "framings": {json.dumps(framings)}'
    others = f'"settings": {settings}, {drawn}, "anew": {anew}, "watched": {watched}'
    text = f'{{{others}, "pictures": [\n{",".join(lines)}]}}'
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, text.encode(), overwrite=True, mode=OWNER_ONLY)


def _waiting(item: Item) -> list[Waiting]:
    """A picture once for each result that is still to be made of it: of one model the newest that was wished."""
    assert item.source is not None
    wished = list(item.following)
    own = item.settings or SampleSettings()
    if item.into is None and own.model not in {settings.model for settings in wished}:
        wished.insert(0, own)
    of_item = item.framing, item.marks, item.anew, item.watched
    return [Waiting(item.source, item.base, settings, *of_item) for settings in wished]


def _is_kept(item: Item) -> bool:
    """What all frames go into is not remembered."""
    return item.into is None or bool(item.following)


@dataclass(frozen=True)
class _Stored:
    """The file: each row is (path, base, number of its settings), the first two in hexadecimal digits."""

    settings: list[dict[str, Any]]  # as SampleSettings writes them
    pictures: list[tuple[str, str, Annotated[int, Meta(ge=0)]]]
    marks: list[tuple[int, Marks]] = field(default_factory=list)  # (number of a row, what is marked)
    framings: list[tuple[int, Framing]] = field(default_factory=list)  # likewise, of those that are framed
    anew: list[int] = field(default_factory=list)  # numbers of rows
    watched: list[int] = field(default_factory=list)  # likewise


def _from_row(row: tuple[str, str, int], settings: list[SampleSettings]) -> Waiting:
    """Raises ValueError for a row without a path, IndexError for settings that are not there."""
    path, base, number = row
    if not path:
        raise ValueError("a picture without a name")
    return Waiting(from_hex(path), from_hex(base) if base else None, settings[number])
