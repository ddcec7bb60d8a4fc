"""Results that a person throws away: as long as the sentence about it stands, that can be taken back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot

from app.kit.notice_bar import Notice, Notify
from app.kit.text import count_text
from app.queue.items import Item, Result, State
from app.queue.model import QueueModel
from app.results.saving import Saver

KEY = "thrown away"


class Forgetting(QObject):
    """Memory and the session forget what was thrown away once it can no longer be taken back. Only results that were
    not saved are worth a sentence, and several rows at once."""

    takenBack = Signal(object)  # list of Item: their results are there again

    def __init__(
        self, model: QueueModel, saver: Saver, notify: Notify, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._model, self._saver, self._notify = model, saver, notify
        self._thrown: list[tuple[Item, Result]] = []
        self._rows: list[Item] = []  # that have left, with those results or without any
        saver.thrown = lambda: self._thrown
        self._place = 0  # among the results of its row, of one that was thrown away alone

    def throw_away_rows(self, rows: Sequence[Item]) -> None:
        """Rows that are no longer in the queue, with all their results."""
        self.throw_away([(item, result) for item in rows for result in item.results], rows=rows)

    def throw_away(
        self, thrown: Sequence[tuple[Item, Result]], *, place: int = 0, rows: Sequence[Item] = ()
    ) -> None:
        """Results whose rows are no longer in the queue; or one that was at that place among those of its row."""
        lost = sum(result.saved_as_it_is is None for _, result in thrown)
        if not lost and len(rows) < 2:
            for item, result in thrown:
                self._saver.discard(item, result)
            return
        self.forget()
        one = self.tr("1 result that was not saved has been discarded.")
        many = self.tr("{0} results that were not saved have been discarded.")
        told = [self.tr("{0} pictures removed.").format(len(rows))] if len(rows) > 1 else []
        told += [count_text(lost, one, many)] if lost else []
        undo = (self.tr("Undo"), self.take_back)
        # It takes the place of the sentence before, which is dismissed by that.
        self._notify(Notice(" ".join(told), key=KEY, actions=(undo,), dismissed=self.forget))
        self._thrown, self._place, self._rows = list(thrown), place, list(rows)

    @Slot()
    def forget(self) -> None:
        """It cannot be taken back any more."""
        thrown, self._thrown, self._rows = self._thrown, [], []
        for item, result in thrown:
            self._saver.discard(item, result)

    @Slot()
    def take_back(self) -> None:
        """Put the results, and rows that went with them, back into the queue."""
        thrown, self._thrown, gone, self._rows = self._thrown, [], self._rows, []
        items = gone or list(dict.fromkeys(item for item, _ in thrown))
        rows = [item for item in items if self._model.row(item) is None]
        left = set(rows)
        self._model.append(rows)
        for item, result in thrown:
            if result not in item.results:
                self._model.add_result(item, result, at=self._place)
            self._saver.keep_faithful(result)  # it may have arrived meanwhile
        # What a row waits for, or was stopped by, has nothing to do with the results that it has.
        self._model.update_many(rows, following=(), into=None)
        done = [i for i in items if i.results and (i in left or i.state is State.READY)]
        self._model.update_many(done, state=State.DONE)
        waiting = [item for item in rows if item.state is State.WAITING]
        self._model.update_many(waiting, state=State.READY)
        self.takenBack.emit(items)
