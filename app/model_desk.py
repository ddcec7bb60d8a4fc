"""Adding, deleting and choosing models, and what follows for the controls."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox

from app.model_list import ModelChoice, add_model, delete_model, list_models
from app.widgets.notice_bar import Notice
from app.work import Worker
from core.errors import EngineError

if TYPE_CHECKING:
    from app.studio import Studio

log = logging.getLogger(__name__)


class ModelDesk(QObject):
    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        self._window = studio.window
        self._worker = Worker(self)
        page = studio.window.models_page
        page.useWanted.connect(self.use)
        page.addWanted.connect(self._ask_for_file)
        page.deleteWanted.connect(self._on_delete)
        page.folderWanted.connect(self._on_folder)

    @Slot(str)
    def use(self, key: str) -> None:
        """Choose a model, with its own defaults."""
        self._window.controls.choose_model(key)
        self._window.show_page("upscale")

    @Slot()
    def _ask_for_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Add a model"), "", self.tr("Models (*.safetensors)")
        )
        if name:
            self.add(Path(name))

    def add(self, path: Path) -> None:
        self._worker.start(lambda: add_model(path), self._on_added, self._on_failed)

    def _on_added(self, key: str) -> None:
        self.refresh()
        self._studio.feedback.notify(
            Notice(self.tr("The model {0} has been added.").format(key), key="models")
        )

    def _on_failed(self, error: Exception) -> None:
        known = isinstance(error, EngineError)
        text = str(error) if known else self.tr("The model could not be copied: {0}").format(error)
        self._studio.feedback.notify(Notice(text, "error", key="models"))

    @Slot(object)
    def _on_delete(self, model: ModelChoice) -> None:
        yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
        text = self.tr("Delete the model {0} from this computer?").format(model.title)
        if QMessageBox.question(self._window, self.tr("Delete"), text, yes | no, no) == yes:
            try:
                delete_model(model)
            except OSError as error:
                self._on_failed(error)
            self.refresh()

    @Slot(Path)
    def _on_folder(self, folder: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def refresh(self) -> None:
        """Read the list of models anew."""
        models = list_models()
        self._window.models_page.set_models(models)
        self._window.controls.set_models(models)
