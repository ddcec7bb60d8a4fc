"""The sha256 of a file, shortened, with the whole of it to copy; and where the file came from."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.kit.basics import Elided, icon_button, label, row
from app.kit.literal import literal
from app.models.model_list import ModelChoice
from core.storage.paths import display_name

SHOWN = 12  # of 64 digits
PRAISE_MS = 2000


class DigestLine(QWidget):
    """One line: sha256 9efe41d9222d… (copy) from https://…."""

    known = Signal()  # the digest has been computed

    def __init__(self, model: ModelChoice) -> None:
        super().__init__()
        self._model = model
        self.digest = ""
        self.text = label("", "hint")
        self.copy_button = icon_button("copy", self.tr("Copy the sha256"))
        self.copy_button.setProperty("small", True)
        self.copy_button.clicked.connect(self._on_copy)
        self.source = Elided(self.tr("from {0}").format(model.source) if model.source else "", "hint")
        line = row(self.text, self.copy_button, self.source)
        line.setStretch(2, 1)
        self.setLayout(line)
        self.set_digest(model.sha256)

    def set_digest(self, digest: str) -> None:
        """Show this digest; "" means that it is still being computed."""
        self.digest = digest
        self.copy_button.setVisible(bool(digest))
        if not digest:
            self.text.setText(self.tr("sha256: being computed…"))
            return
        self.text.setText(self.tr("sha256 {0}").format(digest[:SHOWN] + "…"))
        whole = self._whole()
        self.text.setToolTip(literal(whole))
        self.text.setAccessibleDescription(whole)
        self.copy_button.setAccessibleName(self.tr("Copy the sha256: {0}").format(self._model.title))
        self.copy_button.setAccessibleDescription(whole)
        self.known.emit()

    def _whole(self) -> str:
        model = self._model
        name = display_name(model.path) if model.path is not None else model.key
        lines = [f"{name}: sha256 {self.digest}"]
        if model.source_sha256:
            file = model.source.rpartition("/")[2]
            lines.append(self.tr("Made from {0}: sha256 {1}").format(file, model.source_sha256))
        return "\n".join(lines)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.digest)
        self.text.setText(self.tr("copied"))
        QTimer.singleShot(PRAISE_MS, self, lambda: self.set_digest(self.digest))
