"""`check`: says how far a result leaves its input, by reducing it again to the input's size."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from core.images.files import read_picture, save_picture
from core.images.picture import Picture
from core.inventions.consistency import compare, sentences
from core.inventions.heat_map import painted, top_for
from core.printable import printable


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("input", type=Path, help="the picture that was enlarged")
    parser.add_argument("result", type=Path, help="its enlargement, of this or any other program")
    parser.add_argument(
        "--map", type=Path, metavar="FILE.png", help="write where it differs, at the input's size"
    )
    parser.add_argument("--json", action="store_true", help="print the numbers as JSON")


def run(options: argparse.Namespace) -> int:
    found = compare(read_picture(options.input), read_picture(options.result))
    top = top_for(found.difference)
    if options.json:
        names = ("rms", "mean", "plain", "limit", "leaves", "shift", "worst", "local")
        print(json.dumps({name: getattr(found, name) for name in names} | {"psnr": min(found.psnr, 999.0)}))
    else:
        print(printable("\n".join(sentences(found))))
    if options.map is not None:
        save_picture(Picture(painted(found.difference, top)), options.map, format="png")
        if not options.json:
            print(f"The brightest colour of the map stands for {top:g} levels and more.")
    return 0
