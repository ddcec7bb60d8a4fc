"""Pictures of the watched folder leave it, each once all that was made of it is saved, if the person wants that."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.kit.failures import sentence_of
from app.kit.notice_bar import Notice, Notify
from app.kit.work import Worker
from app.preferences.keeper import PreferencesKeeper
from app.queue.folder_watch import FolderWatch
from app.queue.items import Item, Result, State
from app.queue.model import QueueModel
from core.events import JobDone
from core.images.moved import is_within, move_original
from core.images.source import SOURCE
from core.storage.paths import display_name, from_hex, to_hex

RETRY = 60.0  # seconds between two tries to move what could not be moved
PATIENCE = 30_000  # milliseconds, as for looks at the folder


Made = tuple[Path, str]
"""A file that something of a row went into, and the digest of what it was made of; "" where the file says that."""


@dataclass(frozen=True)
class _Stayed:
    """A row whose original could not be moved."""

    item: Item
    made: Made | None
    text: str  # which was said


class OriginalsAway(QObject):
    changed = Signal()  # `folder`

    def __init__(
        self,
        model: QueueModel,
        watch: FolderWatch,
        preferences: PreferencesKeeper,
        notify: Notify,
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._stayed: dict[str, _Stayed] = {}  # by the ids of the rows
        self._again = 0.0  # the time from which on these are tried again
        self._model, self._watch, self._preferences, self._notify = model, watch, preferences, notify
        self._under_way: set[str] = set()  # ids of rows
        self._worker = Worker(self, patience=PATIENCE)
        watch.looked.connect(self._try_again)

    @property
    def folder(self) -> Path | None:
        """Where originals go; None while they stay. It belongs to the folder that is watched."""
        try:
            folder = from_hex(self._preferences.value.watched_originals)
        except ValueError:
            return None
        return folder if folder.is_absolute() and self._watch.folder is not None else None

    def set_folder(self, folder: Path | None) -> None:
        """Move originals there from now on, or let them stay. A folder within the watched one is refused."""
        watched = self._watch.folder
        if folder is not None and watched is not None and is_within(folder, watched):
            text = self.tr("{0} lies in the watched folder, where originals would be taken for new pictures.")
            self._notify(Notice(text.format(display_name(folder)), "warning", key="originals"))
            folder = None
        self._preferences.value.watched_originals = "" if folder is None else to_hex(folder)
        self._preferences.touch()
        self.changed.emit()

    def stop(self, timeout_ms: int) -> bool:
        return self._worker.stop(timeout_ms)

    # --- rows -----------------------------------------------------------------------------------------------

    @Slot(object, object)
    def on_saved(self, item: Item, result: Result) -> None:
        """Once the window has had its turn: more may be on its way."""
        if item.watched and self.folder is not None:
            QTimer.singleShot(0, self, partial(self._consider, item))

    @Slot(object, object)
    def on_frames_saved(self, item: Item, done: JobDone) -> None:
        """A book, or all frames of an animation: one file, and no result."""
        if item.watched and done.output is not None and self.folder is not None:
            made = Path(done.output), str(done.settings.get(SOURCE, ""))
            QTimer.singleShot(0, self, partial(self._consider, item, made))

    @Slot(object, object)
    def on_found_done(self, item: Item, result: Path) -> None:
        """A result lies there from before: of an earlier run, which may have failed to move the original."""
        if item.watched and self.folder is not None:
            QTimer.singleShot(0, self, partial(self._consider, item, (result, "")))

    @Slot()
    def _try_again(self) -> None:
        """The drive or folder that they go to may be there by now."""
        if not self._stayed or self._clock() < self._again:
            return
        self._again = self._clock() + RETRY
        for stayed in list(self._stayed.values()):
            if self._model.row(stayed.item) is None:
                del self._stayed[stayed.item.item_id]
            else:
                self._consider(stayed.item, stayed.made)

    def _consider(self, item: Item, made: Made | None = None) -> None:
        """Move the original if nothing is to be done with it any more, and all that was made of it is in files."""
        folder, source, watched = self.folder, item.source, self._watch.folder
        results = [
            (r.saved.path, str(r.written.get(SOURCE, ""))) for r in item.results if r.saved is not None
        ]
        whole = len(results) == len(item.results) and item.picture is None
        done = item.is_done or (item.state is State.READY and item.done_before)
        at_rest = done and not item.following and not item.saving
        if folder is None or source is None or watched is None or not (whole and at_rest):
            return
        results += [] if made is None else [made]
        if not results or item.item_id in self._under_way or not source.is_relative_to(watched):
            return
        if any(row.state is State.RUNNING for row in self._rows_of(source)):  # it may not have been read yet
            return
        self._under_way.add(item.item_id)
        target = folder / source.parent.relative_to(watched)
        work = partial(move_original, source, target, results)
        self._worker.start(work, partial(self._on_moved, item, folder), partial(self._on_failed, item, made))

    def _on_moved(self, item: Item, folder: Path, moved: Path) -> None:
        """The row goes with its file, and so do others of that."""
        self._under_way.discard(item.item_id)
        self._stayed.pop(item.item_id, None)
        if item.path is None:
            return
        self._watch.forget(item.path)
        for row in {item, *self._rows_of(item.path)}:
            self._model.update(row, path=moved, base=None if row.base is None else folder)

    def _rows_of(self, source: Path) -> list[Item]:
        return [row for row in self._model if row.source == source]

    def _on_failed(self, item: Item, made: Made | None, error: Exception) -> None:
        self._under_way.discard(item.item_id)
        text = sentence_of(error, self.tr("{0} could not be moved away.").format(item.name))
        before = self._stayed.get(item.item_id)
        self._stayed[item.item_id] = _Stayed(item, made, text)
        if before is not None and before.text == text:
            return
        self._notify(Notice(text, "warning", key=f"original {item.item_id}"))
