"""Reads JSON that was stored or received into dataclasses, and checks it. Nothing else in the program does that.

What comes from a disk, a pipe or a network may be damaged or forged. So its size is limited, its values must have
exactly the types that the dataclass names, and whatever is wrong ends in one error.
"""

from __future__ import annotations

import base64
import dataclasses
import json
import logging
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from core.errors import EngineError

log = logging.getLogger(__name__)

T = TypeVar("T")
D = TypeVar("D")
LIMIT = 64_000_000  # bytes of a record; a list of a hundred thousand pictures has a fifth of that


class RecordError(EngineError):
    """A stored or received record is not what it should be."""


def decode(kind: type[T], data: bytes | str, *, limit: int = LIMIT) -> T:
    """A value of `kind` from JSON: a dataclass, or a list, dict or tuple of such. Unknown keys are ignored.

    Types are strict: a number may not be in quotes, nor be true or false; but a whole number may stand for a fraction.
    Raises RecordError, also for an EngineError that the dataclass raises, and nothing else.
    """
    if len(data) > limit:
        raise RecordError(f"the record has {len(data)} bytes, more than the {limit} that one can have")
    try:
        return convert(kind, json.loads(data))
    except (ValueError, RecursionError) as error:  # no JSON, no UTF-8, or nested too deeply
        raise RecordError(f"the record cannot be read ({type(error).__name__})", detail=str(error)) from error


def convert(kind: type[T], values: Any) -> T:
    """A value of `kind` from values that have been read from JSON already, see `decode`. Raises RecordError."""
    try:
        return msgspec.convert(values, kind)
    except msgspec.ValidationError as error:
        raise RecordError(f"the record does not fit: {error}") from error
    except EngineError as error:
        raise RecordError(
            f"the record does not fit: {str(error).rstrip('.')}", detail=error.detail
        ) from error
    except (ValueError, RecursionError, OverflowError) as error:  # such as a letter that there is not
        raise RecordError(f"the record cannot be read ({type(error).__name__})") from error


def read(kind: type[T], path: Path, *, limit: int = LIMIT) -> T:
    """The record in a file. Raises FileNotFoundError if there is no file, RecordError for all else."""
    try:
        if path.stat().st_size > limit:
            raise RecordError(f"{path.name} is larger than the {limit} bytes that such a record can have")
        data = path.read_bytes()
    except FileNotFoundError:
        raise
    except (OSError, ValueError) as error:
        raise RecordError(f"{path.name} cannot be read", detail=repr(error)) from error
    return decode(kind, data, limit=limit)


def read_or(kind: type[T], path: Path, otherwise: D) -> T | D:
    """The record in a file; `otherwise` if there is none, or it cannot be read."""
    try:
        return read(kind, path)
    except (FileNotFoundError, RecordError):
        return otherwise


def encode(value: Any) -> bytes:
    """Dataclasses and plain values as JSON in ASCII, which goes through any pipe; bytes in base64, as `decode` takes
    them."""
    return json.dumps(_plain(value), separators=(",", ":"), default=_base64).encode("ascii")


def _base64(value: Any) -> str:
    if not isinstance(value, bytes):
        raise TypeError(f"{type(value).__name__} is no plain value")
    return base64.b64encode(value).decode("ascii")


def _plain(value: Any) -> Any:
    return (
        dataclasses.asdict(value)
        if dataclasses.is_dataclass(value) and not isinstance(value, type)
        else value
    )


def set_aside(path: Path) -> Path | None:
    """Renames a damaged record to NAME.bad, so that it is neither read again nor lost. Returns its new path, or None if
    it cannot be renamed."""
    bad = path.with_name(path.name + ".bad")
    try:
        path.replace(bad)
    except OSError:
        log.warning("%s is damaged and could not be set aside", path, exc_info=True)
        return None
    log.warning("%s is damaged and was set aside as %s", path, bad.name)
    return bad
