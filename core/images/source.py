"""Which file a result was made of: its digest, which is written into the result."""

from __future__ import annotations

import hashlib
from pathlib import Path

SOURCE = "source_sha256"  # in a result's settings: the digest of the file that it was made of


def digest_of(path: Path | None) -> str:
    """The SHA-256 of a picture's file in hexadecimal digits; "" for none, and where it cannot be read. Takes as long as
    reading the file."""
    try:
        if path is None or not path.is_file():  # opening a pipe would wait
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
