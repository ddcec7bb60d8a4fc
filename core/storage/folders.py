"""Where the program keeps what belongs to the person."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

NAME = "resshift-studio"
HOME_VARIABLE = "RESSHIFT_STUDIO_HOME"  # one folder for everything: tests, portable installations


def chosen_home() -> Path | None:
    """The one folder for everything, where the environment names it."""
    home = os.environ.get(HOME_VARIABLE)
    return Path(home) if home else None


def user_data() -> Path:
    """Models, training runs, unsaved results."""
    home = chosen_home()
    return home / "data" if home else Path(platformdirs.user_data_dir(NAME, appauthor=False))


def user_cache() -> Path:
    """What can be made again."""
    home = chosen_home()
    return home / "cache" if home else Path(platformdirs.user_cache_dir(NAME, appauthor=False))
