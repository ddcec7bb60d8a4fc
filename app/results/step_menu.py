"""What can be done with one step of the walk: save it, or put it on the left to compare others with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from app.images import pictures
from app.kit.failures import sentence_of
from app.kit.notice_bar import Notice, Notify
from app.kit.text import size_text
from app.kit.work import Worker
from app.queue.items import Item
from app.results.places import result_folder
from app.results.save_dialog import FILTERS, with_format
from app.viewing.comparison import Comparison
from app.viewing.filmstrip import Filmstrip
from core.images.names import check_not_source, free_path, numbered
from core.presets import OutputPreferences
from core.storage.paths import display_name


class StepMenu(QObject):
    """Steps are kept as their previews: what is saved has the preview's size, and says so."""

    def __init__(
        self,
        filmstrip: Filmstrip,
        comparison: Comparison,
        notify: Notify,
        *,
        output: Callable[[], OutputPreferences],
        window: QWidget,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._comparison, self._notify, self._output, self._window = comparison, notify, output, window
        self._worker = Worker(self)
        filmstrip.menuWanted.connect(self._on_menu)

    def finish(self, timeout_ms: int) -> bool:
        return self._worker.finish(timeout_ms)

    @Slot(int, QPoint)
    def _on_menu(self, step: int, at: QPoint) -> None:
        menu = self.menu(step)
        if menu is not None:
            menu.exec(at)
            menu.deleteLater()

    def menu(self, step: int) -> QMenu | None:
        """The menu for a step; None if its picture is no longer kept."""
        comparison, image = self._comparison, self._comparison.step_image(step)
        if image is None:
            return None
        menu = QMenu(self._window)
        save = menu.addAction(self.tr("Save this step…"))
        save.triggered.connect(lambda: self.save(step, image))
        if comparison.can_pin:
            pin = menu.addAction(self.tr("Put this step on the left"))
            pin.triggered.connect(lambda: comparison.pin_step(step))
        if comparison.pinned is not None:
            unpin = menu.addAction(self.tr("Back to what was on the left"))
            unpin.triggered.connect(lambda: comparison.pin_step(None))
        return menu

    # --- saving ---------------------------------------------------------------------------------------------

    def save(self, step: int, image: QImage) -> None:
        item = self._comparison.item
        if item is None:
            return
        output = self._output().for_picture(item.source)
        suggestion = free_path(result_folder(item, None), f"{item.stem}_step{step}", ".png")
        name, chosen = QFileDialog.getSaveFileName(
            self._window, self.tr("Save this step"), str(suggestion), ";;".join(FILTERS.values())
        )
        if name:
            path, output = with_format(Path(name), chosen, output)
            agreed = path == Path(name)  # the dialog has asked about the name as it was typed
            self._write(item, image, path, output, overwrite=agreed)

    def _write(
        self, item: Item, image: QImage, path: Path, output: OutputPreferences, *, overwrite: bool
    ) -> None:
        def write() -> Path:
            from core.images.files import save_picture

            pixels = pictures.from_qimage(image)
            if overwrite:
                check_not_source(item.path, path)
            others = numbered(path.parent, path.stem, path.suffix)
            return save_picture(
                pixels,
                path,
                format=output.format,
                quality=output.quality,
                lossless=output.lossless,
                overwrite=overwrite,
                others=others,
            )

        text = self.tr("Saved as {0} ({1}, the size of the preview)")
        size = size_text(image.width(), image.height())
        self._worker.start(
            write,
            lambda saved: self._notify(Notice(text.format(display_name(saved), size), key="saved")),
            lambda error: self._notify(Notice(self._sentence(error, path), "error", key="step")),
        )

    def _sentence(self, error: Exception, path: Path) -> str:
        text = self.tr("The step could not be saved to {0}: choose another folder.")
        return sentence_of(error, text.format(path.parent))
