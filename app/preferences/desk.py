"""The preferences: into the controls at the start, out of them at the end, and what a person changes between."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.preferences.dialog import PreferencesDialog
from core.errors import SettingsError

if TYPE_CHECKING:
    from app.shell.studio import Studio

log = logging.getLogger(__name__)


class PreferencesDesk(QObject):
    """What is remembered from one run to the next."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        self._keeper = studio.preferences
        self._window = studio.window
        self._restoring = False
        controls, actions = studio.window.controls, studio.window.actions_
        actions.theme.triggered.connect(self._on_theme)
        actions.preferences.triggered.connect(self._on_preferences)
        for signal in (
            controls.output.changed,
            controls.advanced_section.toggled,
            controls.output_section.toggled,
            controls.seed.changed,
        ):
            signal.connect(self._on_controls_changed)

    def restore(self) -> None:
        """Nothing is taken over from the controls until all of them have been set."""
        self._restoring = True
        try:
            self._restore()
        finally:
            self._restoring = False

    def _restore(self) -> None:
        p, controls = self._keeper.value, self._window.controls
        controls.set_settings(p.sample)
        controls.seed.set_locked(p.seed_locked)
        controls.advanced_section.set_open(p.advanced_shown)
        controls.output_section.set_open(p.output_shown)
        controls.output.set_output(p.output)
        self._window.restore(p.window)
        self._studio.runner.previews = p.previews

    def remember(self) -> None:
        p = self._keeper.value
        p.window = self._window.state()
        p.theme = self._studio.theme.choice
        self._take_controls()
        try:
            p.sample = self._window.controls.settings()
        except SettingsError:
            log.warning("The controls hold no valid settings", exc_info=True)

    def _take_controls(self) -> None:
        """What is remembered without being part of a result's settings."""
        p, controls = self._keeper.value, self._window.controls
        p.output = controls.output.output()
        p.seed_locked = controls.seed.locked
        p.advanced_shown = controls.advanced_section.header.isChecked()
        p.output_shown = controls.output_section.header.isChecked()

    @Slot()
    def _on_controls_changed(self) -> None:
        if not self._restoring:
            self._take_controls()
            self._keeper.touch()

    @Slot()
    def _on_theme(self) -> None:
        self._studio.theme.toggle()
        self._keeper.value.theme = self._studio.theme.choice
        self._keeper.touch()

    @Slot()
    def _on_preferences(self) -> None:
        dialog = PreferencesDialog(self._window, self._keeper.value)
        if dialog.exec():
            dialog.apply_to(self._keeper.value)
            self._studio.theme.choose(self._keeper.value.theme)
            self._studio.runner.previews = self._keeper.value.previews
            self._keeper.touch()
