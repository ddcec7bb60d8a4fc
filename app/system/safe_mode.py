"""What is left out of a start in safe mode, and how it is set aside so that the next start is a usual one."""

from __future__ import annotations

from pathlib import Path

from app.system.folders import Folders
from core.storage import records


def suspects(folders: Folders) -> list[Path]:
    """All that a person's earlier starts have left and a start reads: it is neither used nor lost in safe mode."""
    names = [
        folders.config / "settings.json",
        folders.config / "presets.json",
        folders.session,
        folders.data / "models",
    ]
    return [path for path in names if path.exists()]


def set_aside(folders: Folders) -> list[Path]:
    """Renames each to NAME.bad, NAME.2.bad and so on -> where they lie now."""
    return [bad for path in suspects(folders) if (bad := _renamed(path)) is not None]


def _renamed(path: Path) -> Path | None:
    free, number = path, 1
    while free.with_name(free.name + ".bad").exists():
        number += 1
        free = path.with_name(f"{path.name}.{number}")
    if free != path:
        try:
            path.rename(free)
        except OSError:
            return None
    return records.set_aside(free)
