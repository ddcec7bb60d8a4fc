"""The page of models: what there is, what it was trained for, its licence and size."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.model_list import ModelChoice
from app.text import bytes_text, number_text
from app.widgets.basics import column, label, row, styled


class ModelsPage(QWidget):
    useWanted = Signal(str)  # key

    def __init__(self, models: list[ModelChoice]) -> None:
        super().__init__()
        styled(self, "pages")
        self._inner = QWidget()
        self._body = column(self._inner, spacing=12, margins=(24, 24, 24, 24))
        scroll = QScrollArea()
        scroll.setWidget(self._inner)
        scroll.setWidgetResizable(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
        self.set_models(models)

    def set_models(self, models: list[ModelChoice]) -> None:
        while self._body.count():
            entry = self._body.takeAt(0)
            if entry is not None and (widget := entry.widget()) is not None:
                widget.deleteLater()
        self._body.addWidget(label(self.tr("Models"), "title"))
        for model in models:
            self._body.addWidget(self._card(model))
        self._body.addStretch(1)

    def _card(self, model: ModelChoice) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        layout = column(card, spacing=4, margins=(16, 12, 16, 12))
        title = label(model.title)
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        use = QPushButton(self.tr("Use"))
        use.setEnabled(model.available)
        use.setAccessibleName(self.tr("Use {0}").format(model.title))
        use.clicked.connect(lambda: self.useWanted.emit(model.key))
        header = row(title, 1)
        if model.path is not None and model.path.exists():
            folder = QPushButton(self.tr("Open folder"))
            folder.clicked.connect(lambda: _open_folder(model.path))
            header.addWidget(folder)
        header.addWidget(use)
        layout.addLayout(header)
        for text in (model.task, self._facts(model), model.notes):
            if text:
                layout.addWidget(label(text, "muted", wrap=True))
        if not model.available:
            layout.addWidget(label(self.tr("Not on this computer."), "warning"))
        return card

    def _facts(self, model: ModelChoice) -> str:
        low, high = model.steps_range
        steps = str(low) if low == high else self.tr("{0} to {1}").format(low, high)
        low_kappa, high_kappa = model.kappa_range
        kappa = (
            number_text(low_kappa)
            if low_kappa == high_kappa
            else self.tr("{0} to {1}").format(number_text(low_kappa), number_text(high_kappa))
        )
        facts = [
            self.tr("{0}×").format(model.scale),
            self.tr("trained for {0} steps, kappa {1}").format(steps, kappa),
        ]
        if model.licence:
            facts.append(self.tr("licence: {0}").format(model.licence))
        if model.size:
            facts.append(bytes_text(model.size))
        return " · ".join(facts)


def _open_folder(path: Path | None) -> None:
    if path is not None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
