"""`check`: says how far a result leaves its input, by reducing it again to the input's size."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

from core.errors import SettingsError
from core.images.files import check_folder_writable, read_picture, read_settings, save_picture
from core.images.framing import framed, framing_in
from core.images.picture import Picture
from core.inventions.consistency import compare, sentences
from core.inventions.heat_map import painted, top_for
from core.printable import printable
from core.storage.paths import display_name


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("input", type=Path, help="the picture that was enlarged")
    parser.add_argument("result", type=Path, help="its enlargement, of this or any other program")
    parser.add_argument(
        "--map", type=Path, metavar="FILE.png", help="write where it differs, at the input's size"
    )
    parser.add_argument("--json", action="store_true", help="print the numbers as JSON")


def run(options: argparse.Namespace) -> int:
    _check_files(options)
    written = read_settings(options.result) or {}
    source = framed(read_picture(options.input), framing_in(written))
    result = read_picture(options.result)
    found = compare(source, result)
    top = top_for(found.difference)
    if options.json:
        names = ("rms", "mean", "plain", "limit", "leaves", "shift", "worst", "local")
        print(json.dumps({name: getattr(found, name) for name in names} | {"psnr": min(found.psnr, 999.0)}))
    else:
        if _stretched(source, result):
            sizes = f"{source.width} x {source.height} and {result.width} x {result.height}"
            print(f"The two differ in shape ({sizes}), so one was stretched for the comparison.")
        print(printable("\n".join(sentences(found))))
    if options.map is not None:
        save_picture(Picture(painted(found.difference, top)), options.map, format="png")
        if not options.json:
            print(f"The brightest colour of the map stands for {top:g} levels and more.")
    return 0


def _check_files(options: argparse.Namespace) -> None:
    """Raises SettingsError or SaveError for what can be known before the comparison."""
    for path in (options.input, options.result):
        if not os.path.exists(path):  # noqa: PTH110 - odd names must not raise
            raise SettingsError(f"{display_name(path)} does not exist.")
    if options.map is None:
        return
    if options.map.suffix.lower() != ".png":
        raise SettingsError("The map is a PNG: give it a name that ends in .png.")
    if not os.path.isdir(options.map.parent):  # noqa: PTH112
        raise SettingsError(f"The folder {display_name(options.map.parent)} does not exist.")
    check_folder_writable(options.map.parent)
    if os.path.lexists(options.map):
        raise SettingsError(f"{display_name(options.map)} is there already: give the map another name.")


def _stretched(source: Picture, result: Picture) -> bool:
    """Whether the shapes differ by more than rounding to whole pixels of the input does."""
    return abs(result.width * source.height - result.height * source.width) > max(result.width, result.height)
