"""How the inputs of one `upscale` command are framed: by its options, else like the result that all shall be like."""

from __future__ import annotations

import argparse
from dataclasses import replace

from core.images.framing import AS_IT_IS, Box, Framing, framing_in

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
    """How every input is framed. Reads the result that all shall be like, if there is one."""
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
