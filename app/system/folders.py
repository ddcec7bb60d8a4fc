"""Where the program keeps its settings, unsaved results and log."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

from app.system.stand_in import StandIn
from core.storage.folders import NAME, chosen_home, user_config


@dataclass(frozen=True)
class Folders:
    """Each exists and can be written to: a temporary one stands in for a folder that cannot."""

    config: Path
    data: Path
    logs: Path
    stands_in: Mapping[Path, Path] = field(default_factory=dict)
    """For each temporary folder the person's own: no later start looks into the temporary one."""
    stand_in: StandIn | None = None

    @property
    def session(self) -> Path:
        """Results that have not been saved yet."""
        return self.data / "session"

    def give_back(self) -> None:
        """The program has ended and its log is closed: temporary folders go. Never an error."""
        if self.stand_in is not None:
            self.stand_in.remove()


def find_folders() -> Folders:
    """The system's usual places, or below RESSHIFT_STUDIO_HOME where that is set."""
    home = chosen_home()
    if home:
        return folders_below(home)
    dirs = platformdirs.PlatformDirs(NAME, appauthor=False)
    return _writable(user_config(), dirs.user_data_path, dirs.user_log_path)


def folders_below(home: Path) -> Folders:
    return _writable(home / "config", home / "data", home / "logs")


def _writable(config: Path, data: Path, logs: Path) -> Folders:
    wanted = {"config": config, "data": data, "logs": logs}
    shut = {name: folder for name, folder in wanted.items() if not _can_write(folder)}
    if not shut:
        return Folders(config, data, logs)
    stand_in = StandIn()
    places = {name: stand_in.place(name) for name in shut}
    stands_in = {places[name]: folder for name, folder in shut.items()}
    return Folders(**{**wanted, **places}, stands_in=stands_in, stand_in=stand_in)


def _can_write(folder: Path) -> bool:
    """Whether files can be made in `folder`, which is made if need be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def resources() -> Path:
    """The folder with icons, theme, samples and the built-in model."""
    return Path(__file__).resolve().parents[2] / "resources"


def sample_pictures() -> list[Path]:
    """The pictures that come with the program; empty where they were left out."""
    folder = resources() / "samples"
    if not folder.is_dir():
        return []
    suffixes = {".png", ".jpg", ".jpeg", ".webp"}
    return sorted(p for p in folder.iterdir() if p.suffix.lower() in suffixes)
