"""The temporary folder that takes the place of folders which cannot be written to, and goes with the program."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from pathlib import Path

from filelock import FileLock

from core.storage.folders import NAME
from core.storage.looking import is_file, listed
from core.storage.runtime import is_private

log = logging.getLogger(__name__)

PREFIX = f"{NAME}-"
LOCK = "in use"  # held as long as the program lives, so that a later one knows
SESSION = Path("data", "session")  # of unsaved results


class StandIn:
    """One folder for all that is wanted. Raises OSError where there is no room even for that."""

    def __init__(self) -> None:
        sweep()
        self.folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        self._lock = FileLock(self.folder / LOCK, timeout=0)
        self._lock.acquire()

    def place(self, name: str) -> Path:
        """A folder of that name within it."""
        place = self.folder / name
        place.mkdir()
        return place

    def remove(self) -> None:
        """The program ends. Never an error."""
        self._lock.release()
        _remove(self.folder)


def sweep() -> None:
    """Removes what programs have left that were killed. Never an error."""
    for folder in listed(Path(tempfile.gettempdir()), f"{PREFIX}*"):
        try:
            # The folder of another user could lead anywhere.
            if not is_private(os.lstat(folder)) or not is_file(folder / LOCK):
                continue
            with FileLock(folder / LOCK, timeout=0):
                pass
        except OSError:  # Timeout is one: its program lives
            continue
        _remove(folder)


def _remove(folder: Path) -> None:
    """Deletes the folder, unless results lie in it that nobody has saved: the log names it then."""
    if any(is_file(path) for path in listed(folder / SESSION, "**/*")):
        log.warning("Unsaved results stay in %s", folder)
        return
    shutil.rmtree(folder, ignore_errors=True)
