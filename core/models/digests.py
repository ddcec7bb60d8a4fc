"""Digests of the installed model files: recorded when a file is installed, or else computed once."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

from msgspec import Meta

from core.errors import ModelError, SaveError
from core.models.checkpoints import sha256_of
from core.storage import records
from core.storage.atomic import write_atomically
from core.storage.looking import exists

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Entry:
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
    state: tuple[int, int]  # see _state


@dataclass(frozen=True)
class Digests:
    """A record of digests in one JSON file. An entry is valid as long as its file has the same size and time of
    change."""

    index: Path

    def known(self, file: Path) -> str:
        """The recorded SHA-256 of a file; "" if there is none, or if the file has changed."""
        entry = self._entries().get(str(file.absolute()))
        try:
            return entry.sha256 if entry and entry.state == _state(file) else ""
        except OSError:
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
        self._record(file, _Entry(digest, state))
        return digest

    def _record(self, file: Path, entry: _Entry) -> None:
        """Adds an entry. If two programs write at once, one entry may be lost, and is then computed again."""
        kept = {name: old for name, old in self._entries().items() if exists(Path(name))}
        entries = {**kept, str(file.absolute()): entry}
        text = json.dumps({name: asdict(entry) for name, entry in entries.items()}, indent=1)
        try:
            self.index.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(self.index, text.encode(), overwrite=True)
        except (OSError, SaveError) as error:
            log.warning("The digest of %s could not be recorded: %s", file.name, error)

    def _entries(self) -> dict[str, _Entry]:
        """What is on record; nothing where the record is damaged, since every entry can be computed again."""
        return records.read_or(dict[str, _Entry], self.index, {})


def _state(file: Path) -> tuple[int, int]:
    """[size in bytes, time of change in nanoseconds], which tell whether a file has changed."""
    found = file.stat()
    return found.st_size, found.st_mtime_ns
