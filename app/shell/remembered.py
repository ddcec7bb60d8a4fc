"""Brings the preferences into the controls at the start, and back whenever a person changes something."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Signal, Slot

from app.engine.support_installer import SupportInstaller
from app.kit.theme import Theme
from app.preferences.dialog import PreferencesDialog
from app.preferences.keeper import PreferencesKeeper
from app.shell.main_window import MainWindow
from core.errors import SettingsError

log = logging.getLogger(__name__)


class Remembered(QObject):
    """`restore` at the start, `remember` at the end; what changes between is taken over by itself."""

    applied = Signal()  # the preferences have been read, or changed by a person

    def __init__(
        self,
        window: MainWindow,
        theme: Theme,
        keeper: PreferencesKeeper,
        support: SupportInstaller,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._theme, self._keeper, self._support = window, theme, keeper, support
        self._restoring = False
        controls, actions = window.controls, window.actions_
        actions.theme.triggered.connect(self._on_theme)
        actions.preferences.triggered.connect(self._on_preferences)
        for signal in (
            controls.output.changed,
            controls.advanced.changed,
            controls.advanced_section.toggled,
            controls.output_section.toggled,
            controls.seed.changed,
            controls.size_chooser.print_fields.changed,
            controls.size_chooser.print_fields.unitChanged,
        ):
            signal.connect(self._on_controls_changed)

    def restore(self) -> None:
        """Set the controls. Nothing is taken over from them until all have been set."""
        self._restoring = True
        try:
            self._restore()
        finally:
            self._restoring = False

    def _restore(self) -> None:
        p, controls = self._keeper.value, self._window.controls
        controls.size_chooser.print_fields.set_unit(p.print_unit)
        controls.size_chooser.print_fields.set_dpi(p.print_dpi)
        controls.set_settings(p.sample)
        controls.seed.set_locked(p.seed_locked)
        controls.advanced_section.set_open(p.advanced_shown)
        controls.output_section.set_open(p.output_shown)
        controls.output.set_output(p.output)
        controls.set_only_below(p.only_below)
        self._window.restore(p.window)
        self._window.explore_page.restore(p.explore)
        self.applied.emit()

    def remember(self) -> None:
        p = self._keeper.value
        p.window = self._window.state()
        p.explore = self._window.explore_page.state()
        p.theme = self._theme.choice
        self._take_controls()
        try:
            p.sample = self._window.controls.settings()
        except SettingsError:
            log.warning("The controls hold no valid settings", exc_info=True)

    def _take_controls(self) -> None:
        """Take over what is remembered without being part of a result's settings."""
        p, controls = self._keeper.value, self._window.controls
        p.output = controls.output.output()
        p.only_below = controls.advanced.only_below
        p.print_unit = controls.size_chooser.print_fields.unit
        p.print_dpi = controls.size_chooser.print_fields.dpi
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
        self._theme.toggle()
        self._keeper.value.theme = self._theme.choice
        self._keeper.touch()

    @Slot()
    def _on_preferences(self) -> None:
        dialog = PreferencesDialog(self._window, self._keeper.value, self._support)
        if dialog.exec():
            dialog.apply_to(self._keeper.value)
            self._theme.choose(self._keeper.value.theme)
            self._keeper.touch()
            self.applied.emit()
