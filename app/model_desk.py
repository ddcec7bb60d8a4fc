"""Downloading, adding, deleting and choosing models, and what follows for the controls."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox

from app.model_list import ModelChoice, list_installed, list_missing, title_of, usable
from app.model_process import ModelProcess
from app.panels.model_cards import ImportCard
from app.widgets.notice_bar import Notice
from core.errors import ModelError
from core.events import FetchProgress
from core.models import library

if TYPE_CHECKING:
    from app.studio import Studio

log = logging.getLogger(__name__)

SUFFIXES = frozenset([".safetensors", ".pth", ".pt", ".ckpt"])


class ModelDesk(QObject):
    """`command` stands for the program's own command line; tests put another in its place."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self.command: tuple[str, ...] = ()
        self._studio = studio
        self._window = studio.window
        self.downloads: dict[str, ModelProcess] = {}
        self.imports: list[ModelProcess] = []
        self._page = page = studio.window.models_page
        page.useWanted.connect(self.use)
        page.addWanted.connect(self._ask_for_file)
        page.deleteWanted.connect(self._on_delete)
        page.folderWanted.connect(self._on_folder)
        page.downloadWanted.connect(self.download)
        page.licenceAccepted.connect(self._on_accepted)
        page.cancelWanted.connect(self._on_cancel)
        page.set_models(list_installed(), list_missing())

    def stop(self) -> None:
        """At the end of the program. Downloads go on from where they were the next time."""
        for process in (*self.downloads.values(), *self.imports):
            process.stop()

    @Slot(str)
    def use(self, key: str) -> None:
        """Choose a model, with its own defaults."""
        self._window.controls.choose_model(key)
        self._window.show_page("upscale")

    def refresh(self) -> None:
        """Read the list of models anew."""
        models = list_installed()
        self._page.set_models(models, list_missing())
        self._window.controls.set_models(usable(models))

    # --- downloads ------------------------------------------------------------------------------------------

    @Slot(str)
    def download(self, key: str) -> None:
        """Fetch one of the authors' models; the licence comes first."""
        card = self._page.missing_cards[key]
        if not library.licence_accepted():
            card.show_licence()
            # Once the card has its new height.
            QTimer.singleShot(0, card, lambda: self._page.scroll_area.ensureWidgetVisible(card.accept_button))
            return
        process = ModelProcess(["fetch", key], self, command=self.command)
        self.downloads[key] = process
        process.progressed.connect(self._on_progress)
        process.installed.connect(lambda _: self._on_ended(key, installed=True))
        process.failed.connect(lambda sentence, _: self._on_ended(key, sentence))
        process.cancelled.connect(lambda: self._on_ended(key))
        card.show_progress(None)
        process.start()

    @Slot(str)
    def _on_accepted(self, key: str) -> None:
        try:
            library.accept_licence()
        except (OSError, ModelError) as error:
            self._page.missing_cards[key].show_failure(str(error))
            return
        self.download(key)

    @Slot(object)
    def _on_progress(self, event: FetchProgress) -> None:
        """An autoencoder's progress is shown on the card of the model that it is fetched for."""
        for key, process in self.downloads.items():
            if process is self.sender() and key in self._page.missing_cards:
                self._page.missing_cards[key].show_progress(event)

    def _on_ended(self, key: str, sentence: str = "", *, installed: bool = False) -> None:
        self.downloads.pop(key).deleteLater()
        card = self._page.missing_cards.get(key)
        if card is not None:
            card.show_failure(sentence)
        self.refresh()
        if installed:
            text = self.tr("{0} is installed and can be used.").format(title_of(key))
            self._studio.feedback.notify(Notice(text, key="models"))

    @Slot(str)
    def _on_cancel(self, key: str) -> None:
        if key in self.downloads:
            self.downloads[key].cancel()

    # --- files ----------------------------------------------------------------------------------------------

    @Slot()
    def _ask_for_file(self) -> None:
        patterns = " ".join(f"*{suffix}" for suffix in sorted(SUFFIXES))
        name, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Add a model"), "", self.tr("Models ({0})").format(patterns)
        )
        if name:
            self.add(Path(name))

    def add(self, path: Path) -> None:
        """Take a model file in; what is not one of this program's is converted, in a process of its own."""
        self._import(path, self._page.add_import(path.name))

    def _import(self, path: Path, card: ImportCard, choice: str = "") -> None:
        arguments = ["import", str(path), *(["--as", choice] if choice else [])]
        process = ModelProcess(arguments, self, command=self.command)
        self.imports.append(process)
        process.progressed.connect(card.show_progress)
        process.installed.connect(lambda key: self._on_imported(process, card, key))
        process.failed.connect(lambda text, keys: self._on_refused(process, card, path, text, keys))
        process.cancelled.connect(lambda: self._on_imported(process, card, ""))
        card.cancelWanted.connect(process.cancel)
        card.dismissed.connect(card.deleteLater)
        process.start()

    def _on_imported(self, process: ModelProcess, card: ImportCard, key: str) -> None:
        self.imports.remove(process)
        process.deleteLater()
        card.deleteLater()
        self.refresh()
        if key:
            text = self.tr("The model {0} has been added.").format(title_of(key))
            self._studio.feedback.notify(Notice(text, key="models"))

    def _on_refused(
        self, process: ModelProcess, card: ImportCard, path: Path, sentence: str, keys: list[str]
    ) -> None:
        self.imports.remove(process)
        process.deleteLater()
        if not keys:
            card.show_failure(sentence)
            return
        card.ask([(key, title_of(key)) for key in keys])
        card.choiceMade.connect(lambda choice: self._on_choice(path, card, choice))

    def _on_choice(self, path: Path, card: ImportCard, choice: str) -> None:
        card.deleteLater()
        self._import(path, self._page.add_import(path.name), choice)

    # --- installed models -----------------------------------------------------------------------------------

    @Slot(object)
    def _on_delete(self, model: ModelChoice) -> None:
        yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
        text = self.tr("Delete the model {0} from this computer?").format(model.title)
        if QMessageBox.question(self._window, self.tr("Delete"), text, yes | no, no) == yes:
            try:
                library.remove(model.key)
            except ModelError as error:
                self._studio.feedback.notify(Notice(str(error), "error", key="models"))
            self.refresh()

    @Slot(Path)
    def _on_folder(self, folder: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
