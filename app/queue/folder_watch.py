"""The watched folder: pictures that come into it are put into the queue by themselves."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.kit.notice_bar import Notice, Notify
from app.kit.text import whole_text
from app.kit.work import Worker
from app.preferences.keeper import PreferencesKeeper
from app.queue.intake import CHUNK, Intake
from app.queue.items import ACTIVE, Item, Result, State
from app.queue.model import QueueModel
from core.events import JobDone
from core.images.results import ResultNames
from core.images.watched import EVERY, Look, Watched, pause_after
from core.storage.paths import display_name, from_hex, to_hex

PATIENCE = 30_000  # milliseconds that a look may take until it is said that the folder does not answer

KEY = "watch"  # of the question about a folder

Pictures = list[tuple[Path, Path]]  # each with the watched folder


class FolderWatch(QObject):
    """Looks into one folder in a worker, one look after the other, for as long as the person wants. What lies there at
    the beginning stays as it is, unless that is wished."""

    arrived = Signal(object)  # list of items, in the queue's list already: to be enlarged
    failed = Signal(object)  # Item that came by itself and could not be enlarged
    triedAgain = Signal(object)  # Item that had failed
    changed = Signal()  # `folder` or `away`
    looked = Signal()  # the folder could be reached

    def __init__(
        self,
        model: QueueModel,
        intake: Intake,
        preferences: PreferencesKeeper,
        notify: Notify,
        parent: QObject | None = None,
        *,
        close_notice: Callable[[str], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._model, self._intake = model, intake
        self._preferences, self._notify, self._clock = preferences, notify, clock
        self._close_notice = close_notice
        self.folder: Path | None = None
        self.away = False  # it cannot be reached, or does not answer
        self._watched: Watched | None = None
        self._saved: deque[Path] = deque()  # results, until the worker has taken them over into
        self._ours: set[str] = set()
        self._failed: dict[str, Path] = {}  # rows that have failed, by their ids
        self._failed_now: list[Path] = []
        self._worker = Worker(self, patience=PATIENCE)
        self._worker.stalled.connect(self._on_stalled)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)
        model.itemsChanged.connect(self._on_items_changed)

    # --- asked by the person --------------------------------------------------------------------------------

    def offer(self) -> None:
        """Ask whether the folder shall be watched again that was when the program ended."""
        try:
            folder = from_hex(self._preferences.value.watched_folder)
        except ValueError:
            return
        if not folder.is_absolute():
            return
        text = self.tr("{0} was watched when the program ended.").format(display_name(folder))
        again = (self.tr("Watch it again"), partial(self.watch, folder))
        forget = (self.tr("No longer"), self.leave)
        self._notify(Notice(text, key=KEY, actions=(again, forget), stays=True))

    @Slot(Path)
    def watch(self, folder: Path) -> None:
        """Watch this folder and all below it, and no other one any more."""
        self._set(folder)
        names = ResultNames(self._intake.template())

        def is_result(path: Path, _: Path) -> bool:
            """By what is written in it; and of those without, what this window has saved."""
            while self._saved:
                self._ours.add(_itself(self._saved.popleft()))
            return _itself(path) in self._ours or names.is_result(path, whatever_name=True)

        watched = self._watched = Watched([folder], is_result)

        def begin() -> Pictures:
            return [(path, root) for path, root in watched.begin() if not names.is_result(path)]

        self._worker.start(begin, partial(self._on_begun, watched), partial(self._on_failed, watched))

    @Slot()
    def leave(self) -> None:
        """Watch no longer. What waits in the queue is enlarged."""
        self._watched = None
        self._timer.stop()
        self._set(None)

    def _set(self, folder: Path | None) -> None:
        self._timer.stop()
        self.folder, self.away = folder, False
        self._close_notice(KEY)  # it asked about another folder
        named = "" if folder is None else to_hex(folder)
        if named != self._preferences.value.watched_folder:  # where originals go was said for the other one
            self._preferences.value.watched_originals = ""
        self._preferences.value.watched_folder = named
        self._preferences.touch()
        self.changed.emit()

    def forget(self, path: Path) -> None:
        """A picture has left the folder. If the same comes again, it is taken again."""
        self._failed_now.append(path)

    def stop(self, timeout_ms: int) -> bool:
        """At the end of the program: the next start offers to watch again."""
        self._watched = None
        self._timer.stop()
        return self._worker.stop(timeout_ms)

    # --- looking --------------------------------------------------------------------------------------------

    @Slot()
    def look(self) -> None:
        """Look now; the next look follows some seconds after the end of this one."""
        watched = self._watched
        if watched is None:
            return
        failed, self._failed_now = self._failed_now, []

        def work() -> Look:
            for path in failed:
                watched.failed(path)
            return watched.look()

        began = self._clock()
        self._worker.start(work, partial(self._on_looked, watched, began), partial(self._on_failed, watched))

    def _on_begun(self, watched: Watched, pictures: Pictures) -> None:
        if watched is not self._watched:
            return
        self._set_away(False)
        if (pictures := self._without_rows(pictures)) and self.folder is not None:
            name, count = display_name(self.folder), len(pictures)
            one = self.tr("1 picture lies in {0} already. It stays as it is.")
            many = self.tr("{1} pictures lie in {0} already. They stay as they are.")
            text = one.format(name) if count == 1 else many.format(name, whole_text(count))
            too = (self.tr("Enlarge as well"), lambda: self._take(self._without_rows(pictures)))
            self._notify(Notice(text, key=KEY, actions=(too,)))
        self._timer.start(round(1000 * EVERY))

    def _on_looked(self, watched: Watched, began: float, look: Look) -> None:
        if watched is not self._watched:
            return
        self._set_away(bool(look.away))
        for refused in look.refused:
            self._notify(Notice(refused.reason, "warning", key=refused.path))
        if look.pictures:
            self._take(look.pictures)
        if not look.away:
            self.looked.emit()
        self._timer.start(round(1000 * pause_after(self._clock() - began)))

    def _on_failed(self, watched: Watched, error: Exception) -> None:
        if watched is self._watched:
            self._set_away(True)
            self._timer.start(round(1000 * EVERY))

    @Slot()
    def _on_stalled(self) -> None:
        self._set_away(self._watched is not None)

    def _set_away(self, away: bool) -> None:
        if away != self.away:
            self.away = away
            self.changed.emit()

    # --- rows -----------------------------------------------------------------------------------------------

    def _without_rows(self, pictures: Pictures) -> Pictures:
        """Those that are not in the queue already: the last run may have left them, or a person brought them."""
        there = {item.path for item in self._model if item.state in ACTIVE}
        return [(path, root) for path, root in pictures if path not in there]

    def _take(self, pictures: Pictures) -> None:
        """Put pictures into the queue. One that waits there is read when its turn comes; one that failed is done in its
        row. The window has a turn between the parts of many."""
        now, later = pictures[:CHUNK], pictures[CHUNK:]
        rows = {item.path: item for item in self._model if item.watched and item.path is not None}
        again, new = list[Item](), list[Item]()
        for path, root in now:
            there = rows.get(path)
            if there is not None and there.state is State.FAILED and not there.results:
                again.append(there)
            elif there is None or there.state is not State.WAITING:
                new.append(Item(path=path, base=root, watched=True))
        if new:
            self._intake.add_items(new)
        if again or new:
            self.arrived.emit([*again, *new])
        if later:
            QTimer.singleShot(0, self, partial(self._take, later))

    @Slot(object)
    def _on_items_changed(self, items: list[Item]) -> None:
        for item in items:
            if not item.watched or item.path is None:
                continue
            if item.state is not State.FAILED:
                if self._failed.pop(item.item_id, None) is not None:
                    self.triedAgain.emit(item)
            elif item.item_id not in self._failed:
                self._failed[item.item_id] = item.path
                self._failed_now.append(item.path)
                self.failed.emit(item)

    @Slot(object, object)
    def on_saved(self, item: Item, result: Result) -> None:
        """A result was saved: where nothing is written in its file, it is known by its place."""
        if result.saved is not None and self.folder is not None:
            self._saved.append(result.saved.path)

    @Slot(object, object)
    def on_frames_saved(self, item: Item, done: JobDone) -> None:
        if done.output is not None and self.folder is not None:
            self._saved.append(Path(done.output))


def _itself(path: Path) -> str:
    return os.path.normcase(os.path.realpath(path))
