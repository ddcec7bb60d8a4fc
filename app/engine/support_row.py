"""Support for the graphics card in the preferences: what is there, what could be installed, and how far that is."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.engine.support_installer import SupportInstaller
from app.kit.basics import combo, fill, label, row
from app.kit.text import bytes_text
from core.support.install import installed, left_over
from core.support.kinds import Kind, kinds, proposed


class SupportRow(QWidget):
    """`changed` follows when the environment has come or gone, or was tried in vain."""

    changed = Signal(bool)  # whether it is there

    def __init__(self, parent: QWidget, installer: SupportInstaller) -> None:
        super().__init__(parent)
        self._installer = installer
        self._kinds: list[Kind] = kinds()
        self.choice = combo(self.tr("Kind of graphics card"))
        self.choice.setMinimumWidth(180)
        best = proposed()
        fill(self.choice, [(kind.title, kind.key) for kind in self._kinds], best.key if best else "")
        self.button = QPushButton()
        self.button.clicked.connect(self._on_button)
        self.remove_button = QPushButton(self.tr("Remove"))
        self.remove_button.setToolTip(self.tr("Delete what has been fetched"))
        self.remove_button.clicked.connect(installer.remove)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMaximumHeight(6)
        self.words = label("", "hint", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        title = label(self.tr("Support for my graphics card"))
        layout.addLayout(row(title, self.choice, 1, self.remove_button, self.button))
        layout.addWidget(self.bar)
        layout.addWidget(self.words)
        self.choice.currentIndexChanged.connect(self._show)
        installer.changed.connect(self._show)
        installer.ended.connect(self._on_ended)
        self.setVisible(bool(self._kinds))
        self._show()

    @Slot()
    def _show(self) -> None:
        installer, found = self._installer, installed()
        busy = installer.busy
        self.choice.setVisible(found is None)
        self.choice.setEnabled(not busy)
        self.bar.setVisible(busy)
        self.remove_button.setVisible(not busy and found is None and left_over())
        if busy:
            self.button.setText(self.tr("Cancel"))
            self._show_progress()
        elif found is not None:
            self.button.setText(self.tr("Remove"))
            text = self.tr("Installed: torch {0}, which can use {1}. It works from the next start on.")
            self.words.setText(text.format(found.torch, ", ".join(found.devices)))
        else:
            self.button.setText(self.tr("Install"))
            problem = installer.last.problem if installer.last is not None else ""
            self.words.setText(problem or self._offer())

    def _show_progress(self) -> None:
        event = self._installer.progress
        known = event is not None and bool(event.total)
        self.bar.setRange(0, 1000 if known else 0)
        if event is None:
            self.words.setText(self.tr("Preparing…"))
        elif event.total:
            self.bar.setValue(round(1000 * event.done / event.total))
            text = self.tr("About {0} of {1} have arrived. You can close this window and go on working.")
            self.words.setText(text.format(bytes_text(event.done), bytes_text(event.total)))
        else:
            self.words.setText(self.tr("Checking that it computes…"))

    def _offer(self) -> str:
        kind = self._chosen()
        if kind is None:
            return ""
        text = self.tr(
            "For trainings and the authors' models: {0} to fetch, {1} on the disk. It can be cancelled and removed."
        )
        return text.format(bytes_text(kind.bytes), bytes_text(kind.disk_bytes))

    def _chosen(self) -> Kind | None:
        key = self.choice.currentData()
        return next((kind for kind in self._kinds if kind.key == key), None)

    @Slot()
    def _on_button(self) -> None:
        kind = self._chosen()
        if self._installer.busy:
            self._installer.cancel()
        elif installed() is not None:
            self._installer.remove()
        elif kind is not None:
            self._installer.install(kind.key)

    @Slot(object)
    def _on_ended(self, ended: object) -> None:
        self.changed.emit(installed() is not None)
