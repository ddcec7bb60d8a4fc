"""`upscale --preset`: the window's presets on the command line, where every option that is given wins over them."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from core.commands.inputs import Below
from core.errors import ModelError, SettingsError
from core.images.names import DEEP, EITHER, LOSSY, SAME, TITLES, is_lossless
from core.jobs import SampleSettings, SaveSettings
from core.models.catalog import find_model
from core.presets import BUILT_IN, SUBFOLDER, Preset, find_preset, of_program, read_presets
from core.storage import records
from core.storage.folders import user_config
from core.storage.paths import display_path
from core.storage.sizes import bytes_text

_SAMPLING = ("steps", "kappa", "stochasticity", "color_fix")


def own_presets() -> list[Preset]:
    """The person's, as the window has stored them. Raises SettingsError if they cannot be read, and leaves them."""
    try:
        return read_presets(user_config())
    except (records.RecordError, SettingsError) as error:
        why = str(error).removesuffix(".")
        raise SettingsError(
            f"The presets of the window cannot be read: {why}.", detail=error.detail
        ) from error


def chosen_preset(options: argparse.Namespace) -> Preset | None:
    """The preset that is asked for, an own one before one of the program; of the latter the title alone counts, as its
    values follow the model. Raises SettingsError for one that there is not."""
    if options.preset is None:
        return None
    if options.like is not None:
        raise SettingsError("--like and --preset both say how pictures are enlarged: give one of them.")
    own = own_presets()
    found = find_preset([*own, *of_program(1, 1.0, (1.0, 1.0))], options.preset)
    if found is None:
        known = ", ".join([*BUILT_IN, *(preset.title for preset in own)])
        raise SettingsError(f"There is no preset {options.preset!r}. There are: {known}.")
    if found.setup is not None and options.models is None:
        _check_there(found, found.setup.settings.model)
    return found


def _check_there(preset: Preset, model: str) -> None:
    """Raises SettingsError if the preset's model is gone: it says whose fault that is."""
    try:
        find_model(model)
    except ModelError as error:
        raise SettingsError(f"The preset {preset.title} names a model that is not here. {error}") from error


def start_of(preset: Preset, model: str) -> SampleSettings:
    """The settings that options are added to, for a model. Steps and kappa of a preset that holds another model are
    that one's, and are left out. Raises SettingsError if the preset sets nothing that the model has."""
    if preset.setup is not None:
        settings = preset.setup.settings
        if model == settings.model:
            return settings
        return replace(settings, model=model, steps=None, kappa=None)
    try:
        info = find_model(model)
    except ModelError:  # which is said where it is looked at
        return SampleSettings(model=model)
    if not info.has_kappa:
        raise SettingsError(
            f"The preset {preset.title} sets steps and kappa, which {info.title} does not have: leave out --preset."
        )
    if not preset.own:
        preset = find_preset(of_program(info.steps, info.kappa, info.kappa_range), preset.title) or preset
    return SampleSettings(model=model, **{name: getattr(preset, name) for name in _SAMPLING})


def settle(options: argparse.Namespace, preset: Preset | None) -> None:
    """Fills in what was not given of how and where results are written, and of which pictures: from the preset, or as
    usual."""
    usual = SaveSettings()
    names = ("name", "quality", "lossless", "private", "keep_date")
    values: dict[str, Any] = {name: getattr(usual, name) for name in names} | {"usual_format": usual.format}
    if preset is not None and preset.setup is not None:
        values |= _written(preset, options.format, capped=options.max_size is not None)
    for name, value in values.items():
        if getattr(options, name, None) is None:
            setattr(options, name, value)


def _written(preset: Preset, format: str | None, *, capped: bool = False) -> dict[str, Any]:
    """What a preset that holds everything says of results and pictures, as the options have it. `format`: the one that
    was asked for instead of the preset's, which may be one without 16 bits. `capped`: files may not have any size, so
    loss is bearable."""
    assert preset.setup is not None
    output = preset.setup.output
    wished = format or output.format
    places = {"subfolder": Below(SUBFOLDER), "folder": Path(output.folder) if output.folder else None}
    return {
        "output": places.get(output.when_done),
        "usual_format": output.format,
        "name": output.name,
        "bit_depth": (output.bit_depth or None) if wished in (*DEEP, SAME) else None,
        "quality": output.quality,
        "lossless": output.lossless and not capped and wished in (*EITHER, SAME),
        "private": output.private,
        "keep_date": output.keep_date,
        "only_below": preset.setup.only_below or None,
    }


# --- words --------------------------------------------------------------------------------------------------


def described(preset: Preset) -> str:
    """One line of what a preset sets: "real-esrgan-x4plus, 2x, JPEG 90, into /home/a/Scans"."""
    if preset.setup is None:
        colours = ", without the picture's colours" if preset.color_fix == "off" else ""
        return f"{preset.steps} steps, kappa {preset.kappa:g}{colours}"
    written = _written(preset, None)
    return ", ".join([*_of_settings(preset.setup.settings), *_of_results(argparse.Namespace(**written))])


def used_text(options: argparse.Namespace, settings: SampleSettings) -> str:
    """What a run with a preset uses after all, with the options that won over it."""
    results = argparse.Namespace(**{**vars(options), "usual_format": options.format or options.usual_format})
    return f"preset {options.preset}: {', '.join([*_of_settings(settings), *_of_results(results)])}"


def _of_settings(settings: SampleSettings) -> list[str]:
    parts = [display_path(settings.model), _size(settings)]
    parts += [] if settings.steps is None else [f"{settings.steps} step{'s' * (settings.steps != 1)}"]
    parts += [] if settings.kappa is None else [f"kappa {settings.kappa:g}"]
    if settings.reduce != 1:
        parts.append(
            "reduced if it is soft" if settings.reduce == "auto" else f"reduced by {settings.reduce:g}"
        )
    parts += ["seamless texture"] if settings.tileable else []
    parts += ["without the picture's colours"] if settings.color_fix == "off" else []
    return parts


def _of_results(options: argparse.Namespace) -> list[str]:
    parts = [f"only below {options.only_below} pixels"] if options.only_below else []
    parts.append(_format(options.usual_format, options.quality, lossless=options.lossless))
    if getattr(options, "max_size", None) is not None:
        parts.append(f"at most {bytes_text(options.max_size)}")
    parts += ["without place and person"] if options.private else []
    if isinstance(options.output, Below):
        parts.append(f"into the sub-folder {options.output.name}")
    elif options.output is not None:
        parts.append(f"into {display_path(options.output)}")
    return parts


def _size(settings: SampleSettings) -> str:
    if settings.target is None:
        return f"{settings.scale:g}x"
    width, height = settings.target
    if settings.cover:
        return f"shorter side {width} pixels"
    if settings.fit and width == height:
        return f"longer side {width} pixels"
    return f"{'within ' if settings.fit else ''}{width} x {height} pixels"


def _format(format: str, quality: int, *, lossless: bool) -> str:
    if format == SAME:
        return "format as the picture"
    if format not in LOSSY:
        return TITLES[format]
    return f"{TITLES[format]} {'lossless' if is_lossless(format, quality, lossless) else quality}"
