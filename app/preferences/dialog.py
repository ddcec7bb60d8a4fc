"""What does not belong to a single result: look, previews, notifications."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.engine.environment_row import EnvironmentRow
from app.engine.support_installer import SupportInstaller
from app.engine.support_row import SupportRow
from app.kit.basics import combo, fill, label, row, show_whole_placeholder
from app.preferences.preferences import Preferences
from app.system.language import AS_SYSTEM, LANGUAGES, language_of, present_language
from core.storage.paths import whole_path
from core.support.install import place


class PreferencesDialog(QDialog):
    """`apply_to` writes the choices into the preferences."""

    def __init__(self, parent: QWidget, preferences: Preferences, support: SupportInstaller) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Preferences"))
        self.theme = combo(self.tr("Theme"))
        themes = [
            (self.tr("As the system"), "system"),
            (self.tr("Dark"), "dark"),
            (self.tr("Light"), "light"),
        ]
        fill(self.theme, themes, preferences.theme)
        self.language = combo(self.tr("Language, from the next start on"))
        languages = [
            (self.tr("As the system"), AS_SYSTEM),
            *((name, code) for code, name in LANGUAGES.items()),
        ]
        fill(self.language, languages, preferences.language)
        self.language_note = label(self.tr("A change counts from the next start on."), "hint", wrap=True)
        self.language.currentIndexChanged.connect(self._show_language_note)
        self._show_language_note()
        self.previews = QCheckBox(self.tr("Show each step while a picture is worked on"))
        self.notify = QCheckBox(self.tr("Tell me when a long queue is done"))
        self.keep_awake = QCheckBox(self.tr("Keep the computer awake while it works"))
        self.pause_training = QCheckBox(self.tr("Let a training rest while pictures are enlarged"))
        self.pause_training.setChecked(preferences.pause_training)
        self.runs_folder = QLineEdit(preferences.runs_folder)
        self.runs_folder.setPlaceholderText(self.tr("with the program's other data"))
        show_whole_placeholder(self.runs_folder)
        self.runs_folder.setAccessibleName(self.tr("Folder for trainings, from the next start on"))
        self.runs_folder.setToolTip(
            self.tr("Training runs take gigabytes. A change counts from the next start on.")
        )
        runs_button = QPushButton(self.tr("Choose…"))
        runs_button.clicked.connect(self._choose_runs_folder)
        self.previews.setChecked(preferences.previews)
        self.notify.setChecked(preferences.notify)
        self.keep_awake.setChecked(preferences.keep_awake)
        self.runs_note = label(self.tr("Give the whole path of the folder."), "warning", wrap=True)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.ok_button = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.runs_folder.textChanged.connect(self._check_runs_folder)
        self._check_runs_folder()
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.setContentsMargins(20, 20, 20, 16)
        choices = QGridLayout()
        choices.setColumnStretch(1, 1)
        for line, (title, box) in enumerate(
            ((self.tr("Theme"), self.theme), (self.tr("Language"), self.language))
        ):
            choices.addWidget(label(title), line, 0)
            choices.addWidget(box, line, 1)
        layout.addLayout(choices)
        layout.addWidget(self.language_note)
        for check in (self.previews, self.notify, self.keep_awake, self.pause_training):
            layout.addWidget(check)
        layout.addLayout(row(label(self.tr("Trainings in")), self.runs_folder, runs_button))
        layout.addWidget(self.runs_note)
        self.environment = EnvironmentRow(self, preferences.python_environment)
        self.support = SupportRow(self, support)
        self.support.changed.connect(self._on_support)
        layout.addWidget(self.support)
        layout.addWidget(self.environment)
        privacy = self.tr(
            "No account, no telemetry: pictures and settings stay on this computer. The network is used only for what "
            "you download."
        )
        layout.addWidget(label(privacy, "hint", wrap=True))
        layout.addWidget(buttons)

    @Slot()
    def _show_language_note(self) -> None:
        self.language_note.setVisible(language_of(self.language.currentData()) != present_language())

    def _on_support(self, there: bool) -> None:
        """The engine uses it once it is there; another environment that was chosen stays when it is not."""
        if there:
            self.environment.field.setText(str(place()))
        elif self.environment.text == str(place()):
            self.environment.field.clear()

    def _choose_runs_folder(self) -> None:
        title = self.tr("Folder for trainings")
        name = QFileDialog.getExistingDirectory(self, title, self.runs_folder.text())
        if name:
            self.runs_folder.setText(name)

    @Slot()
    def _check_runs_folder(self) -> None:
        """Part of a path would mean another folder with each start."""
        text = self.runs_folder.text().strip()
        usable = not text or whole_path(text) is not None
        self.runs_note.setVisible(not usable)
        self.ok_button.setEnabled(usable)

    def apply_to(self, preferences: Preferences) -> None:
        preferences.theme = self.theme.currentData()
        preferences.language = self.language.currentData()
        preferences.previews = self.previews.isChecked()
        preferences.notify = self.notify.isChecked()
        preferences.keep_awake = self.keep_awake.isChecked()
        preferences.pause_training = self.pause_training.isChecked()
        preferences.runs_folder = self.runs_folder.text().strip()
        preferences.python_environment = self.environment.text
