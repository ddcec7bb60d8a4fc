"""`upscale`: enlarges files, folders and patterns; a failure is named and the rest goes on."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from core.commands.batch import Batch
from core.commands.batch_output import say
from core.commands.chosen_preset import chosen_preset, settle, start_of, used_text
from core.commands.framings import crop
from core.commands.inputs import Below
from core.commands.masks import Masks
from core.commands.originals import check_originals
from core.commands.watch import check_watch, watch
from core.errors import ModelError, SettingsError
from core.finishing.finish import FAITHFUL, Finish
from core.finishing.proposals import KINDS, check_kinds
from core.images.framing import TURNS
from core.images.names import (
    DEEP,
    DEFAULT_TEMPLATE,
    FIELDS,
    LOSSY,
    NEVER_EXACT,
    SAME,
    TITLES,
    name_key,
    result_name,
)
from core.images.print_size import PRINT_DPI, PrintSize, pixels_of, print_side, print_size
from core.jobs import (
    COLOR_FIXES,
    FORMATS,
    MOST_PIXELS_A_SIDE,
    CancelToken,
    SampleSettings,
    SaveSettings,
)
from core.models.catalog import find_autoencoder, find_model
from core.models.checkpoints import read_recipe
from core.presets import Preset
from core.storage.paths import display_name, display_path
from core.storage.sizes import bytes_of
from core.upscaling.naming import model_name

SEVERAL_TEMPLATE = "{name}_{model}_x{scale}"  # of names where several models make results

T = TypeVar("T")


def add(parser: argparse.ArgumentParser) -> None:
    default = SampleSettings()
    parser.add_argument("input", nargs="+", help="pictures, books (CBZ, ZIP), folders or patterns")
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


def run(options: argparse.Namespace) -> int:
    preset = chosen_preset(options)
    settle(options, preset)
    every = _for_each_model(options, preset)
    cancel = CancelToken()
    for settings in every:
        _check(options, settings)
    about = [] if preset is None else [used_text(options, settings) for settings in every]
    for text in about:
        say(f"Using {text}.")
    if preset is not None and preset.setup is not None and not preset.setup.output.metadata:
        say(
            "The settings are written into the results, though the preset leaves them out: they tell what is done."
        )
    if options.estimate:
        from core.commands.upscale_estimate import print_estimate

        return print_estimate(options, every, cancel)
    if options.nproc > 1:
        from core.commands.upscale_processes import run_parts

        return run_parts(options, every, cancel, about)
    batch = Batch(options, every, cancel, about=about)
    return watch(batch) if options.watch else batch.run()


def _for_each_model(options: argparse.Namespace, preset: Preset | None) -> list[SampleSettings]:
    """The settings for each model, one if none is named. Where there are several, the usual template of names gets
    {model}. Raises SettingsError where their results could not be told apart."""
    like = _like(options)
    whole = preset.setup.settings if preset is not None and preset.setup is not None else like
    every = []
    for model in dict.fromkeys(options.models or [whole.model]):
        base = like if preset is None else start_of(preset, model)
        every.append(_settings(options, base, model, sized=options.like is not None or whole is not like))
    if len(every) == 1:
        return every
    if options.name == DEFAULT_TEMPLATE:
        options.name = SEVERAL_TEMPLATE
    if "{model}" not in options.name:
        raise SettingsError(
            f"Several models give results of one name: put {{model}} into --name, as in {SEVERAL_TEMPLATE}."
        )
    names = Counter(name_key(model_name(settings.model)) for settings in every)
    if alike := [settings.model for settings in every if names[name_key(model_name(settings.model))] > 1]:
        told = " and ".join(display_path(model) for model in alike)
        raise SettingsError(f"Results by {told} would have the same names: give them one after the other.")
    if options.save_steps is not None:
        raise SettingsError("--save-steps is for one model: the steps of several would have the same names.")
    return every


def _check(options: argparse.Namespace, settings: SampleSettings) -> None:
    """Raises SettingsError for options that do not go together, and for all that is wrong whatever the picture."""
    _check_model(options, settings)
    _check_files(options)
    check_watch(options)
    check_originals(options)
    if options.estimate and options.move_originals is not None:
        raise SettingsError("--estimate changes nothing: leave out --move-originals.")
    if options.estimate and options.report is not None:
        raise SettingsError("--estimate enlarges nothing, so there is nothing to report: leave out --report.")
    if options.frames == "all" and (options.spread or options.save_steps is not None):
        raise SettingsError("--frames all cannot be combined with --spread or --save-steps.")
    if settings.seed + options.spread > 2**63:
        raise SettingsError(
            f"--spread {options.spread} takes as many seeds from this one on: choose a --seed of at most "
            f"{2**63 - options.spread}."
        )


def _check_model(options: argparse.Namespace, settings: SampleSettings) -> None:
    """Raises SettingsError for a model that there is not, or not whole, and if it does not go together with the
    mask."""
    try:
        path = find_model(settings.model).path
        recipe = read_recipe(path)
        if recipe.latent == "vq" and recipe.architecture != "vqgan":
            find_autoencoder(recipe, path)
    except ModelError as error:
        raise SettingsError(str(error), detail=error.detail) from error
    if recipe.architecture == "vqgan":
        raise SettingsError(f"{recipe.title} is an autoencoder, a part of other models: choose one of those.")
    takes_mask = bool(recipe.config.get("cond_mask"))
    if options.mask is not None:
        if not os.path.exists(options.mask):  # noqa: PTH110 - odd names must not raise
            raise SettingsError(f"The mask {display_name(options.mask)} does not exist.")
        if not takes_mask:
            raise SettingsError(f"{recipe.title} fills in nothing: leave out --mask.")
    elif takes_mask and Masks(options).marks is None:
        raise SettingsError(
            f"{recipe.title} fills in what a mask marks: give one (--mask), white where the picture is to be filled in."
        )


def _check_files(options: argparse.Namespace) -> None:
    """Raises SettingsError for what no result can be called, be or lie in."""
    SaveSettings(bit_depth=options.bit_depth, quality=options.quality)
    result_name(options.name, dict.fromkeys(FIELDS, ""), suffix="")
    if options.bit_depth == 16 and options.format not in (None, *DEEP, SAME):
        raise SettingsError(
            f"{TITLES[options.format]} has 8 bits per colour: choose --format {_listed(DEEP)}, or leave out "
            "--bit-depth 16."
        )
    if options.lossless and options.format in NEVER_EXACT:
        exact = _listed([one for one in FORMATS if one not in NEVER_EXACT])
        raise SettingsError(
            f"{TITLES[options.format]} is never without loss: choose --format {exact}, or leave out --lossless."
        )
    _check_max_size(options)
    if options.format == "gif" and options.frames != "all":
        raise SettingsError("GIF is for animations alone: add --frames all, or choose another --format.")
    if options.nproc < 1:
        raise SettingsError("--nproc is a number of processes: choose at least 1.")
    folders = {
        "-o": options.output,
        "--save-steps": options.save_steps,
        "--move-originals": options.move_originals,
    }
    for option, folder in folders.items():
        if folder is not None and not isinstance(folder, Below):
            _check_folder(option, folder)


def _check_max_size(options: argparse.Namespace) -> None:
    """Raises SettingsError where no quality could be lowered for --max-size."""
    if options.max_size is None:
        return
    format = options.format or options.usual_format
    if format not in (*LOSSY, SAME):
        raise SettingsError(
            f"{TITLES[format]} has no quality that could be lowered for --max-size: choose --format {_listed(LOSSY)}."
        )
    if options.lossless:
        raise SettingsError(
            "--lossless keeps every pixel, so no file gets smaller: leave out --lossless or --max-size."
        )
    if options.frames == "all":
        raise SettingsError("--max-size is for files of one picture: leave it out with --frames all.")


def _listed(formats: Sequence[str]) -> str:
    return f"{', '.join(formats[:-1])} or {formats[-1]}"


def _check_folder(option: str, folder: Path) -> None:
    """Raises SettingsError for a folder that is none, or is not there and cannot be made. It is made when it is
    needed."""
    shown, place = display_path(folder), folder.absolute()
    if os.path.isdir(place):  # noqa: PTH112 - odd names must not raise
        return
    if os.path.lexists(place):
        raise SettingsError(f"{option} names the folder of what is made, and {shown} is none.")
    while not os.path.lexists(place) and place != place.parent:
        place = place.parent
    if not os.path.isdir(place):  # noqa: PTH112
        raise SettingsError(f"The folder {shown} cannot be made, since {display_name(place)} is no folder.")
    if not os.access(place, os.W_OK | os.X_OK):
        raise SettingsError(
            f"The folder {shown} cannot be made: nothing can be written to {display_path(place)}."
        )


def _like(options: argparse.Namespace) -> SampleSettings:
    """The settings of another result, or the usual ones."""
    if options.like is None:
        return SampleSettings()
    from core.images.files import read_settings

    found = read_settings(options.like)
    if found is None:
        raise SettingsError(f"{display_name(options.like)} holds no settings of ResShift Studio.")
    # where the result was computed is not taken over
    return replace(SampleSettings.from_dict(found), device="auto")


def _settings(
    options: argparse.Namespace, base: SampleSettings, model: str, *, sized: bool
) -> SampleSettings:
    """What is asked for of a model, on top of `base`; `sized`: of which the size stays where none is given."""
    names = (
        "scale",
        "steps",
        "kappa",
        "seed",
        "stochasticity",
        "color_fix",
        "tile",
        "device",
        "dtype",
        "reduce",
        "tileable",
    )
    given: dict[str, Any] = {n: getattr(options, n) for n in names if getattr(options, n) is not None}
    given["model"] = model
    if options.dpi is not None:
        given["resolution"] = options.dpi
    size: dict[str, Any] = {"target": None, "fit": True, "cover": False}
    if (frame := _frame(options)) is not None:
        dpi = options.dpi or PRINT_DPI
        given |= size | {"target": pixels_of(frame, dpi), "resolution": dpi}
    elif options.size is not None:
        given |= size | {"target": options.size, "fit": False}
    elif options.short_side is not None:
        given |= size | {"target": (options.short_side, options.short_side), "cover": True}
    elif options.long_side is not None:
        given |= size | {"target": (options.long_side, options.long_side)}
    elif options.scale is not None:
        given |= size | {"fit": False}
    elif not sized:
        given["scale"] = _own_scale(model)
    return replace(base, finish=_finish(options, base.finish), **given)


def _finish(options: argparse.Namespace, like: Finish | None) -> Finish | None:
    """The finish that the options ask for, on top of that of another result; None if it changes nothing."""
    names = ("strength", "faithful", "keep_grain")
    given: dict[str, Any] = {n: getattr(options, n) for n in names if getattr(options, n) is not None}
    finish = replace(like or Finish(), **given)
    return finish if finish.changes or options.protect else None


def _kinds(text: str) -> tuple[str, ...]:
    kinds = tuple(kind.strip() for kind in text.split(",") if kind.strip())
    try:
        check_kinds(kinds)
    except SettingsError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return kinds


def _frame(options: argparse.Namespace) -> PrintSize | None:
    """The size on paper that was asked for. Raises SettingsError if sizes of several kinds were."""
    printed = [n for n in ("printed", "print_width", "print_height") if getattr(options, n) is not None]
    sized = [n for n in ("scale", "size", "short_side", "long_side") if getattr(options, n) is not None]
    # Width and height on paper are one size.
    if len(sized) + ("printed" in printed) + bool(set(printed) - {"printed"}) > 1:
        raise SettingsError(
            "Give one size only: --scale, --size, --short-side, --long-side, --print, or --print-width and "
            "--print-height."
        )
    if not printed:
        return None
    frame: PrintSize = options.printed or (options.print_width, options.print_height)
    return frame


def _own_scale(model: str) -> float:
    """The factor that the model enlarges by. For an unknown model it does not matter: the job will complain."""
    try:
        return float(find_model(model).scale)
    except ModelError:
        return SampleSettings().scale


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
