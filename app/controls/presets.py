"""Named settings: three that come with the program and follow the model, and the person's own."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Annotated, Any

from msgspec import Meta

from app.kit.text import kappa_text, number_text, size_text, steps_text, whole_text
from app.kit.words import tr
from app.models.model_list import ModelChoice, title_of
from app.preferences.preferences import OutputPreferences
from core.errors import SettingsError
from core.images.names import LOSSY, SAME, TITLES, is_lossless
from core.images.print_size import LARGEST_SIDE
from core.jobs import SampleSettings
from core.storage import records
from core.storage.atomic import OWNER_ONLY, write_atomically
from core.storage.paths import display_name

log = logging.getLogger(__name__)

FILE_NAME = "presets.json"


@dataclass(frozen=True)
class Setup:
    """All that a person sets up: model, size and what is done with results, of which pictures. Seed, device, number
    format and tile stay as they are, as do decisions about a result."""

    settings: SampleSettings
    output: OutputPreferences
    only_below: int = 0  # see Preferences

    @classmethod
    def of(cls, settings: SampleSettings, output: OutputPreferences, only_below: int) -> Setup:
        """Without what stays as it is, and with figures as they are stored, so that equal ones are equal."""
        kappa = settings.kappa if settings.kappa is None else round(settings.kappa, 3)
        chosen = replace(
            settings,
            kappa=kappa,
            stochasticity=round(settings.stochasticity, 2),
            **_staying(SampleSettings()),
        )
        return cls(chosen, output, only_below)

    def for_controls(self, now: SampleSettings) -> SampleSettings:
        """The settings with what stays as it is."""
        return replace(self.settings, **_staying(now))


def _staying(settings: SampleSettings) -> dict[str, Any]:
    return {name: getattr(settings, name) for name in ("seed", "device", "dtype", "tile", "finish")}


@dataclass(frozen=True)
class Preset:
    """What a preset sets. Without a setup, model, scale, seed and device stay as they are."""

    title: str
    steps: int
    kappa: float
    stochasticity: float
    color_fix: str
    own: bool = False
    setup: Setup | None = None  # holds the above as well


def built_in(model: ModelChoice) -> list[Preset]:
    """Faithful (the least kappa), Balanced (the model's own defaults) and Detailed, within what the model was trained
    for."""
    low, high = model.kappa_range
    kappa, steps = model.default_kappa, model.default_steps
    return [
        Preset(tr("Faithful"), steps, low, 0.0, "wavelet"),
        Preset(tr("Balanced"), steps, kappa, 1.0, "wavelet"),
        Preset(
            tr("Detailed"),
            steps,
            round(min(high, kappa * 2), 2),
            1.0,
            "wavelet",
        ),
    ]


class OwnPresets:
    """The person's presets in a JSON file. A damaged file is set aside."""

    def __init__(self, folder: Path, *, ignore: bool = False) -> None:
        """`ignore`: after repeated crashes the stored presets are under suspicion, neither used nor lost; nor are those
        of this run stored, since that would replace them."""
        self._ignore = ignore
        self._path = folder / FILE_NAME
        self.set_aside: Path | None = None  # where a damaged file went
        self.presets = [] if ignore else self._load()

    def _load(self) -> list[Preset]:
        try:
            return [_checked(entry) for entry in records.read(list[_Stored], self._path)]
        except FileNotFoundError:
            return []
        except (records.RecordError, SettingsError):
            log.warning("The presets in %s cannot be read", self._path, exc_info=True)
            self.set_aside = records.set_aside(self._path)
            return []

    def put(self, preset: Preset) -> None:
        """Add a preset, or replace the one with the same title. Raises SaveError."""
        self._write([*(p for p in self.presets if p.title != preset.title), preset])

    def remove(self, title: str) -> None:
        """Raises SaveError."""
        self._write([p for p in self.presets if p.title != title])

    def _write(self, presets: list[Preset]) -> None:
        if not self._ignore:
            text = json.dumps([_to_json(preset) for preset in presets], indent=1)
            write_atomically(self._path, text.encode(), overwrite=True, mode=OWNER_ONLY)
        self.presets = presets


def _to_json(preset: Preset) -> dict[str, Any]:
    names = ("title", "steps", "kappa", "stochasticity", "color_fix")
    body = {name: getattr(preset, name) for name in names}
    if preset.setup is not None:
        settings, output = preset.setup.settings.to_dict(), asdict(preset.setup.output)
        body["setup"] = {"settings": settings, "output": output, "only_below": preset.setup.only_below}
    return body


@dataclass(frozen=True)
class _StoredSetup:
    settings: dict[str, Any]  # as SampleSettings writes them
    output: OutputPreferences
    only_below: Annotated[int, Meta(ge=0, le=LARGEST_SIDE)] = 0


@dataclass(frozen=True)
class _Stored:
    """A preset as the file has it."""

    title: Annotated[str, Meta(min_length=1, max_length=200)]
    steps: int
    kappa: float
    stochasticity: float
    color_fix: str
    setup: _StoredSetup | None = None


def _checked(entry: _Stored) -> Preset:
    """Raises SettingsError for values that no result can be made with."""
    SampleSettings(
        steps=entry.steps, kappa=entry.kappa, stochasticity=entry.stochasticity, color_fix=entry.color_fix
    )
    setup = None
    if entry.setup is not None:
        entry.setup.output.check()
        settings = SampleSettings.from_dict(entry.setup.settings)
        setup = Setup.of(settings, entry.setup.output, entry.setup.only_below)
    sampling = entry.steps, entry.kappa, entry.stochasticity, entry.color_fix
    return Preset(entry.title, *sampling, own=True, setup=setup)


# --- words --------------------------------------------------------------------------------------------------


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
