"""Support for the graphics card: offered where it is missed, and taken into use when it has been installed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from app.engine.environments import interpreter_of
from app.engine.external_python import models_folder
from app.engine.support_installer import SupportInstaller
from app.kit.notice_bar import Notice, Notify
from app.kit.text import bytes_text
from app.preferences.keeper import PreferencesKeeper
from app.training.launcher import Launcher
from core.errors import ModelError
from core.events import SupportEnded
from core.models.catalog import find_model
from core.process.other_python import clean_environment, command_line
from core.support.install import installed, place
from core.support.kinds import proposed


def launcher_for(environment: str) -> Launcher:
    """Starts trainings in the Python environment that the engine uses, or in the program itself."""
    python = interpreter_of(Path(environment)) if environment else None
    if python is None:
        return Launcher()
    return Launcher(command_line(python, models_folder()), variables=clean_environment())


def importing_in(environment: str) -> tuple[tuple[str, ...], dict[str, str]] | None:
    """The command and variables for imports of models in that environment; None for the program itself."""
    python = interpreter_of(Path(environment)) if environment else None
    return None if python is None else (command_line(python, models_folder()), clean_environment())


class Support(QObject):
    """Offers it once a session, with a way to the preferences; `installer` does the work."""

    def __init__(
        self,
        notify: Notify,
        open_preferences: Callable[[], None],
        preferences: PreferencesKeeper,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._notify, self._open, self._preferences = notify, open_preferences, preferences
        self.installer = SupportInstaller(self)
        self.installer.ended.connect(self._on_ended)
        self._offered = False

    @Slot()
    def offer(self) -> None:
        """What is about to be done needs a torch that can use the card of this computer."""
        kind = None if self._offered or self._preferences.value.python_environment else proposed()
        if kind is None or installed() is not None or self.installer.busy:
            return
        self._offered = True
        text = self.tr(
            "Trainings and the authors' models can use your graphics card ({0}). That takes {1} once."
        )
        words = text.format(kind.title, bytes_text(kind.bytes))
        actions = ((self.tr("Show me"), self._open),)
        self._notify(Notice(words, key="support", actions=actions, stays=True))

    @Slot(str)
    def on_model_used(self, key: str) -> None:
        try:
            official = find_model(key).kind == "official"
        except ModelError:
            return
        if official:
            self.offer()

    @Slot(object)
    def _on_ended(self, ended: SupportEnded) -> None:
        there = installed() is not None
        chosen = str(place()) if there else ""
        if there or self._preferences.value.python_environment == str(place()):
            self._preferences.value.python_environment = chosen
            self._preferences.touch()
        if ended.problem:
            self._notify(Notice(ended.problem, "warning", key="support", detail=ended.detail))
        elif there:
            self._notify(
                Notice(
                    self.tr("Your graphics card is used from the next start on."), key="support", stays=True
                )
            )
