"""Which result a picture gets by the options of `upscale`: its format, and whether it is there already."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from core.images.files import frames_in
from core.images.names import FRAME_SUFFIXES, SAME, format_for, is_book, suffix_of
from core.jobs import SampleSettings
from core.upscaling.done_before import DoneBefore


def format_of(options: argparse.Namespace, picture: Path) -> str:
    """The format of the result of a picture, or of all that its file holds; of a book that of its pages, which stay as
    they are unless another one was asked for."""
    wished = options.format or options.usual_format
    if options.format is None and (
        is_book(picture) or (wished not in FRAME_SUFFIXES and options.frames == "all")
    ):
        wished = SAME if is_book(picture) or frames_in(picture) > 1 else wished
    whole = is_book(picture) or (options.frames == "all" and wished == SAME and frames_in(picture) > 1)
    return format_for(wished, picture, whole=whole)


def done_before(options: argparse.Namespace, settings: SampleSettings) -> Callable[[Path], DoneBefore | None]:
    """Gives for a picture what knows whether it has such a result already; None if all shall be enlarged."""
    known: dict[tuple[str, str], DoneBefore] = {}

    def of(picture: Path) -> DoneBefore | None:
        if options.again or options.save_steps is not None:  # whether all steps are there is not known
            return None
        format = format_of(options, picture)
        kind = format, suffix_of(format, picture)
        if kind not in known:
            asked = (
                options.name,
                format,
                options.private,
                options.quality,
                options.bit_depth,
                options.lossless,
            )
            whole = options.frames == "all"
            more = {
                "whole": whole,
                "propose": options.protect,
                "seeds": options.spread,
                "max_bytes": options.max_size,
            }
            book = picture if is_book(picture) else None
            known[kind] = DoneBefore(settings, *asked, book=book, **more)
        return known[kind]

    return of
