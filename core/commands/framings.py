"""How the inputs of one `upscale` command are framed: by its options, else like the result that all shall be like."""

from __future__ import annotations

import argparse
from dataclasses import replace

from core.images.framing import AS_IT_IS, Box, Framing, framing_in
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
    """How every input is framed. Reads the result that all shall be like, if there is one."""
    framing = _framing_like(options)
    if options.turn is not None:
        framing = replace(framing, turn=options.turn)
    if options.mirror is not None:
        framing = replace(framing, mirror=options.mirror)
    if options.crop is not None:
        framing = replace(framing, crop=None if options.crop == WHOLE else options.crop)
    return framing


def like_text(options: argparse.Namespace) -> str:
    """A sentence on what of the framing comes from the result that all shall be like, as inputs may be other pictures;
    "" if nothing does."""
    like, used = _framing_like(options), framing_asked(options)
    parts = []
    if like.crop is not None and used.crop == like.crop:
        parts.append("cropped to {2} x {3} pixels at {0}, {1}".format(*like.crop))
    if like.turn and used.turn == like.turn:
        parts.append(f"turned by {like.turn} degrees")
    if like.mirror and used.mirror:
        parts.append("mirrored")
    if not parts:
        return ""
    otherwise = "--crop none --turn 0 --no-mirror takes them as they are"
    return f"Like {display_name(options.like)}, all inputs are {', '.join(parts)} first; {otherwise}."


def _framing_like(options: argparse.Namespace) -> Framing:
    """How the picture of the result was framed that all shall be like, if there is one. They may have other sizes."""
    if options.like is None:
        return AS_IT_IS
    from core.images.files import read_settings

    return framing_in(read_settings(options.like) or {}).within(None)
