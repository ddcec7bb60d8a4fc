"""Digests of the installed model files: recorded when a file is installed, or else computed once."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import ModelError, SaveError
from core.models.checkpoints import sha256_of
from core.storage.atomic import write_atomically

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Digests:
    """A record of digests in one JSON file. An entry is valid as long as its file has the same size and time of
    change."""

    index: Path

    def known(self, file: Path) -> str:
        """The recorded SHA-256 of a file; "" if there is none, or if the file has changed."""
        entry = self._entries().get(str(file.absolute()))
        try:
            return str(entry["sha256"]) if entry and entry["state"] == _state(file) else ""
        except (OSError, KeyError, TypeError):
            return ""

    def of(self, file: Path) -> str:
        """The SHA-256 of a file; computed and recorded if it is not known. Raises ModelError."""
        known = self.known(file)
        if known:
            return known
        try:
            state, digest = _state(file), sha256_of(file)
        except OSError as error:
            raise ModelError(f"The model file {file} cannot be read: {error.strerror or error}.") from error
        self._record(file, {"sha256": digest, "state": state})
        return digest

    def _record(self, file: Path, entry: dict[str, Any]) -> None:
        """Adds an entry. If two programs write at once, one entry may be lost, and is then computed again."""
        kept = {name: old for name, old in self._entries().items() if Path(name).exists()}
        text = json.dumps({**kept, str(file.absolute()): entry}, indent=1)
        try:
            self.index.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(self.index, text.encode(), overwrite=True)
        except (OSError, SaveError) as error:
            log.warning("The digest of %s could not be recorded: %s", file.name, error)

    def _entries(self) -> dict[str, Any]:
        try:
            entries = json.loads(self.index.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return entries if isinstance(entries, dict) else {}


def _state(file: Path) -> list[int]:
    """[size in bytes, time of change in nanoseconds], which tell whether a file has changed."""
    found = file.stat()
    return [found.st_size, found.st_mtime_ns]
