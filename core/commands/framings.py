"""How the inputs of one `upscale` command are framed: by its options, else like the result that all shall be like."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from core.errors import SettingsError
from core.images.framing import AS_IT_IS, Box, Framing, framing_in
from core.images.names import is_book
from core.storage.paths import display_name

WHOLE = "none"


def crop(text: str) -> Box | str:
    """For argparse: X,Y,WIDTH,HEIGHT, or WHOLE."""
    if text == WHOLE:
        return text
    parts = text.split(",")
    if len(parts) != 4 or not all(part.isascii() and part.isdigit() and len(part) < 9 for part in parts):
        raise argparse.ArgumentTypeError(f"write it as X,Y,WIDTH,HEIGHT in pixels, or {WHOLE}")
    x, y, width, height = map(int, parts)
    if not (width and height):
        raise argparse.ArgumentTypeError("a crop has a width and height of 1 or more")
    return x, y, width, height


def framing_asked(options: argparse.Namespace) -> Framing:
    """How every input is framed that is no book. Reads the result that all shall be like, if there is one."""
    framing = AS_IT_IS
    if options.like is not None:
        from core.images.files import read_settings

        framing = framing_in(read_settings(options.like) or {})
    if options.turn is not None:
        framing = replace(framing, turn=options.turn)
    if options.mirror is not None:
        framing = replace(framing, mirror=options.mirror)
    if options.crop is not None:
        framing = replace(framing, crop=None if options.crop == WHOLE else options.crop)
    return framing


def check_no_book(picture: Path, framing: Framing) -> None:
    """Raises SettingsError for a book that was to be framed: what is cut off one page may be all of another."""
    if framing.changes and is_book(picture):
        raise SettingsError(
            f"{display_name(picture)} is a book: its pages are not turned, mirrored or cropped. Leave that out "
            "for books."
        )
