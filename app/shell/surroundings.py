"""What exists before the window does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from app.engine.thread import Engine
from app.kit.theme import Theme
from app.preferences.keeper import PreferencesKeeper
from app.system.folders import Folders
from app.system.logs import LogLines
from app.system.power import Power


@dataclass(frozen=True)
class Surroundings:
    """What one run of the program is given. `session_folder` holds what must survive a crash."""

    folders: Folders
    theme: Theme
    preferences: PreferencesKeeper
    lines: LogLines
    load_engine: Callable[[], Engine]
    session_folder: Path
    power: Power = field(default_factory=Power)
    safe: bool = False  # nothing is read that an earlier start has left; see app.system.safe_mode
