"""The cards of the models page: an installed model, one that can be downloaded, and a file being taken in."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QPushButton, QWidget

from app.model_list import MissingModel, ModelChoice
from app.text import bytes_text, number_text
from app.widgets.basics import column, label, row
from core.events import FetchProgress


class ModelCard(QFrame):
    """An installed model."""

    useWanted = Signal(str)  # key
    deleteWanted = Signal(object)  # ModelChoice
    folderWanted = Signal(object)  # Path

    def __init__(self, model: ModelChoice) -> None:
        super().__init__()
        self.setObjectName("card")
        self.model = model
        layout = column(self, spacing=4, margins=(16, 12, 16, 12))
        header = row(_bold(model.title), label(self._kind(), "muted"), 1)
        if model.kind != "built-in":
            header.addWidget(_button(self.tr("Delete"), model.title, lambda: self.deleteWanted.emit(model)))
        if model.path is not None:
            folder = model.path.parent
            header.addWidget(
                _button(self.tr("Open folder"), model.title, lambda: self.folderWanted.emit(folder))
            )
        if model.task == "upscale":
            header.addWidget(_button(self.tr("Use"), model.title, lambda: self.useWanted.emit(model.key)))
        layout.addLayout(header)
        layout.addWidget(label(self._facts(), "muted", wrap=True))
        if model.task in _TASK_HINTS:
            layout.addWidget(label(self.tr(_TASK_HINTS[model.task]), "hint", wrap=True))

    def _kind(self) -> str:
        words = {
            "built-in": self.tr("built in"),
            "official": self.tr("by the authors of ResShift"),
            "imported": self.tr("imported"),
        }
        return words.get(self.model.kind, self.tr("your own"))

    def _facts(self) -> str:
        model, facts = self.model, list[str]()
        if model.task != "autoencoder":
            low, high = model.steps_range
            steps = str(low) if low == high else self.tr("{0} to {1}").format(low, high)
            facts = [
                self.tr("{0}×").format(model.scale),
                self.tr("trained for {0} steps, kappa {1}").format(steps, self._kappa()),
            ]
        if model.licence:
            facts.append(self.tr("licence: {0}").format(model.licence))
        if model.size:
            facts.append(bytes_text(model.size))
        return " · ".join(facts)

    def _kappa(self) -> str:
        low, high = (number_text(value) for value in self.model.kappa_range)
        return low if low == high else self.tr("{0} to {1}").format(low, high)


class WorkCard(QFrame):
    """A card on which something may be under way: progress, a failure with another try."""

    cancelWanted = Signal(str)  # key

    def __init__(self, key: str, title: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.key = key
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress: {0}").format(title))
        self.status = label("", "muted", wrap=True)
        self.cancel_button = _button(self.tr("Cancel"), title, lambda: self.cancelWanted.emit(key))
        self.work = QWidget()
        inside = column(self.work, spacing=4)
        inside.addWidget(self.bar)
        line = row(self.status, self.cancel_button)
        line.setStretch(0, 1)
        inside.addLayout(line)
        self.trouble = label("", "danger", wrap=True)
        self.work.hide()
        self.trouble.hide()

    def show_progress(self, event: FetchProgress | None) -> None:
        """None: it has just been asked for."""
        self.trouble.hide()
        self.work.show()
        self.bar.setRange(0, 1000 if event is not None and event.total else 0)
        if event is None:
            self.status.setText(self.tr("Starting…"))
        elif event.phase == "convert":
            self.status.setText(self.tr("Checking and converting {0}…").format(event.file))
        else:
            if event.total:
                self.bar.setValue(int(1000 * event.done / event.total))
            self.status.setText(self._download_text(event))

    def _download_text(self, event: FetchProgress) -> str:
        done = bytes_text(event.done)
        amount = self.tr("{0} of {1}").format(done, bytes_text(event.total)) if event.total else done
        rate = self.tr("{0} per second").format(bytes_text(int(event.bytes_per_second)))
        return f"{event.file}: {amount} · {rate}"

    def show_failure(self, sentence: str) -> None:
        self.work.hide()
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))


class MissingCard(WorkCard):
    """A model of the authors that can be downloaded. The licence is read and accepted here, before the first one."""

    downloadWanted = Signal(str)  # key
    licenceAccepted = Signal(str)  # key

    def __init__(self, model: MissingModel) -> None:
        super().__init__(model.key, model.title)
        self.model = model
        layout = column(self, spacing=4, margins=(16, 12, 16, 12))
        self.download_button = _button(
            self.tr("Download"), model.title, lambda: self.downloadWanted.emit(model.key)
        )
        header = row(_bold(model.title), label(self.tr("not installed"), "muted"), 1, self.download_button)
        layout.addLayout(header)
        layout.addWidget(label(self._facts(), "muted", wrap=True))
        if model.task in _TASK_HINTS:
            layout.addWidget(label(self.tr(_TASK_HINTS[model.task]), "hint", wrap=True))
        layout.addWidget(self._licence_step())
        layout.addWidget(self.work)
        layout.addWidget(self.trouble)

    def _facts(self) -> str:
        model = self.model
        facts = [
            *([self.tr("{0}×").format(model.scale)] if model.task == "upscale" else []),
            self.tr("trained for {0} steps, kappa {1}").format(model.steps, number_text(model.kappa)),
            self.tr("licence: {0}").format(model.licence),
        ]
        if model.parameters:
            size = bytes_text(4 * model.parameters)
            facts.append(self.tr("about {0}, with its autoencoder").format(size))
        return " · ".join(facts)

    def _licence_step(self) -> QFrame:
        self.licence = QFrame()
        layout = column(self.licence, spacing=8, margins=(0, 8, 0, 0))
        text = label(self.model.notice, wrap=True)
        link = label(f'<a href="{self.model.licence_url}">{self.model.licence_url}</a>')
        link.setOpenExternalLinks(True)
        source = label(self.tr("Downloaded from {0}").format(self.model.url), "muted", wrap=True)
        self.accept_button = _button(
            self.tr("Accept and download"), self.model.title, lambda: self.licenceAccepted.emit(self.key)
        )
        self.accept_button.setProperty("kind", "primary")
        decline = _button(self.tr("Not now"), self.model.title, self.hide_licence)
        for widget in (text, link, source):
            layout.addWidget(widget)
        layout.addLayout(row(self.accept_button, decline, 1))
        self.licence.hide()
        return self.licence

    def show_licence(self) -> None:
        """Asked for in place; the rest of the page stays as it is."""
        self.trouble.hide()
        self.licence.show()
        self.download_button.setEnabled(False)
        self.accept_button.setFocus()

    def hide_licence(self) -> None:
        self.licence.hide()
        self.download_button.setEnabled(True)

    def show_progress(self, event: FetchProgress | None) -> None:
        self.hide_licence()
        self.download_button.setEnabled(False)
        super().show_progress(event)

    def show_failure(self, sentence: str) -> None:
        super().show_failure(sentence)
        self.download_button.setEnabled(True)
        self.download_button.setText(self.tr("Try again") if sentence else self.tr("Download"))


class ImportCard(WorkCard):
    """A model file that is being taken in; asks which model it is where its tensors fit several."""

    choiceMade = Signal(str)  # key of the catalog
    dismissed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(name, name)
        self._layout = column(self, spacing=4, margins=(16, 12, 16, 12))
        self.close_button = _button(self.tr("Close"), name, self.dismissed.emit)
        self._layout.addLayout(row(_bold(name), 1, self.close_button))
        self._layout.addWidget(self.work)
        self._layout.addWidget(self.trouble)
        self.choices: list[QPushButton] = []
        self.show_progress(None)

    def show_progress(self, event: FetchProgress | None) -> None:
        self.close_button.hide()
        super().show_progress(event)

    def show_failure(self, sentence: str) -> None:
        super().show_failure(sentence)
        self.close_button.show()

    def ask(self, entries: list[tuple[str, str]]) -> None:
        """(key, title) of the models that the file could be."""
        self.show_failure("")
        self._layout.addWidget(label(self.tr("This file fits several models. Which one is it?")))
        for key, title in entries:
            button = _button(title, self.key, lambda chosen=key: self.choiceMade.emit(chosen))
            self.choices.append(button)
            self._layout.addLayout(row(button, 1))


_TASK_HINTS = {
    "inpaint": "Fills holes in pictures. Runs on the command line: upscale --model KEY --mask MASK.",
    "face": "Restores aligned faces. Runs on the command line: upscale --model KEY.",
    "autoencoder": "A part of other models.",
}


def _button(text: str, title: str, run: object) -> QPushButton:
    button = QPushButton(text)
    button.setAccessibleName(f"{text}: {title}")
    button.clicked.connect(lambda: run())  # type: ignore[operator]
    return button


def _bold(text: str) -> QLabel:
    result = label(text)
    font = result.font()
    font.setBold(True)
    result.setFont(font)
    return result
