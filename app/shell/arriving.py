"""What comes into the window goes where it belongs, and is shown: pictures in the queue, models on their page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Slot

from app.models.manager import ModelManager, parted
from app.queue.intake import Intake
from app.queue.items import Item
from app.queue.opening import Opening
from app.shell.exploring import Exploring
from app.shell.main_window import MainWindow
from app.shell.pages import MODELS, UPSCALE
from app.viewing.comparison import Comparison


class Arriving(QObject):
    """What is dropped, chosen or pasted, found in a folder, or left from an earlier run."""

    def __init__(
        self,
        window: MainWindow,
        intake: Intake,
        opening: Opening,
        models: ModelManager,
        exploring: Exploring,
        comparison: Comparison,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._intake, self._opening = window, intake, opening
        self._models, self._exploring, self._comparison = models, exploring, comparison

    @Slot(QMimeData)
    def on_dropped(self, mime: QMimeData) -> None:
        paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        models, others = parted(paths)
        if models:
            self.on_models_found(models)
            self._intake.add_paths(others)
            return
        self.show_pictures()
        self._intake.add_mime(mime)

    @Slot(object)
    def on_models_found(self, places: list[Path]) -> None:
        """Among what was given there are files or folders of models."""
        self._window.show_page(MODELS)
        for place in places:
            self._models.add(place)

    @Slot()
    def show_pictures(self) -> None:
        """A page that has to do with the picture that comes now."""
        if not self._exploring.shown:
            self._window.show_page(UPSCALE)

    @Slot(object)
    def on_added(self, items: list[Item]) -> None:
        """Show the first of the pictures that came in if the person has just asked for them, or if none is shown."""
        self._window.picture.show_empty(False)
        if self._opening.follow_added or self._comparison.item is None:
            self._opening.follow_added = False
            self._window.queue.view.choose(items[0])
            self._window.picture.viewer.setFocus()

    @Slot(object)
    def on_found_again(self, items: list[Item]) -> None:
        """Pictures or results that were gone, as those of the last run, are in the queue again."""
        self._opening.follow_added = True
        self.on_added(items)
