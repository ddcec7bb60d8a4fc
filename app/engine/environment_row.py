"""Chooses the Python environment that does the engine's work, and shows at once whether it can."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.engine.environments import Environment, check, likely_environments
from app.kit.basics import label, row, show_whole_placeholder
from app.kit.literal import literal
from app.kit.work import Worker


class EnvironmentRow(QWidget):
    """`text` is the folder or the interpreter, or "" for the own engine. It takes effect at the next start."""

    def __init__(self, parent: QWidget, chosen: str) -> None:
        super().__init__(parent)
        self.field = QLineEdit(chosen)
        self.field.setPlaceholderText(self.tr("the program's own engine"))
        show_whole_placeholder(self.field)
        self.field.setAccessibleName(self.tr("Python environment of the engine, from the next start on"))
        known = ", ".join(str(path) for path in likely_environments())
        tip = self.tr(
            "The folder of an environment with a torch that can use your graphics card. Found here: {0}"
        )
        self.field.setToolTip(literal(tip.format(known or self.tr("none"))))
        self._choose_button = QPushButton(self.tr("Choose…"))
        self._check_button = QPushButton(self.tr("Check"))
        self.verdict = label("", "hint", wrap=True)
        self.verdict.setVisible(False)
        self._worker = Worker(self)
        self._choose_button.clicked.connect(self._choose)
        self._check_button.clicked.connect(self.check)
        self.field.textChanged.connect(self._on_text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        title = label(self.tr("Use Python environment"))
        layout.addLayout(row(title, self.field, self._choose_button, self._check_button))
        layout.addWidget(self.verdict)
        self._on_text(chosen)

    @property
    def text(self) -> str:
        return self.field.text().strip()

    @Slot()
    def check(self) -> None:
        """Start the environment's Python in a thread and show what came of it."""
        path = Path(self.text)
        self._check_button.setEnabled(False)
        self._show(self.tr("Looking at the environment…"))
        self._worker.start(lambda: check(path), self._on_checked, self._on_failed)

    def _on_checked(self, found: Environment) -> None:
        self._check_button.setEnabled(True)
        will_do = self.tr("It will do, from the next start on. {0}").format(found.summary)
        self._show(found.problem or will_do)

    def _on_failed(self, error: Exception) -> None:
        self._check_button.setEnabled(True)
        self._show(self.tr("The check failed: {0}").format(error))

    def _show(self, text: str) -> None:
        self.verdict.setText(text)
        self.verdict.setVisible(bool(text))

    @Slot(str)
    def _on_text(self, text: str) -> None:
        self._check_button.setEnabled(bool(text.strip()))
        self._show("")

    @Slot()
    def _choose(self) -> None:
        title = self.tr("Folder of a Python environment")
        name = QFileDialog.getExistingDirectory(self, title, self.text)
        if name:
            self.field.setText(name)
            self.check()
