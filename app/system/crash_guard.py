"""Notices that the program did not end well, and proposes safe mode after two crashes in a row."""

from __future__ import annotations

import logging
from pathlib import Path

log = logging.getLogger(__name__)

FILE_NAME = "running"
CRASHES_UNTIL_SAFE = 2


class CrashGuard:
    """A file that is there while the program runs, and counts the starts that did not end well."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self.crashes = self._read()
        self._write(str(self.crashes + 1))

    @property
    def safe_mode(self) -> bool:
        return self.crashes >= CRASHES_UNTIL_SAFE

    def ended_well(self) -> None:
        try:
            self._path.unlink(missing_ok=True)
        except OSError:
            log.warning("%s could not be removed", self._path, exc_info=True)

    def _read(self) -> int:
        try:
            return int(self._path.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return 0

    def _write(self, text: str) -> None:
        try:
            self._path.write_text(text, encoding="ascii")
        except OSError:
            log.warning("%s could not be written", self._path, exc_info=True)
