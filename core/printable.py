"""Texts with names in them, fit to be shown: nothing in a name can hide, turn round or forge what stands beside it."""

from __future__ import annotations

import contextlib
import logging
import os
import unicodedata
from typing import TextIO

# Joins emoji and letters of some scripts; the only invisible format characters that are shown as they are.
_HARMLESS = "\u200c\u200d"
_HIDING = ("Cc", "Cf", "Cs", "Zl", "Zp")


def printable(text: str, *, lines: bool = True, raw_bytes: bool = False) -> str:
    """`text` with escapes in place of control characters, of bytes that are no text (as os.fsdecode carries them), and
    of characters that are invisible or turn the direction of writing.

    With `lines` it may have several lines; with `raw_bytes` bytes that are no text stay, for files that hold names.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if _harmless(c, lines, raw_bytes) else _escaped(c) for c in text)


def _harmless(character: str, lines: bool, raw_bytes: bool) -> bool:
    if _is_byte(character):
        return raw_bytes
    kept = _HARMLESS + "\n\t" if lines else _HARMLESS
    return character in kept or unicodedata.category(character) not in _HIDING


def _is_byte(character: str) -> bool:
    return 0xDC80 <= ord(character) <= 0xDCFF


def _escaped(character: str) -> str:
    if _is_byte(character):
        return f"\\x{ord(character) - 0xDC00:02x}"
    return character.encode("unicode_escape").decode("ascii")


def log_errors() -> None:
    """Has errors logged to the standard error output, as the command line and its processes want it."""
    handler = logging.StreamHandler()
    handler.setFormatter(PrintableFormatter("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.ERROR, handlers=[handler])


class PrintableFormatter(logging.Formatter):
    """Of lines in a log."""

    def format(self, record: logging.LogRecord) -> str:
        return printable(super().format(record))


def send_nowhere(stream: TextIO) -> None:
    """Lets go what is still to be written to a stream, and all that follows, as where nobody reads it any more."""
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
