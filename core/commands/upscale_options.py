"""The options of `upscale`, and how their texts are read."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from core.commands.framings import crop
from core.errors import SettingsError
from core.finishing.finish import FAITHFUL
from core.finishing.proposals import KINDS, check_kinds
from core.images.framing import TURNS
from core.images.names import DEFAULT_TEMPLATE, SAME
from core.images.print_size import PRINT_DPI, print_side, print_size
from core.jobs import COLOR_FIXES, FORMATS, MOST_PIXELS_A_SIDE, SampleSettings, SaveSettings
from core.storage.sizes import bytes_of

T = TypeVar("T")


def add(parser: argparse.ArgumentParser) -> None:
    default = SampleSettings()
    parser.add_argument("input", nargs="+", help="pictures, books (CBZ, EPUB, ZIP), folders or patterns")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="DIR", help="folder of the results [beside the input]"
    )
    parser.add_argument(
        "--model",
        dest="models",
        type=_models,
        metavar="MODEL[,MODEL]",
        help=f"key or .safetensors file; of several each makes a result [{default.model}]",
    )
    parser.add_argument("--scale", type=float, help="output size / input size [the model's]")
    parser.add_argument(
        "--size", type=_size, metavar="WxH", help="exact size of the result, instead of --scale"
    )
    parser.add_argument(
        "--short-side",
        type=_side,
        metavar="PIXELS",
        help="the result's shorter side, instead of --scale: it keeps its shape",
    )
    parser.add_argument(
        "--long-side", type=_side, metavar="PIXELS", help="the result's longer side, likewise"
    )
    parser.add_argument(
        "--only-below",
        type=_side,
        metavar="PIXELS",
        help="leave pictures as they are whose longer side has so many pixels or more",
    )
    parser.add_argument(
        "--print",
        type=_explained(print_size),
        dest="printed",
        metavar="20x15cm",
        help="size on paper, in cm, mm or in, instead of --scale: the result keeps its shape and fits into it",
    )
    parser.add_argument(
        "--print-width", type=_explained(print_side), metavar="20cm", help="width on paper alone"
    )
    parser.add_argument(
        "--print-height", type=_explained(print_side), metavar="15cm", help="height on paper alone"
    )
    parser.add_argument(
        "--dpi", type=float, help=f"pixels per inch, written into the result [{PRINT_DPI:g} with --print]"
    )
    parser.add_argument(
        "--reduce",
        type=_reduction,
        metavar="FACTOR",
        help="reduce pictures that are softer than their size by this factor first, 0.1 to 1; auto: as far as they are "
        "soft [1]",
    )
    parser.add_argument(
        "--tileable",
        action=argparse.BooleanOptionalAction,
        help="the pictures are seamless textures, whose edges continue at the opposite ones: so do the results'",
    )
    parser.add_argument(
        "--crop",
        type=crop,
        metavar="X,Y,WIDTH,HEIGHT",
        help="enlarge this part of each picture alone, in its pixels as a viewer shows it; none: all of it, whatever "
        "--like says",
    )
    parser.add_argument(
        "--turn",
        type=int,
        choices=TURNS,
        help="turn each picture by so many degrees clockwise first, after --crop",
    )
    parser.add_argument(
        "--mirror",
        action=argparse.BooleanOptionalAction,
        help="let left and right change places, after --turn",
    )
    parser.add_argument("--steps", type=int, help="steps of the chain [the model's]")
    parser.add_argument("--kappa", type=float, help="how much the model may invent [the model's]")
    parser.add_argument(
        "--seed",
        type=int,
        help="number that decides the noise, and with the built-in model the side it looks from first [0]",
    )
    parser.add_argument("--stochasticity", type=float, help="1: ResShift's posterior, 0: deterministic [1]")
    parser.add_argument(
        "--color-fix",
        choices=COLOR_FIXES,
        help=f"how the input's broad colours are taken over [{default.color_fix}]",
    )
    parser.add_argument(
        "--strength",
        type=float,
        help="1: the model's picture, 0: the faithful one, between: mixed in that proportion [1]",
    )
    parser.add_argument(
        "--faithful",
        choices=FAITHFUL,
        help="the faithful picture: the enlargement of the input, or the model's for kappa 0.1 [enlargement]",
    )
    parser.add_argument(
        "--keep-grain",
        action=argparse.BooleanOptionalAction,
        help="bring the finest band of the input back into the result",
    )
    parser.add_argument(
        "--protect",
        type=_kinds,
        default=(),
        metavar="KINDS",
        help=f"keep the faithful picture where these are found: {', '.join(KINDS)}",
    )
    parser.add_argument("--tile", type=int, help="side of a tile in input pixels [planned from the memory]")
    parser.add_argument("--device", help="auto, cpu, cuda, cuda:1, mps, xpu, vulkan, vulkan:1 [auto]")
    parser.add_argument("--dtype", help="auto, float32, bfloat16, float16 [auto]")
    parser.add_argument(
        "--format",
        choices=(*FORMATS, "gif", SAME),
        help="format of the results, or of the pages of books: same is that of each picture, gif for animations alone "
        "[png; same for books]",
    )
    parser.add_argument(
        "--frames",
        choices=("first", "all"),
        default="first",
        help="of animations and documents the first picture, or all of them into one file; of books it is always all "
        "[%(default)s]",
    )
    parser.add_argument(
        "--bit-depth",
        type=int,
        choices=(8, 16),
        help="bits per colour of the results, which formats of 8 bits keep with --format same [as the input]",
    )
    parser.add_argument(
        "--quality", type=int, help=f"of JPEG, WebP, AVIF and JPEG XL, 1 to 100 [{SaveSettings.quality}]"
    )
    parser.add_argument(
        "--lossless",
        action=argparse.BooleanOptionalAction,
        help="save WebP and JPEG XL without loss, whatever the quality",
    )
    parser.add_argument(
        "--max-size",
        type=_explained(bytes_of),
        metavar="5MB",
        help="the most that a file may have: JPEG, WebP, AVIF and JPEG XL get the highest quality that fits, up to "
        "--quality",
    )
    parser.add_argument(
        "--private",
        action=argparse.BooleanOptionalAction,
        help="leave out of results where pictures were taken, and who by",
    )
    parser.add_argument(
        "--keep-date",
        action=argparse.BooleanOptionalAction,
        help="give the files of results the dates of the inputs",
    )
    parser.add_argument("--name", help=f"template of the results' names [{DEFAULT_TEMPLATE}]")
    parser.add_argument(
        "--move-originals",
        type=Path,
        metavar="DIR",
        help="move each picture there, with its sub-folders, once its result is saved; failed and skipped ones stay",
    )
    parser.add_argument(
        "--overwrite", action="store_true", help="replace existing results instead of numbering"
    )
    parser.add_argument(
        "--again", action="store_true", help="enlarge again what has a result by the same settings"
    )
    parser.add_argument(
        "--preset",
        metavar="NAME",
        help="take what is not given here from a preset of the window; `presets` lists them",
    )
    parser.add_argument("--like", type=Path, metavar="RESULT", help="take the settings from a result's file")
    parser.add_argument(
        "--save-steps", type=Path, metavar="DIR", help="save each step's prediction at full size"
    )
    parser.add_argument(
        "--spread",
        type=_seeds,
        default=0,
        metavar="N",
        help="enlarge by N seeds, and write beside each result a picture of where they differ",
    )
    parser.add_argument(
        "--estimate", action="store_true", help="say what time, memory and disk it will take, and do nothing"
    )
    parser.add_argument(
        "--watch",
        action="store_true",
        help="stay, and enlarge what comes into the folders as well, until Ctrl+C",
    )
    parser.add_argument(
        "--mask",
        type=Path,
        metavar="MASK",
        help="for inpainting models: a picture of the size of the input as it is cropped and turned, white where it "
        "is to be filled in, black or transparent where it stays; or a folder with one per input, of the same name",
    )
    parser.add_argument("--allow-partial", action="store_true", help="open truncated files, grey where cut")
    parser.add_argument("--events", choices=("jsonl",), help="print events as JSON lines instead of progress")
    parser.add_argument("--report", type=Path, metavar="FILE.csv", help="write a table of all outcomes")
    parser.add_argument(
        "--nproc",
        type=int,
        default=1,
        metavar="N",
        help="share the inputs out among N processes, but no more than there are inputs and cores [1]",
    )
    parser.add_argument(
        "--shard", type=_shard, default=(0, 1), metavar="I/N", help="work on every N-th input only"
    )


def _kinds(text: str) -> tuple[str, ...]:
    kinds = tuple(kind.strip() for kind in text.split(",") if kind.strip())
    try:
        check_kinds(kinds)
    except SettingsError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return kinds


def _size(text: str) -> tuple[int, int]:
    width, cross, height = text.lower().partition("x")
    if not (cross and width.isdigit() and height.isdigit()):
        raise argparse.ArgumentTypeError("write it as WIDTHxHEIGHT, e.g. 1920x1080")
    return int(width), int(height)


def _side(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_PIXELS_A_SIDE):
        raise argparse.ArgumentTypeError(f"write a number of pixels from 1 to {MOST_PIXELS_A_SIDE}")
    return int(text)


def _models(text: str) -> list[str]:
    """The names of models between commas; a file may have commas in its name."""
    if os.path.lexists(text):
        return [text]
    names = [name.strip() for name in text.split(",")]
    return [name for name in names if name] or [text]


def _seeds(text: str) -> int:
    if not (text.isdigit() and 2 <= int(text) <= 64):
        raise argparse.ArgumentTypeError("write a number of seeds from 2 to 64")
    return int(text)


def _explained(read: Callable[[str], T]) -> Callable[[str], T]:
    """`read` with its sentence in argparse's error."""

    def reading(text: str) -> T:
        try:
            return read(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from error

    return reading


def _reduction(text: str) -> float | str:
    try:
        return text if text == "auto" else float(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("write auto or a factor such as 0.5") from error


def _shard(text: str) -> tuple[int, int]:
    part, slash, parts = text.partition("/")
    if not (slash and part.isdigit() and parts.isdigit() and int(part) < int(parts)):
        raise argparse.ArgumentTypeError("write it as I/N with I from 0 to N-1")
    return int(part), int(parts)
