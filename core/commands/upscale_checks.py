"""What is wrong with the options of `upscale`, whatever the picture: said before anything is computed."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from core.commands.inputs import Below
from core.commands.masks import Masks
from core.commands.originals import check_originals
from core.commands.watch import check_watch
from core.errors import ModelError, SettingsError
from core.images.names import DEEP, FIELDS, LOSSY, NEVER_EXACT, SAME, TITLES, result_name
from core.jobs import FORMATS, SampleSettings, SaveSettings
from core.models.catalog import find_autoencoder, find_model
from core.models.checkpoints import read_recipe
from core.storage.paths import display_name, display_path


def check_options(options: argparse.Namespace, settings: SampleSettings) -> None:
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
