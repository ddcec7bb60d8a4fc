"""What presets are called in the window, and what is said of them."""

from __future__ import annotations

from dataclasses import replace

from app.kit.text import kappa_text, number_text, size_text, steps_text, whole_text
from app.kit.words import tr
from app.models.model_list import ModelChoice, title_of
from core.images.names import LOSSY, SAME, TITLES, is_lossless
from core.jobs import SampleSettings
from core.presets import BUILT_IN, OutputPreferences, Preset, of_program, title_key
from core.storage.paths import display_name


def built_in(model: ModelChoice) -> list[Preset]:
    """Those that come with the program, called as the person's language has it."""
    titles = {"Faithful": tr("Faithful"), "Balanced": tr("Balanced"), "Detailed": tr("Detailed")}
    presets = of_program(model.default_steps, model.default_kappa, model.kappa_range)
    return [replace(preset, title=titles[preset.title]) for preset in presets]


def is_reserved(title: str, model: ModelChoice) -> bool:
    """Whether a title is that of a preset that comes with the program, here or on the command line."""
    return title_key(title) in {title_key(one) for one in (*BUILT_IN, *(p.title for p in built_in(model)))}


def described(preset: Preset, models: list[ModelChoice]) -> str:
    """One line of what a preset sets: "Real-ESRGAN x4plus · 2× · JPEG 90 · into Scans"."""
    setup = preset.setup
    if setup is None:
        colours = tr("without the picture's colours") if preset.color_fix == "off" else ""
        kappa = tr("kappa {0}").format(kappa_text(preset.kappa))
        return " · ".join(part for part in (steps_text(preset.steps), kappa, colours) if part)
    settings, output = setup.settings, setup.output
    parts = [next((m.title for m in models if m.key == settings.model), title_of(settings.model))]
    if settings.steps is not None:
        parts.append(steps_text(settings.steps))
    if settings.kappa is not None:
        parts.append(tr("kappa {0}").format(kappa_text(settings.kappa)))
    parts += [_size(settings), _reduced(settings), tr("seamless texture") if settings.tileable else ""]
    if setup.only_below:
        parts.append(tr("only below {0} px").format(setup.only_below))
    return " · ".join(part for part in (*parts, _format(output), _place(output)) if part)


def _size(settings: SampleSettings) -> str:
    if settings.target is None:
        return f"{number_text(settings.scale)}×"
    width, height = settings.target
    if settings.cover:
        return tr("shorter side {0} px").format(width)
    if settings.fit and width == height:
        return tr("longer side {0} px").format(width)
    return tr("{0} pixels").format(size_text(width, height))


def _reduced(settings: SampleSettings) -> str:
    if settings.reduce == "auto":
        return tr("reduced first if it is soft")
    percent = whole_text(100 * settings.reduce)
    return tr("reduced to {0} % first").format(percent) if settings.reduce != 1 else ""


def _format(output: OutputPreferences) -> str:
    if output.format == SAME:
        return tr("format as the picture")
    name = TITLES.get(output.format, output.format)
    if output.format not in LOSSY:
        return name
    if is_lossless(output.format, output.quality, output.lossless):
        return tr("{0} lossless").format(name)
    return f"{name} {output.quality}"


def _place(output: OutputPreferences) -> str:
    if output.when_done == "folder" and output.folder:
        return tr("into {0}").format(display_name(output.folder))
    places = {"beside": tr("saved beside the picture"), "subfolder": tr("saved into a sub-folder")}
    return places.get(output.when_done, "")
