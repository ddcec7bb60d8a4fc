"""Offers the pictures that still waited when the program ended last time."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from app.kit.notice_bar import Notice, Notify
from app.kit.text import count_text
from app.queue.items import ACTIVE, Item
from app.queue.memory import QueueMemory, Waiting
from app.queue.model import QueueModel
from app.queue.runner import QueueRunner
from core.finishing.strokes import Marks, marks_in
from core.images.framing import Framing
from core.jobs import SampleSettings

_Row = tuple[Path, Path, Framing, Marks | None, bool, bool]


def _row(entry: Waiting) -> _Row:
    """What becomes one row: a picture may wait for several models."""
    base = entry.base or entry.path.parent
    return entry.path, base, entry.framing, entry.marks, entry.anew, entry.watched


def _can_have(row: Item, marks: Marks | None) -> bool:
    """Whether a row can get these marks: what it has itself is no other wish, as it is the same, or what its newest
    result was filled in by."""
    own, latest = row.marks, row.latest
    return own is None or marks in (None, own) or (latest is not None and own == marks_in(latest.written))


class Leftovers(QObject):
    """A notice with two answers. What is taken up is in the queue again when `takenUp` says so."""

    takenUp = Signal(object)  # list of items

    def __init__(
        self,
        memory: QueueMemory,
        model: QueueModel,
        runner: QueueRunner,
        notify: Notify,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._memory, self._model, self._runner, self._notify = memory, model, runner, notify
        memory.offered.connect(self._offer)

    @Slot()
    def _offer(self) -> None:
        found, away = {_row(w) for w in self._memory.found}, {_row(w) for w in self._memory.away}
        text = count_text(
            len(found | away),
            self.tr("1 picture was still to be enlarged when the program ended."),
            self.tr("{0} pictures were still to be enlarged when the program ended."),
        )
        if away:
            text += " " + count_text(
                len(away),
                self.tr("1 picture cannot be reached now; it is offered again at the next start."),
                self.tr("{0} pictures cannot be reached now; they are offered again at the next start."),
            )
        forget = (self.tr("Forget them"), self._memory.forget)
        actions = ((self.tr("Go on"), self._take_up), forget) if found else (forget,)
        self._notify(Notice(text, "warning", key="waiting", actions=actions, stays=True))

    def _take_up(self) -> None:
        """Put the pictures into the queue again, each with the settings it had, in the row that is there of it already,
        as for its unsaved results. All of them count as a batch that broke off: a result may have been saved before it
        was written down that its picture waits no more. With its own folder as its base, the results of a picture that
        was added alone go where they went."""
        there = self._model.by_picture()
        items: dict[_Row, Item] = {}
        added: list[Item] = []
        groups: dict[SampleSettings, list[Item]] = {}
        further: list[tuple[Item, SampleSettings]] = []
        for entry in self._memory.take_up():
            key = _row(entry)
            if key in items:
                further.append((items[key], entry.settings))
                continue
            path, base, framing, marks, anew, watched = key
            row = there.get((path, framing))
            if row is not None and _can_have(row, marks):
                del there[path, framing]  # another that waits is one of its own
                self._model.update(
                    row,
                    base=row.base or base,
                    marks=marks or row.marks,
                    anew=row.anew or anew,
                    watched=row.watched or watched,
                )
            else:
                row = Item(path=path, base=base, framing=framing, marks=marks, anew=anew, watched=watched)
                added.append(row)
            items[key] = row
            if row.state in ACTIVE:
                further.append((row, entry.settings))
            else:
                groups.setdefault(entry.settings, []).append(row)
        self._model.append(added)
        self.takenUp.emit(list(items.values()))
        for settings, group in groups.items():
            self._runner.enqueue(group, settings)
        for item, settings in further:
            self._runner.enqueue_too(item, settings)
