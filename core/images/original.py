"""The picture that a result was made of: its file may hold another one by now."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.errors import ChangedOriginalError
from core.images.file_bytes import read_bytes
from core.images.formats.book import read_book
from core.images.formats.decode import decode_picture
from core.images.framing import framed, framing_in
from core.images.names import is_book
from core.images.picture import Picture
from core.images.source import SOURCE, digest_of
from core.storage.paths import display_name


def read_original(path: Path, written: Mapping[str, Any]) -> Picture:
    """The picture in the file at `path`, framed as it was for a result, by what was `written` about that. Raises
    PictureError if it cannot be read, or is not the one that the result was made of."""
    shown = display_name(path)
    if is_book(path):
        _compare(digest_of(path), shown, written)
        return framed(read_book(path).first(), framing_in(written))
    data = read_bytes(path)
    _compare(hashlib.sha256(data).hexdigest(), shown, written)
    return framed(decode_picture(data, shown), framing_in(written))


def check_original(path: Path, written: Mapping[str, Any]) -> None:
    """Raises ChangedOriginalError if the file at `path` holds another picture than the one that a result was made of;
    of a file that cannot be read nothing is said."""
    _compare(digest_of(path), display_name(path), written)


def _compare(digest: str, shown: str, written: Mapping[str, Any]) -> None:
    known = written.get(SOURCE, "")
    if known and digest and known != digest:
        raise ChangedOriginalError(
            f"{shown} has been changed since it was enlarged, so this result cannot be mixed with it. Enlarge it anew, "
            "or take the result as the model made it: strength 100 %, nothing protected, no grain."
        )
