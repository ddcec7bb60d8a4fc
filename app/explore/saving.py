"""Saves a sheet as a PNG, in a worker; the person chooses where, and is asked before another file is replaced."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.explore.sheet import CellState, CellView, Sheet
from app.explore.sheet_picture import CellPicture, SheetPicture, paint_sheet_picture
from app.explore.words import state_text
from app.images import pictures
from app.kit.failures import sentence_of
from app.kit.notice_bar import Notice, Notify
from app.kit.theme import Theme
from app.kit.work import PATIENCE, Worker, computing
from app.queue.items import Item
from app.results.places import pictures_folder
from core.images.names import check_not_source, free_path, result_name
from core.storage.paths import display_name

SUFFIX = ".png"


class SheetSaver(QObject):
    saved = Signal(Path)

    def __init__(self, window: QWidget, theme: Theme, notify: Notify, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window, self._theme, self._notify = window, theme, notify
        self._worker = Worker(self, patience=PATIENCE)

    def finish(self, timeout_ms: int) -> bool:
        """Wait for what is being written. False if it took too long."""
        return self._worker.finish(timeout_ms)

    def save(self, item: Item, sheet: Sheet, details: str) -> None:
        """Ask where, then write."""
        folder = item.home or pictures_folder()
        name = result_name("{name}_sheet", {"name": item.stem}, suffix=SUFFIX)
        suggestion = free_path(folder, Path(name).stem, SUFFIX)
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Save the sheet"), str(suggestion), "PNG (*.png)"
        )
        if not chosen:
            return
        path, agreed = Path(chosen), True
        if path.suffix.lower() != SUFFIX:  # the dialog has asked about the name as it was typed
            path, agreed = path.with_name(path.name + SUFFIX), False
        self.write(item, sheet, details, path, overwrite=agreed)

    def write(self, item: Item, sheet: Sheet, details: str, path: Path, *, overwrite: bool) -> None:
        """Write the sheet as it is now. Without `overwrite` a taken name gets -1, -2, ..."""
        picture = SheetPicture(
            title=item.name,
            details=details,
            across=tuple(sheet.across),
            down=tuple(sheet.down),
            cells=tuple(self._cell(sheet, view) for view in sheet.cells),
            out=sheet.out,
            colours=self._theme.colours,
        )
        self._worker.start(
            _writing(picture, path, item.path, overwrite=overwrite), self._on_saved, self._failed_at(path)
        )

    def _cell(self, sheet: Sheet, view: CellView) -> CellPicture:
        image = view.pyramid.full if view.pyramid is not None and view.state is CellState.DONE else None
        marked = self.tr("default") if view.cell.is_default and sheet.plan.marks_default() else ""
        return CellPicture(image, state_text(view), marked)

    def _on_saved(self, path: Path) -> None:
        self._notify(Notice(self.tr("Saved as {0}").format(display_name(path)), key="saved"))
        self.saved.emit(path)

    def _failed_at(self, path: Path) -> Callable[[Exception], None]:
        def failed(error: Exception) -> None:
            text = self.tr("The sheet could not be saved to {0}: choose another folder.")
            self._notify(Notice(sentence_of(error, text.format(path.parent)), "error", key="save"))

        return failed


def _writing(
    picture: SheetPicture, path: Path, source: Path | None, *, overwrite: bool
) -> Callable[[], Path]:
    """The work for the worker; it returns the path of the file."""

    def write() -> Path:
        from core.images.files import save_picture

        check_not_source(source, path)
        with computing():
            image = paint_sheet_picture(picture)
        target = path if overwrite else free_path(path.parent, path.stem, path.suffix)
        return save_picture(pictures.from_qimage(image), target, format="png", overwrite=overwrite)

    return write
