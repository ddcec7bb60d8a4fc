"""Pictures of the watched folder leave it, each once all that was made of it is saved, if the person wants that."""

from __future__ import annotations

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

PATIENCE = 30_000  # milliseconds, as for looks at the folder


class OriginalsAway(QObject):
    changed = Signal()  # `folder`

    def __init__(
        self,
        model: QueueModel,
        watch: FolderWatch,
        preferences: PreferencesKeeper,
        notify: Notify,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._model, self._watch, self._preferences, self._notify = model, watch, preferences, notify
        self._under_way: set[str] = set()  # ids of rows
        self._worker = Worker(self, patience=PATIENCE)

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

    def _consider(self, item: Item, made: tuple[Path, str] | None = None) -> None:
        """Move the original if nothing is to be done with it any more, and all that was made of it is in files."""
        folder, source, watched = self.folder, item.source, self._watch.folder
        results = [
            (r.saved.path, str(r.written.get(SOURCE, ""))) for r in item.results if r.saved is not None
        ]
        whole = len(results) == len(item.results) and item.picture is None
        at_rest = item.state is State.DONE and not item.following and not item.saving
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
        self._worker.start(work, partial(self._on_moved, item, folder), partial(self._on_failed, item))

    def _on_moved(self, item: Item, folder: Path, moved: Path) -> None:
        """The row goes with its file, and so do others of that."""
        self._under_way.discard(item.item_id)
        if item.path is None:
            return
        self._watch.forget(item.path)
        for row in {item, *self._rows_of(item.path)}:
            self._model.update(row, path=moved, base=None if row.base is None else folder)

    def _rows_of(self, source: Path) -> list[Item]:
        return [row for row in self._model if row.source == source]

    def _on_failed(self, item: Item, error: Exception) -> None:
        self._under_way.discard(item.item_id)
        text = sentence_of(error, self.tr("{0} could not be moved away.").format(item.name))
        self._notify(Notice(text, "warning", key=f"original {item.item_id}"))
