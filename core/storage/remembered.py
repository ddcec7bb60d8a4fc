"""What was measured or found out and need not be again: small records in the cache, none of which is ever missed."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TypeVar

from core.errors import SaveError
from core.storage import records
from core.storage.atomic import write_atomically
from core.storage.folders import user_cache

log = logging.getLogger(__name__)

T = TypeVar("T")


def recall(kind: type[T], name: str, otherwise: T) -> T:
    """The record of that name as a value of `kind`; `otherwise` if there is none, or it cannot be read."""
    return records.read_or(kind, _file(name), otherwise)


def remember(name: str, value: object) -> None:
    """Writes a record: a dataclass, or plain values. Where that fails it is found out again another time."""
    path = _file(name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, records.encode(value), overwrite=True)
    except (OSError, SaveError):
        log.warning("%s cannot be written", path, exc_info=True)


def _file(name: str) -> Path:
    return user_cache() / f"{name}.json"
