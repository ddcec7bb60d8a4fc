"""Where the program keeps its settings, unsaved results and log."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from core.storage.folders import NAME, chosen_home


@dataclass(frozen=True)
class Folders:
    """Each exists and can be written to."""

    config: Path
    data: Path
    logs: Path

    @property
    def session(self) -> Path:
        """Results that have not been saved yet."""
        return self.data / "session"


def find_folders() -> Folders:
    """The system's usual places, or below RESSHIFT_STUDIO_HOME where that is set."""
    home = chosen_home()
    if home:
        return folders_below(home)
    dirs = platformdirs.PlatformDirs(NAME, appauthor=False)
    return Folders(
        _writable(dirs.user_config_path), _writable(dirs.user_data_path), _writable(dirs.user_log_path)
    )


def folders_below(home: Path) -> Folders:
    return Folders(_writable(home / "config"), _writable(home / "data"), _writable(home / "logs"))


def _writable(folder: Path) -> Path:
    """`folder`, which is made if need be; a temporary one if it cannot be written to."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        return Path(tempfile.mkdtemp(prefix=f"{NAME}-"))


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
