"""`upscale`: enlarges files, folders and patterns; a failure is named and the rest goes on."""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import replace
from typing import Any

from core.commands.batch import Batch
from core.commands.batch_output import say
from core.commands.chosen_preset import chosen_preset, settle, start_of, used_text
from core.commands.framings import like_text
from core.commands.upscale_checks import check_options
from core.commands.upscale_options import add
from core.commands.watch import watch
from core.errors import ModelError, SettingsError
from core.finishing.finish import Finish
from core.images.names import DEFAULT_TEMPLATE, name_key
from core.images.print_size import PRINT_DPI, PrintSize, pixels_of
from core.jobs import CancelToken, SampleSettings
from core.models.catalog import find_model
from core.presets import Preset
from core.storage.paths import display_name, display_path
from core.upscaling.naming import model_name

__all__ = ["add", "run"]

SEVERAL_TEMPLATE = "{name}_{model}_x{scale}"  # of names where several models make results


def run(options: argparse.Namespace) -> int:
    preset = chosen_preset(options)
    settle(options, preset)
    every = _for_each_model(options, preset)
    cancel = CancelToken()
    for settings in every:
        check_options(options, settings)
    about = [] if preset is None else [used_text(options, settings) for settings in every]
    for text in about:
        say(f"Using {text}.")
    if text := like_text(options):
        say(text)
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


def _like(options: argparse.Namespace) -> SampleSettings:
    """The settings of another result, or the usual ones."""
    if options.like is None:
        return SampleSettings()
    from core.images.files import read_settings

    found = read_settings(options.like)
    if found is None:
        raise SettingsError(f"{display_name(options.like)} holds no settings of ResShift Studio.")
    # where the result was computed is not taken over
    return replace(SampleSettings.of_result(found), device="auto")


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
