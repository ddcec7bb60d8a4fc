"""The one way in which what was stored or received becomes typed values: JSON, checked, into plain dataclasses.

Whatever comes from a disk, a pipe or a net may be damaged or made up. Here it is read with a limit of size, into
exactly the types that the dataclass names, and everything that can go wrong ends in one error.
"""

from __future__ import annotations

import dataclasses
import json
import logging
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from core.errors import EngineError

log = logging.getLogger(__name__)

T = TypeVar("T")
LIMIT = 64_000_000  # bytes of a record: a list of a hundred thousand pictures has a fifth of it


class RecordError(EngineError):
    """A stored or received record is not what it should be."""


def decode(kind: type[T], data: bytes | str, *, limit: int = LIMIT) -> T:
    """JSON -> a value of `kind`: a dataclass, or a list, dict or tuple of such. Unknown keys are passed over.

    Types are strict: no number in quotes, no truth value for a number; whole numbers do for fractions. What a
    dataclass itself refuses (an EngineError of its own) is refused here. Raises RecordError, and nothing else.
    """
    if len(data) > limit:
        raise RecordError(f"the record has {len(data)} bytes, more than the {limit} that one can have")
    try:
        return convert(kind, json.loads(data))
    except (ValueError, RecursionError) as error:  # no JSON, no UTF-8, or nested too deeply
        raise RecordError(f"the record cannot be read ({type(error).__name__})", detail=str(error)) from error


def convert(kind: type[T], values: Any) -> T:
    """The same of values that have been read from JSON already. Raises RecordError."""
    try:
        return msgspec.convert(values, kind)
    except msgspec.ValidationError as error:
        raise RecordError(f"the record does not fit: {error}") from error
    except EngineError as error:
        raise RecordError(f"the record does not fit: {error}", detail=error.detail) from error
    except (RecursionError, OverflowError) as error:
        raise RecordError(f"the record cannot be read ({type(error).__name__})") from error


def read(kind: type[T], path: Path, *, limit: int = LIMIT) -> T:
    """The record in a file. Raises FileNotFoundError where there is none, RecordError for all else."""
    try:
        if path.stat().st_size > limit:
            raise RecordError(f"{path.name} is larger than the {limit} bytes that such a record can have")
        data = path.read_bytes()
    except FileNotFoundError:
        raise
    except (OSError, ValueError) as error:
        raise RecordError(f"{path.name} cannot be read", detail=repr(error)) from error
    return decode(kind, data, limit=limit)


def encode(value: Any) -> bytes:
    """ASCII JSON of dataclasses and plain values, so that any pipe carries it."""
    return json.dumps(_plain(value), separators=(",", ":")).encode("ascii")


def _plain(value: Any) -> Any:
    return (
        dataclasses.asdict(value)
        if dataclasses.is_dataclass(value) and not isinstance(value, type)
        else value
    )


def set_aside(path: Path) -> Path | None:
    """Moves a damaged record to NAME.bad, so that it is neither read again nor lost -> where it lies now."""
    bad = path.with_name(path.name + ".bad")
    try:
        path.replace(bad)
    except OSError:
        log.warning("%s is damaged and could not be set aside", path, exc_info=True)
        return None
    log.warning("%s is damaged and was set aside as %s", path, bad.name)
    return bad
