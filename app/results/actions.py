"""Saving, exporting and dragging out what a person points at, and what is said about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QPixmap
from PySide6.QtWidgets import QFileDialog, QWidget

from app.kit.notice_bar import Action, Notice, NoticeBar, Notify
from app.preferences.keeper import PreferencesKeeper
from app.queue.items import Item, Result
from app.results.export_run import ExportRun
from app.results.saving import Saver
from app.viewing.compare_bar import file_drag
from app.viewing.comparison import Comparison
from core.events import JobDone
from core.images.several import FRAMES
from core.presets import OutputPreferences
from core.storage.paths import display_name, display_path


@dataclass(frozen=True)
class _Unsaved:
    """A result that was to be saved by itself and could not be, and why."""

    item: Item
    result: Result
    text: str
    detail: str


class ResultActions(QObject):
    """`output` says how results are written at present; `items` are all rows of the queue. Of a picture of which
    `told_together` is true, the end of the queue says where its result was saved by itself."""

    def __init__(
        self,
        saver: Saver,
        comparison: Comparison,
        preferences: PreferencesKeeper,
        notices: NoticeBar,
        notify: Notify,
        *,
        output: Callable[[], OutputPreferences],
        items: Iterable[Item],
        told_together: Callable[[Item], bool],
        window: QWidget,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._saver, self._comparison, self._preferences = saver, comparison, preferences
        self._notices, self._notify = notices, notify
        self._output, self._items, self._window = output, items, window
        self._told_together = told_together
        self._asked: set[str] = set()  # ids of results on their way into a file that a person asked for
        self._unsaved: dict[str, _Unsaved] = {}  # by the ids of results, of which one notice tells
        saver.saved.connect(self._on_saved)
        saver.failed.connect(self._on_failed)
        saver.notKeptSafe.connect(self._on_not_kept_safe)

    # --- saving ---------------------------------------------------------------------------------------------

    @Slot()
    def save(self) -> None:
        """Save the result that is shown beside its picture."""
        item, result = self._comparison.item, self._comparison.result
        if item is not None and result is not None:
            self._asked.add(result.result_id)
            self._saver.save(item, result, self._output())

    @Slot()
    def save_shown_as(self) -> None:
        item, result = self._comparison.item, self._comparison.result
        if item is not None and result is not None:
            self.save_as(item, result)

    def save_as(self, item: Item, result: Result) -> None:
        from app.results.save_dialog import ask_where

        chosen = ask_where(
            self._window, item, result, self._output(), partial(self._saver.find_quality, item, result)
        )
        if chosen is not None:
            path, output = chosen
            self._asked.add(result.result_id)
            self._saver.save_as(item, result, path, output)

    @Slot(list)
    def save_items(self, items: list[Item], folder: Path | None = None) -> None:
        """Save the newest result of each, beside its picture or into `folder`."""
        self._save_together([(item, item.latest) for item in items if item.latest is not None], folder)

    def _save_together(self, results: list[tuple[Item, Result]], folder: Path | None) -> None:
        run = None
        if len(results) > 1 or folder is not None:
            run = ExportRun(folder, len(results))
            self._tell_export(run)
        else:
            self._asked.update(result.result_id for _, result in results)
        self._saver.save_all(results, self._output(), folder, run)

    @Slot()
    def export_all(self) -> None:
        if (folder := self._ask_folder(self.tr("Export all results into"))) is not None:
            self.export_into(folder)

    def _ask_folder(self, title: str) -> Path | None:
        name = QFileDialog.getExistingDirectory(self._window, title, self._preferences.value.last_folder)
        return Path(name) if name else None

    def export_into(self, folder: Path) -> None:
        self.save_items([item for item in self._items if item.results], folder)

    # --- dragging and folders -------------------------------------------------------------------------------

    def file_of(self, item: Item) -> Path | None:
        """A file of the picture's newest result, to be dragged out of the queue."""
        latest = item.latest
        return self._saver.file_for_dragging(item, latest, self._output()) if latest else None

    @Slot(str)
    def on_drag(self, result_id: str) -> None:
        item = self._comparison.item
        result = item.result(result_id) if item is not None else None
        if item is None or result is None:
            return
        path = self._saver.file_for_dragging(item, result, self._output())
        if path is None:
            text = self.tr("The result is still being written: please try again in a moment.")
            self._notify(Notice(text, "warning", key=text))
            return
        drag = file_drag(self._window, str(path))
        if item.thumbnail is not None:
            drag.setPixmap(QPixmap.fromImage(item.thumbnail))
        drag.exec(Qt.DropAction.CopyAction)

    @Slot(object)
    def show_file(self, item: Item) -> None:
        latest = item.latest
        path = (
            latest.saved.path if latest is not None and latest.saved is not None else item.made or item.source
        )
        if path is not None:
            self.show_folder(path.parent)

    @Slot(object)
    def show_folder(self, folder: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    # --- what is said ---------------------------------------------------------------------------------------

    @Slot(object, object, object)
    def _on_saved(self, item: Item, result: Result, run: ExportRun | None) -> None:
        saved = result.saved
        assert saved is not None
        for sentence in saved.lost:
            self._notify(Notice(f"{item.name}: {sentence}", key=sentence))
        if result.result_id in self._unsaved:
            self._tell_unsaved({key: one for key, one in self._unsaved.items() if key != result.result_id})
        if run is not None:
            self._note(run)
            return
        asked = result.result_id in self._asked
        self._asked.discard(result.result_id)
        if not asked and self._told_together(item):
            return
        path = saved.path
        show = (self.tr("Show in the folder"), lambda: self.show_folder(path.parent))
        text = self.tr("Saved as {0} in the folder {1}")
        text = text.format(display_name(path), display_path(path.parent))
        self._notify(Notice(text, key="saved", actions=(show,)))

    @Slot(object, object, str, str, object)
    def _on_failed(
        self, item: Item, result: Result, message: str, detail: str, run: ExportRun | None
    ) -> None:
        self._asked.discard(result.result_id)
        text = message if item.name in message else f"{item.name}: {message}"
        if run is not None:
            self._note(run, text)
        else:
            self._tell_unsaved({**self._unsaved, result.result_id: _Unsaved(item, result, text, detail)})

    @Slot(object, object)
    def on_frames_saved(self, item: Item, done: JobDone) -> None:
        """All frames or pages of a picture's file have been enlarged into one file."""
        for sentence in done.notices:
            self._notify(Notice(f"{item.name}: {sentence}", key=sentence))
        path = Path(str(done.output))
        show = (self.tr("Show in the folder"), lambda: self.show_folder(path.parent))
        # It may have taken long, so it stays until it is seen.
        whole = FRAMES in done.settings  # else the file has one picture by now
        text = self.tr("{0}: all of it saved as {1}") if whole else self.tr("{0}: saved as {1}")
        text = text.format(item.name, display_name(path))
        self._notify(Notice(text, key=f"frames {path}", actions=(show,)))

    def _tell_unsaved(self, unsaved: dict[str, _Unsaved]) -> None:
        """One notice for all results that were to be saved each by itself, and could not be. It stays until it is
        answered, or all have been saved."""
        self._notices.close_notice("save")
        self._unsaved = unsaved
        if not unsaved:
            return
        first, *others = unsaved.values()
        text, detail = first.text, first.detail
        elsewhere: Action = self.tr("Save elsewhere…"), partial(self.save_as, first.item, first.result)
        if others:
            text = self.tr("{0} results could not be saved.").format(len(unsaved))
            detail = "\n".join(one.text for one in unsaved.values())
            elsewhere = self.tr("Save them elsewhere…"), self._save_unsaved_elsewhere
        forget = unsaved.clear  # and not what has taken its place by then
        self._notify(
            Notice(text, "error", "save", detail, actions=(elsewhere,), stays=True, dismissed=forget)
        )

    def _save_unsaved_elsewhere(self) -> None:
        unsaved, folder = dict(self._unsaved), self._ask_folder(self.tr("Save results into"))
        # More may have failed while it was asked.
        if folder is None:  # the offer stands
            self._tell_unsaved({**unsaved, **self._unsaved})
            return
        self._tell_unsaved({key: one for key, one in self._unsaved.items() if key not in unsaved})
        there = [(one.item, one.result) for one in unsaved.values() if one.result in one.item.results]
        if there:
            self._save_together(there, folder)

    @Slot(str)
    def _on_not_kept_safe(self, reason: str) -> None:
        text = self.tr("Results cannot be kept safe from a crash, so save them soon: {0}")
        self._notify(Notice(text.format(reason), "warning", key="not kept safe"))

    def _note(self, run: ExportRun, failure: str = "") -> None:
        """One of many that were saved together: one notice for all, at their end."""
        run.note(failure)
        if run.over:
            self._tell_export(run)

    def _tell_export(self, export: ExportRun) -> None:
        folder = export.folder
        actions = () if folder is None else ((self.tr("Open folder"), lambda: self.show_folder(folder)),)
        level = "warning" if export.failures else "info"
        detail = "\n".join(export.failures)
        notice = Notice(export.sentence(), level, export.key, detail, actions, stays=bool(export.failures))
        self._notify(notice)
