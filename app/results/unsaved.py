"""Offers the results that were not saved when the program ended last time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.kit.notice_bar import Notice, Notify
from app.kit.text import count_text
from app.kit.work import Worker
from app.queue.items import Item, Result, State
from app.queue.model import QueueModel
from app.results.session import KeptResult, Session
from core.finishing.finish import ENLARGEMENT, KAPPA, Finish
from core.finishing.strokes import marks_in
from core.images.framing import framing_in
from core.images.source import SOURCE, digest_of
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
        self._worker.start(lambda: items_of(found), lambda items: self._on_items(items, found))

    def _on_items(self, items: list[Item], found: list[KeptResult]) -> None:
        rows = self._into_rows(items)
        self.restored.emit(rows)
        decided = {kept.result_id: kept.finish for kept in found}
        lost = [i for i in items if any(r.finish != decided[r.result_id] for r in i.results)]
        if lost:
            one = self.tr(
                "1 result is without what was decided about it, as there is nothing to mix it with."
            )
            many = self.tr(
                "{0} results are without what was decided about them, as there is nothing to mix them with."
            )
            detail = "\n".join(item.name for item in lost)
            self._notify(Notice(count_text(len(lost), one, many), "warning", key="not mixed", detail=detail))

    def _into_rows(self, items: list[Item]) -> list[Item]:
        """Put what was found into the queue: into the row that is there of its picture already, as where that is to be
        enlarged once more, and with its results before those that have come since."""
        there = self._model.by_picture()
        rows, added = [], []
        for item in items:
            row = there.get((item.source, item.framing)) if item.source is not None else None
            rows.append(row or item)
            if row is None:
                added.append(item)
                continue
            for place, result in enumerate(item.results):
                self._model.add_result(row, result, at=place)
            state = State.DONE if row.state is State.READY else row.state
            self._model.update(row, marks=row.marks or item.marks, state=state)
        self._model.append(added)
        return rows

    def _discard(self) -> None:
        for kept in self.found:
            self._session.forget(kept.result_id)


def items_of(found: Iterable[KeptResult]) -> list[Item]:
    """Rows for results that were found again, oldest first: one for all of a picture. Reads the pictures' files, each
    once, to see whether they are still those that the results were made of."""
    digest = cache(digest_of)
    rows: dict[Path, Item] = {}
    items = []
    for kept in found:
        if kept.source is None or not _is_of(kept, kept.source, digest):
            items.append(_stand_in(kept))
            continue
        if kept.source not in rows:
            rows[kept.source] = Item(path=kept.source, state=State.DONE)
            items.append(rows[kept.source])
        row = rows[kept.source]
        row.results.append(_result(kept, _finish(kept)))
        framing = framing_in(kept.written)
        earlier = row.marks and row.marks.framed(row.framing, framing)
        row.marks, row.framing = marks_in(kept.written) or earlier, framing
    return items


def _is_of(kept: KeptResult, source: Path, digest: Callable[[Path], str]) -> bool:
    """Whether a result's picture is still there, and the same. A drive that does not answer counts as gone."""
    if not within(1.0, source.is_file, False):
        return False
    wanted = kept.written.get(SOURCE, "")
    return not wanted or digest(source) == wanted


def _stand_in(kept: KeptResult) -> Item:
    """A row in which a result is shown in its picture's place. Nothing is left to mix it with but the faithful picture
    of the model's own."""
    finish = _finish(kept)
    finish = replace(finish, keep_grain=False) if finish.faithful == KAPPA else Finish()
    home = kept.source.parent if kept.source else None
    return Item(
        path=kept.picture,
        title=kept.title or (kept.source.name if kept.source else ""),
        stands_in=True,
        folder=home if home and within(1.0, home.is_dir, False) else None,
        state=State.DONE,
        results=[_result(kept, finish)],
    )


def _finish(kept: KeptResult) -> Finish:
    """What was decided, as far as the faithful picture that it names has been kept."""
    own = kept.finish.faithful != KAPPA or kept.faithful is not None
    return kept.finish if own else replace(kept.finish, faithful=ENLARGEMENT)


def _result(kept: KeptResult, finish: Finish) -> Result:
    return Result(
        result_id=kept.result_id,
        settings=kept.settings,
        width=kept.width,
        height=kept.height,
        seconds=kept.seconds,
        written=kept.written,
        kept=kept.picture,
        finish=finish,
        faithful=kept.faithful,
    )
