"""Offers the results that were not saved when the program ended last time."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.kit.notice_bar import Notice, Notify
from app.kit.text import count_text
from app.kit.work import Worker
from app.queue.items import Item, Result, State
from app.queue.model import QueueModel
from app.results.session import KeptResult, Session
from core.finishing.strokes import marks_in
from core.storage.patience import within


class Unsaved(QObject):
    """A notice with two answers. What is shown again is in the queue when `restored` says so."""

    restored = Signal(object)  # list of items

    def __init__(
        self, session: Session, model: QueueModel, notify: Notify, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._model, self._notify = session, model, notify
        self.found: list[KeptResult] = []
        self._worker = Worker(self)  # where a result's picture lies there may be no answer

    def offer(self) -> None:
        self.found = self._session.found()
        self._session.tidy()
        if not self.found:
            return
        text = count_text(
            len(self.found),
            self.tr("1 result from last time has not been saved."),
            self.tr("{0} results from last time have not been saved."),
        )
        actions = ((self.tr("Show them"), self._restore), (self.tr("Discard"), self._discard))
        self._notify(Notice(text, "warning", key="unsaved", actions=actions, stays=True))

    def _restore(self) -> None:
        found = list(self.found)
        self._worker.start(lambda: [_item_of(kept) for kept in found], self._on_items)

    def _on_items(self, items: list[Item]) -> None:
        self._model.append(items)
        self.restored.emit(items)

    def _discard(self) -> None:
        for kept in self.found:
            self._session.forget(kept.result_id)


def _item_of(kept: KeptResult) -> Item:
    """A row for a result that was found again; without its picture's file the result is shown in its place."""
    # A drive that does not answer counts as gone.
    source = kept.source if kept.source and within(1.0, kept.source.is_file, False) else None
    result = Result(
        result_id=kept.result_id,
        settings=kept.settings,
        width=kept.width,
        height=kept.height,
        seconds=kept.seconds,
        written=kept.written,
        kept=kept.picture,
        finish=kept.finish,
        faithful=kept.faithful,
    )
    home = kept.source.parent if kept.source else None
    title = kept.title or (kept.source.name if kept.source else "")
    return Item(
        path=source or kept.picture,
        title="" if source else title,
        stands_in=source is None,
        folder=home if source is None and home and within(1.0, home.is_dir, False) else None,
        state=State.DONE,
        results=[result],
        marks=marks_in(kept.written) if source else None,
    )
