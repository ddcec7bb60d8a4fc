"""What is left out of a start in safe mode, and how it is set aside so that the next start is a usual one."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from app.system.folders import Folders

log = logging.getLogger(__name__)


def suspects(folders: Folders) -> list[Path]:
    """All that a person's earlier starts have left and a start reads: it is neither used nor lost in safe mode.

    Of unsaved results and own models each file, since the present run adds its own to them.
    """
    settings = [folders.config / "settings.json", folders.config / "presets.json"]
    files = [path for path in settings if path.exists()]
    for folder in _growing(folders):
        files += sorted(path for path in folder.rglob("*") if not path.is_dir())
    return files


def set_aside(folders: Folders, left: Sequence[Path]) -> list[Path]:
    """Renames what was `left` to NAME.bad, NAME.2.bad and so on -> where it lies now.

    Files of unsaved results and models go to folders of such names; what else has come there stays.
    """
    bad_folders = {folder: _free(folder) for folder in _growing(folders)}
    moved = []
    for path in left:
        home = next((each for each in bad_folders if path.is_relative_to(each)), None)
        folder = None if home is None else bad_folders[home]
        target = _free(path) if home is None or folder is None else folder / path.relative_to(home)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            path.rename(target)
        except OSError:
            log.warning("%s could not be set aside", path, exc_info=True)
            continue
        moved.append(folder or target)
    return list(dict.fromkeys(moved))


def _growing(folders: Folders) -> tuple[Path, Path]:
    return folders.session, folders.data / "models"


def _free(path: Path) -> Path:
    bad, number = path.with_name(path.name + ".bad"), 1
    while bad.exists():
        number += 1
        bad = path.with_name(f"{path.name}.{number}.bad")
    return bad
