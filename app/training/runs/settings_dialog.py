"""The settings of a run: read while it is at work, changed while it is not, as far as it can go on with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QMessageBox, QScrollArea, QVBoxLayout, QWidget

from app.kit.basics import label
from app.kit.literal import literal
from app.kit.words import tr, translated
from app.training.expert_fields import ExpertFields, value_text
from app.training.runs.glance import RunGlance
from core.errors import EngineError
from core.training.run_folder import RunFolder

if TYPE_CHECKING:
    from core.training.settings.config import Change, TrainConfig


class RunSettingsDialog(QDialog):
    """`config` holds the values as they are in the fields."""

    def __init__(self, parent: QWidget, title: str, config: TrainConfig, *, changeable: bool) -> None:
        super().__init__(parent)
        from core.training.settings.config import fixed

        self.setWindowTitle(self.tr("Settings of {0}").format(title))
        self.resize(680, 560)
        self._was = config
        self.fields = ExpertFields()
        self.fields.set_config(config)
        names, kept = [f.name for f in self.fields.fields], fixed(config)
        self.fields.set_fixed([n for n in names if not changeable or n in kept])
        hint = (
            self.tr("The run goes on with what you change here. What is grey would need a new run.")
            if changeable
            else self.tr("These can be changed while the run is not at work.")
        )
        scroll = QScrollArea()
        scroll.setWidget(self.fields)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel if changeable else kinds.Close)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.addWidget(label(hint, "muted", wrap=True))
        layout.addWidget(scroll, 1)
        layout.addWidget(buttons)

    @property
    def config(self) -> TrainConfig:
        return self.fields.apply_to(self._was)


def edit_run_settings(parent: QWidget, run: RunGlance, warn: Callable[[str, str], None]) -> None:
    """Show the dialog, then what would change; write the new settings if the person agrees."""
    from core.storage.atomic import write_atomically
    from core.training.settings.config import TrainConfig, changes

    path = RunFolder(run.path).config
    try:
        was = TrainConfig.load(path)
        dialog = RunSettingsDialog(parent, run.about.title, was, changeable=not run.at_work)
        if not dialog.exec() or run.at_work:
            return
        now = dialog.config
        now.check()
        differing = changes(was, now)
        if differing and _agreed(parent, differing):
            write_atomically(path, now.to_json().encode(), overwrite=True)
    except EngineError as error:
        warn(str(error), error.detail)


def _change_text(change: Change) -> str:
    from core.training.settings.fields import FIELDS

    field = next((f for f in FIELDS if f.name == change.name), None)
    if field is None:  # none of those that the dialog shows
        return str(change)
    was, now = value_text(field, change.was), value_text(field, change.now)
    return tr("{0}: {1} instead of {2}").format(translated(field.title), now, was)


def _agreed(parent: QWidget, differing: list[Change]) -> bool:
    title = tr("Change the settings")
    lines = "\n".join(_change_text(change) for change in differing)
    text = tr("From the next start on the run works with:") + "\n\n" + lines
    yes, no = QMessageBox.StandardButton.Ok, QMessageBox.StandardButton.Cancel
    return QMessageBox.question(parent, title, literal(text), yes | no, yes) == yes
