"""Opening, saving, exporting and dragging out, with the dialogs that belong to it."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QPixmap
from PySide6.QtWidgets import QFileDialog, QSystemTrayIcon

from app.kit.notice_bar import Notice
from app.kit.text import count_text
from app.preferences.preferences import OutputPreferences
from app.queue.items import Item, Result, State
from app.results.export_run import ExportRun
from app.results.session import KeptResult
from app.viewing.compare_bar import file_drag
from core.jobs import SampleSettings

if TYPE_CHECKING:
    from app.shell.studio import Studio

log = logging.getLogger(__name__)

OPEN_SUFFIXES = "*.png *.jpg *.jpeg *.jfif *.webp *.tif *.tiff *.bmp *.gif *.avif"


class FileDesk(QObject):
    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        self._window = studio.window
        self._exports: list[ExportRun] = []
        self._tray: QSystemTrayIcon | None = None
        self.follow_added = False  # show the first of what is added next
        actions, picture = studio.window.actions_, studio.window.picture
        actions.open.triggered.connect(self.open_files)
        actions.open_folder.triggered.connect(self.open_folder)
        actions.paste.triggered.connect(self.paste)
        actions.save.triggered.connect(self.save)
        actions.save_as.triggered.connect(self.save_shown_as)
        actions.export_all.triggered.connect(self.export_all)
        picture.openClicked.connect(self.open_files)
        picture.sampleClicked.connect(self._on_sample)
        picture.bar.dragWanted.connect(self._on_drag)
        studio.window.queue.saveWanted.connect(self.save_items)
        studio.window.queue.showFileWanted.connect(self._on_show_file)
        studio.window.dropped.connect(self._on_dropped)
        studio.waiting.offered.connect(self._offer_waiting)

    # --- in -------------------------------------------------------------------------------------------------

    def add(self, paths: list[Path]) -> None:
        """Add pictures and folders and show the first."""
        self.follow_added = True
        self._window.show_page("upscale")
        self._studio.intake.add_paths(paths)

    @Slot(list)
    def on_other_start(self, paths: list[Path]) -> None:
        """The program was started once more: its files come here, and this window to the front."""
        if self._window.isMinimized():
            self._window.showNormal()
        self._window.raise_()
        self._window.activateWindow()
        if paths:
            self.add(paths)

    @Slot()
    def _on_dropped(self) -> None:
        self.follow_added = True

    @Slot(Path)
    def _on_sample(self, path: Path) -> None:
        self.add([path])

    @Slot()
    def open_files(self) -> None:
        pictures = self.tr("Pictures ({0})").format(OPEN_SUFFIXES)
        names, _ = QFileDialog.getOpenFileNames(
            self._window,
            self.tr("Open pictures"),
            self._last_folder,
            f"{pictures};;{self.tr('All files (*)')}",
        )
        if names:
            self._remember_folder(Path(names[0]).parent)
            self.add([Path(name) for name in names])

    @Slot()
    def open_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self._window, self.tr("Open a folder"), self._last_folder)
        if name:
            self._remember_folder(Path(name))
            self.add([Path(name)])

    @Slot()
    def paste(self) -> None:
        self.follow_added = True
        if not self._studio.intake.paste():
            self.follow_added = False
            self._studio.feedback.warn(self.tr("There is no picture in the clipboard."))

    @property
    def _last_folder(self) -> str:
        return self._studio.preferences.value.last_folder

    def _remember_folder(self, folder: Path) -> None:
        self._studio.preferences.value.last_folder = str(folder)
        self._studio.preferences.touch()

    # --- out ------------------------------------------------------------------------------------------------

    def note_export(self, result: Result, failure: str = "") -> bool:
        """Whether this one was saved with many others: one notice for all, at their end."""
        for export in self._exports:
            if export.note(result.result_id, failure):
                if export.over:
                    self._exports.remove(export)
                    self._tell_export(export)
                return True
        return False

    def _tell_export(self, export: ExportRun) -> None:
        folder = export.folder
        actions = () if folder is None else ((self.tr("Open folder"), lambda: _open(folder)),)
        level = "warning" if export.failures else "info"
        detail = "\n".join(export.failures)
        notice = Notice(export.sentence(), level, key="export", detail=detail, actions=actions)
        self._studio.feedback.notify(notice)

    @Slot()
    def save(self) -> None:
        """The result that is shown, beside its picture."""
        item, result = self._studio.comparison.item, self._studio.comparison.result
        if item is not None and result is not None:
            self._studio.saver.save(item, result, self._output())

    @Slot()
    def save_shown_as(self) -> None:
        item, result = self._studio.comparison.item, self._studio.comparison.result
        if item is not None and result is not None:
            self.save_as(item, result)

    def save_as(self, item: Item, result: Result) -> None:
        from app.results.save_dialog import ask_where

        chosen = ask_where(self._window, item, result, self._output())
        if chosen is not None:
            path, output = chosen
            self._studio.saver.save_as(item, result, path, output)

    @Slot(list)
    def save_items(self, items: list[Item], folder: Path | None = None) -> None:
        """The newest result of each."""
        newest = [(item, item.latest) for item in items if item.latest is not None]
        if len(newest) > 1 or folder is not None:
            export = ExportRun(folder, {result.result_id for _, result in newest})
            self._exports.append(export)
            self._tell_export(export)
        for item, result in newest:
            self._studio.saver.save(item, result, self._output(), folder)

    @Slot()
    def export_all(self) -> None:
        name = QFileDialog.getExistingDirectory(
            self._window, self.tr("Export all results into"), self._last_folder
        )
        if name:
            self.export_into(Path(name))

    def export_into(self, folder: Path) -> None:
        self.save_items([item for item in self._studio.model if item.results], folder)

    def _output(self) -> OutputPreferences:
        return self._window.controls.output.output()

    # --- dragging -------------------------------------------------------------------------------------------

    @Slot(str)
    def _on_drag(self, result_id: str) -> None:
        item = self._studio.comparison.item
        result = next((r for r in item.results if r.result_id == result_id), None) if item else None
        if item is None or result is None:
            return
        path = self._studio.saver.file_for_dragging(item, result, self._output())
        if path is None:
            self._studio.feedback.warn(
                self.tr("The result is still being written: please try again in a moment.")
            )
            return
        drag = file_drag(self._window.picture.bar, str(path))
        if item.thumbnail is not None:
            drag.setPixmap(QPixmap.fromImage(item.thumbnail))
        drag.exec(Qt.DropAction.CopyAction)

    # --- places ---------------------------------------------------------------------------------------------

    def show_in_folder(self, path: Path) -> None:
        _open(path.parent)

    @Slot(object)
    def _on_show_file(self, item: Item) -> None:
        latest = item.latest
        path = latest.saved_to if latest is not None and latest.saved_to is not None else item.path
        if path is not None:
            self.show_in_folder(path)

    def announce(self, text: str) -> None:
        """A notification of the system, where it has any."""
        if not self._studio.preferences.value.notify or not QSystemTrayIcon.isSystemTrayAvailable():
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(self._window.windowIcon(), self)
            self._tray.messageClicked.connect(self._window.activateWindow)
        self._tray.show()
        self._tray.showMessage("ResShift Studio", text)

    # --- unsaved results of the last run --------------------------------------------------------------------

    def offer_unsaved(self) -> None:
        self.session_found = self._studio.session.found()
        self._studio.session.tidy()
        if not self.session_found:
            return
        text = count_text(
            len(self.session_found),
            self.tr("1 result from last time has not been saved."),
            self.tr("{0} results from last time have not been saved."),
        )
        actions = (
            (self.tr("Show them"), self._restore_unsaved),
            (self.tr("Discard"), self._discard_unsaved),
        )
        self._studio.feedback.notify(Notice(text, "warning", key="unsaved", actions=actions, stays=True))

    session_found: list[KeptResult]

    def _restore_unsaved(self) -> None:
        items = [_item_of(kept) for kept in self.session_found]
        self._studio.model.append(items)
        self.follow_added = True
        self._studio.intake.added.emit(items)

    def _discard_unsaved(self) -> None:
        for kept in self.session_found:
            self._studio.session.forget(kept.result_id)

    # --- pictures that waited when the last run ended -------------------------------------------------------

    @Slot()
    def _offer_waiting(self) -> None:
        found = self._studio.waiting.found
        text = count_text(
            len(found),
            self.tr("1 picture was still to be enlarged when the program ended."),
            self.tr("{0} pictures were still to be enlarged when the program ended."),
        )
        actions = (
            (self.tr("Go on"), self._take_up_waiting),
            (self.tr("Forget them"), self._forget_waiting),
        )
        self._studio.feedback.notify(Notice(text, "warning", key="waiting", actions=actions, stays=True))

    def _forget_waiting(self) -> None:
        self._studio.waiting.decided()

    def _take_up_waiting(self) -> None:
        """Each with the settings it had."""
        found = self._studio.waiting.decided()
        items = [Item(path=entry.path, base=entry.base) for entry in found]
        self._studio.model.append(items)
        self.follow_added = True
        self._studio.intake.added.emit(items)
        groups: dict[SampleSettings, list[Item]] = {}
        for item, entry in zip(items, found, strict=True):
            groups.setdefault(entry.settings, []).append(item)
        for settings, group in groups.items():
            self._studio.runner.enqueue(group, settings)


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _item_of(kept: KeptResult) -> Item:
    """A row for a result that was found again; without its picture the result stands for it."""
    source = kept.source if kept.source is not None and kept.source.is_file() else None
    result = Result(
        result_id=kept.result_id,
        settings=kept.settings,
        width=kept.width,
        height=kept.height,
        seconds=kept.seconds,
        written=kept.written,
        kept=kept.picture,
    )
    title = kept.title or (kept.source.name if kept.source else "")
    return Item(
        path=source or kept.picture, title="" if source else title, state=State.DONE, results=[result]
    )
