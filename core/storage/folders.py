"""The folders in which the program keeps what belongs to the person."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

NAME = "resshift-studio"
HOME_VARIABLE = (
    "RESSHIFT_STUDIO_HOME"  # names one folder for everything, for tests and portable installations
)


def chosen_home() -> Path | None:
    """The one folder for everything, if the environment names it."""
    home = os.environ.get(HOME_VARIABLE)
    return Path(home) if home else None


def settle_home() -> None:
    """Makes the chosen home absolute in the environment itself, so that it is the same folder for every process that
    this one starts, whatever folder that works in."""
    home = os.environ.get(HOME_VARIABLE)
    if home:
        os.environ[HOME_VARIABLE] = str(Path(os.path.expanduser(home)).absolute())  # noqa: PTH111


def user_config() -> Path:
    """The folder of settings and presets. It need not exist yet."""
    home = chosen_home()
    return home / "config" if home else Path(platformdirs.user_config_dir(NAME, appauthor=False))


def user_data() -> Path:
    """The folder of models, training runs and unsaved results. It need not exist yet."""
    home = chosen_home()
    return home / "data" if home else Path(platformdirs.user_data_dir(NAME, appauthor=False))


def user_cache() -> Path:
    """The folder of files that can be made again. It need not exist yet."""
    home = chosen_home()
    return home / "cache" if home else Path(platformdirs.user_cache_dir(NAME, appauthor=False))
