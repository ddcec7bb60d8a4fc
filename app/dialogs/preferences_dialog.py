"""What does not belong to a single result: look, previews, notifications."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from app.settings import Preferences
from app.widgets.basics import combo, fill, label, row


class PreferencesDialog(QDialog):
    """`apply_to` writes the choices into the preferences."""

    def __init__(self, parent: QWidget, preferences: Preferences) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Preferences"))
        self.setMinimumWidth(420)
        self.theme = combo(self.tr("Theme"))
        themes = [
            (self.tr("As the system"), "system"),
            (self.tr("Dark"), "dark"),
            (self.tr("Light"), "light"),
        ]
        fill(self.theme, themes, preferences.theme)
        self.previews = QCheckBox(self.tr("Show each step while a picture is worked on"))
        self.notify = QCheckBox(self.tr("Tell me when a long queue is done"))
        self.keep_awake = QCheckBox(self.tr("Keep the computer awake while it works"))
        self.previews.setChecked(preferences.previews)
        self.notify.setChecked(preferences.notify)
        self.keep_awake.setChecked(preferences.keep_awake)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.addLayout(row(label(self.tr("Theme")), self.theme))
        for box in (self.previews, self.notify, self.keep_awake):
            layout.addWidget(box)
        privacy = self.tr(
            "No account, no network, no telemetry: pictures and settings stay on this computer."
        )
        layout.addWidget(label(privacy, "hint", wrap=True))
        layout.addWidget(buttons)

    def apply_to(self, preferences: Preferences) -> None:
        preferences.theme = self.theme.currentData()
        preferences.previews = self.previews.isChecked()
        preferences.notify = self.notify.isChecked()
        preferences.keep_awake = self.keep_awake.isChecked()
