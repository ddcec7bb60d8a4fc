"""Downloading, adding, deleting and choosing models, and what follows for the controls."""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from app.kit.notice_bar import Notice, Notify
from app.kit.work import Worker
from app.models.cards import ImportCard
from app.models.model_list import (
    ModelChoice,
    list_installed,
    list_missing,
    needs_licence,
    title_of,
    usable,
)
from app.models.model_process import ModelProcess
from app.models.page import ModelsPage
from core.errors import ModelError
from core.events import FetchProgress
from core.models import catalog, library
from core.models.pipelines import INDEX
from core.models.restorers import predictor_of
from core.storage.paths import display_name

log = logging.getLogger(__name__)

SUFFIXES = frozenset([".safetensors", ".pth", ".pt", ".ckpt", ".param"])
# Of models for other programs: when they are taken in it is said what is wanted in their place.
FOREIGN = frozenset([".onnx", ".bin"])
IMPORTS_AT_ONCE = 2


def parted(paths: list[Path]) -> tuple[list[Path], list[Path]]:
    """The models and the other files among those that were dropped. The second file of a model of two is neither where
    the first one is there: it is found beside that."""
    second = {path.with_suffix(".bin") for path in paths if path.suffix.lower() == ".param"}
    tensors = [path for path in paths if path.suffix.lower() in SUFFIXES]
    second |= {other for path in tensors if (other := predictor_of(path)) is not None}
    first = [path for path in paths if path not in second]
    models = [path for path in first if path.suffix.lower() in SUFFIXES | FOREIGN]
    return models, [path for path in first if path not in models]


class ModelManager(QObject):
    """`command` stands for the program's own command line; tests put another in its place.

    `importing` is the command for imports, and its environment variables, where the engine runs in a Python of the
    person's: what that one has installed beside torch decides which models can be run.
    """

    used = Signal(str)  # key of the model that a person wants to enlarge with
    changed = Signal(object)  # list of ModelChoice: those that can be used now
    deleted = Signal(str)  # key of a model, by a person

    def __init__(
        self, page: ModelsPage, notify: Notify, window: QWidget, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.command: tuple[str, ...] = ()
        self.importing: tuple[tuple[str, ...], dict[str, str]] | None = None
        self._notify, self._window = notify, window
        self.downloads: dict[str, ModelProcess] = {}
        self.imports: list[ModelProcess] = []
        self._digesting: set[Path] = set()  # the models' files that are being read
        self._page = page
        page.useWanted.connect(self.used)
        page.addWanted.connect(self._ask_for_file)
        page.deleteWanted.connect(self._on_delete)
        page.folderWanted.connect(self._on_folder)
        page.downloadWanted.connect(self.download)
        page.licenceAccepted.connect(self._on_accepted)
        page.cancelWanted.connect(self._on_cancel)
        page.discardWanted.connect(self._on_discard)
        page.opened.connect(self.look_again)
        self._worker = Worker(self)
        page.damagedUnwanted.connect(self._on_damaged_unwanted)
        self._show(list_installed())
        if isinstance(app := QGuiApplication.instance(), QGuiApplication):
            app.applicationStateChanged.connect(self._on_state)

    @property
    def busy(self) -> bool:
        """Whether a model is being fetched or imported."""
        return bool(self.downloads or self.imports)

    def stop(self) -> None:
        """End everything with the program. A download goes on from where it was the next time."""
        for process in (*self.downloads.values(), *self.imports):
            process.stop()
        self._worker.stop()

    def refresh(self) -> None:
        """Read the list of models anew."""
        models, missing = list_installed(), list_missing()
        wanted = {m.key for m in missing} | {m.key for m in models if m.offer is not None}
        for key in self.downloads.keys() - wanted:  # it came another way meanwhile, as a file for instance
            if not self.downloads[key].converting:  # what is being put into place has its own end
                self.downloads[key].cancel()
        self._show(models)
        self.changed.emit(usable(models))
        if self._page.isVisible():
            self._complete_digests()

    def _show(self, models: list[ModelChoice]) -> None:
        self._listed = models, catalog.list_damaged()
        self._page.set_models(models, list_missing())
        self._page.set_damaged(self._listed[1])

    @Slot()
    def look_again(self) -> None:
        """Take over what has come or gone without this window: by a command, or by hand in the folder."""
        models = list_installed()
        if (models, catalog.list_damaged()) == self._listed:
            if self._page.isVisible():
                self._complete_digests()
            return
        gone = {model.key for model in self._listed[0]} - {model.key for model in models}
        self.refresh()
        for key in gone:
            self.deleted.emit(key)

    @Slot(Qt.ApplicationState)
    def _on_state(self, state: Qt.ApplicationState) -> None:
        """Whoever comes back to this program may have done so in another one."""
        if state == Qt.ApplicationState.ApplicationActive:
            self.look_again()

    # --- downloads ------------------------------------------------------------------------------------------

    @Slot(str)
    def download(self, key: str) -> None:
        """Fetch one of the authors' models, or the part that one lacks; the licence comes first."""
        box = self._page.fetch_box(key)
        if box is None or box.busy or key in self.downloads:
            return
        if needs_licence(key):
            box.show_licence()
            self._page.reveal(box.accept_button)
            return
        process = ModelProcess(["fetch", key], self, command=self.command)
        self.downloads[key] = process
        process.progressed.connect(self._on_progress)
        process.installed.connect(lambda _: self._on_ended(key, installed=True))
        process.failed.connect(lambda sentence, _: self._on_ended(key, sentence))
        process.cancelled.connect(lambda: self._on_ended(key))
        box.show_progress(None)
        box.cancel_button.setFocus()
        process.start()

    @Slot(str)
    def _on_accepted(self, key: str) -> None:
        try:
            library.accept_licence()
        except ModelError as error:
            self._say(key, str(error))
            return
        self.download(key)

    @Slot(object)
    def _on_progress(self, event: FetchProgress) -> None:
        """An autoencoder's progress is shown on the card of the model that it is fetched for."""
        for key, process in self.downloads.items():
            box = self._page.fetch_box(key)
            if process is self.sender() and box is not None:
                box.show_progress(event)

    def _on_ended(self, key: str, sentence: str = "", *, installed: bool = False) -> None:
        self.downloads.pop(key).deleteLater()
        box = self._page.fetch_box(key)
        elsewhere = self._page.on_another(self._page.missing_cards.get(key) or self._page.model_card(key))
        if box is not None:
            box.show_end(sentence)
        self.refresh()
        if self._page.fetch_box(key) is None:
            self._discard_rest(key)
        if installed:
            text = self.tr("{0} is installed and can be used.").format(title_of(key))
            self._notify(Notice(text, key="models"))
            self._page.turn_to(key, focus=not elsewhere)

    def _discard_rest(self, key: str) -> None:
        """Delete what has arrived of a model that is no longer wanted: it is whole, or has gone."""
        try:
            library.discard_parts(key)
        except ModelError as error:
            log.info("Nothing of %s is discarded: %s", key, error)

    @Slot(str)
    def _on_cancel(self, key: str) -> None:
        if key in self.downloads:
            self.downloads[key].cancel()

    @Slot(str)
    def _on_discard(self, key: str) -> None:
        sentence = ""
        try:
            library.discard_parts(key)
        except ModelError as error:
            sentence = str(error)
        self._say(key, sentence)
        self.refresh()
        box = self._page.fetch_box(key)
        if box is not None:
            box.button.setFocus()

    def _say(self, key: str, sentence: str) -> None:
        box = self._page.fetch_box(key)
        if box is not None:
            box.show_end(sentence)

    # --- files ----------------------------------------------------------------------------------------------

    @Slot()
    def _ask_for_file(self) -> None:
        patterns = " ".join([*(f"*{suffix}" for suffix in sorted(SUFFIXES)), INDEX])
        name, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Add a model"), "", self.tr("Models ({0})").format(patterns)
        )
        if name:
            self.add(Path(name))

    def add(self, path: Path) -> None:
        """Take a model file in, or a folder in diffusers' layout. What is of another kind is converted, in a process of
        its own."""
        self._import(path, self._page.add_import(display_name(path)))

    def _import(self, path: Path, card: ImportCard, choice: str = "") -> None:
        arguments = ["import", str(path), *(["--as", choice] if choice else [])]
        command, variables = self.importing or (self.command, None)
        process = ModelProcess(arguments, self, command=command, variables=variables)
        self.imports.append(process)
        process.began.connect(lambda: card.show_progress(None))
        process.progressed.connect(card.show_progress)
        process.installed.connect(lambda key: self._on_imported(process, card, key))
        process.failed.connect(lambda text, keys: self._on_refused(process, card, path, text, keys))
        process.cancelled.connect(lambda: self._on_imported(process, card, ""))
        card.cancelWanted.connect(process.cancel)
        card.dismissed.connect(card.deleteLater)
        self._start_imports()

    def _start_imports(self) -> None:
        """Start those that wait, as far as there are not too many at once: each has a torch of its own."""
        while sum(process.begun for process in self.imports) < IMPORTS_AT_ONCE:
            waiting = next((process for process in self.imports if not process.begun), None)
            if waiting is None:
                return
            waiting.start()

    def _on_imported(self, process: ModelProcess, card: ImportCard, key: str) -> None:
        elsewhere = self._page.on_another(card)
        self._let_go(process)
        card.deleteLater()
        self.refresh()
        if key:
            text = self.tr("The model {0} has been added.").format(title_of(key))
            self._notify(Notice(text, key="models"))
            self._page.turn_to(key, focus=not elsewhere)

    def _on_refused(
        self, process: ModelProcess, card: ImportCard, path: Path, sentence: str, keys: list[str]
    ) -> None:
        self._let_go(process)
        if not keys:
            card.show_failure(sentence)
            return
        card.ask([(key, title_of(key)) for key in keys])
        card.choiceMade.connect(lambda choice: self._on_choice(path, card, choice))

    def _let_go(self, process: ModelProcess) -> None:
        """One has ended: the next may begin."""
        self.imports.remove(process)
        process.deleteLater()
        self._start_imports()

    def _on_choice(self, path: Path, card: ImportCard, choice: str) -> None:
        card.deleteLater()
        self._import(path, self._page.add_import(display_name(path)), choice)

    # --- installed models -----------------------------------------------------------------------------------

    @Slot(object)
    def _on_delete(self, model: ModelChoice) -> None:
        """Delete a model; the card has asked already. A download of one of its parts is ended."""
        card = self._page.card_of(model.path)
        if card is None or card.deletion is None or model.path is None:
            return
        if card.busy:
            self._on_cancel(model.key)
        try:
            library.remove_file(model.path)
        except ModelError as error:
            card.deletion.show_trouble(str(error))
            return
        place = self._page.model_cards.index(card)
        self.refresh()
        self._page.focus_after(model.key, place)
        if not any(left.model.key == model.key for left in self._page.model_cards):
            self.deleted.emit(model.key)

    @Slot(object)
    def _on_damaged_unwanted(self, path: Path) -> None:
        """The card of a damaged file has asked."""
        try:
            library.remove_file(path)
        except ModelError as error:
            self._page.damaged_cards[path].deletion.show_trouble(str(error))
            return
        self.refresh()

    @Slot()
    def _complete_digests(self) -> None:
        """Compute the digests of files that were placed by hand. Each is read once, in a thread."""
        for path in [card.model.path for card in self._page.model_cards if not card.digest_line.digest]:
            if path is not None and path not in self._digesting:
                self._digesting.add(path)
                self._worker.start(
                    partial(catalog.digests().of, path),
                    partial(self._on_digest, path),
                    partial(self._on_no_digest, path),
                )

    def _on_digest(self, path: Path, digest: str) -> None:
        self._digesting.discard(path)
        card = self._page.card_of(path)
        if card is not None:
            card.digest_line.set_digest(digest)

    def _on_no_digest(self, path: Path, error: Exception) -> None:
        self._digesting.discard(path)
        log.info("No digest of %s: %s", path, error)

    @Slot(Path)
    def _on_folder(self, folder: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
