"""Named settings: three that come with the program and follow the model, and the person's own. Free of torch."""

from __future__ import annotations

import json
import logging
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Annotated, Any

from msgspec import Meta

from core.errors import SettingsError
from core.images.names import format_for
from core.images.print_size import LARGEST_SIDE
from core.jobs import SampleSettings, SaveSettings
from core.storage import records
from core.storage.atomic import OWNER_ONLY, write_atomically

log = logging.getLogger(__name__)

FILE_NAME = "presets.json"  # in the folder of settings
BUILT_IN = ("Faithful", "Balanced", "Detailed")  # titles of `of_program`, and their names on the command line
WHEN_DONE = ("keep", "beside", "subfolder", "folder")
SUBFOLDER = "resshift"  # of the folder that was given, or of the picture's


@dataclass
class OutputPreferences:
    """How results are written, and whether that happens by itself."""

    when_done: str = (
        "keep"  # keep until it is saved by hand; save beside the picture, below it, into `folder`
    )
    folder: str = ""
    name: str = SaveSettings.name
    format: str = "png"  # or SAME
    bit_depth: int = 0  # 0: as the picture
    quality: int = 95
    lossless: bool = False  # of the formats in EITHER
    metadata: bool = True
    private: bool = False  # leave out place and person
    keep_date: bool = False  # of the picture, for the file of the result

    def check(self) -> None:
        """Raises SettingsError for what no result can be written with."""
        self.for_picture(None).to_save_settings()
        if self.when_done not in WHEN_DONE:
            raise SettingsError("a choice that is not known")

    def for_picture(self, source: Path | None) -> OutputPreferences:
        """The same with the format that the result of a picture gets."""
        return replace(self, format=format_for(self.format, source))

    def to_save_settings(self, directory: Path | None = None) -> SaveSettings:
        """`directory` wins over the folder of the preferences. Raises SettingsError."""
        if directory is None and self.when_done == "folder" and self.folder:
            directory = Path(self.folder)
        return SaveSettings(
            directory=directory,
            name=self.name,
            format=self.format,
            bit_depth=self.bit_depth or None,
            quality=self.quality,
            lossless=self.lossless,
            private=self.private,
            keep_date=self.keep_date,
        )


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


def of_program(steps: int, kappa: float, kappa_range: tuple[float, float]) -> list[Preset]:
    """Faithful (the least kappa), Balanced (the model's own defaults, `steps` and `kappa`) and Detailed, within what
    the model was trained for."""
    low, high = kappa_range
    most = round(min(high, kappa * 2), 2)
    sampling = ((low, 0.0), (kappa, 1.0), (most, 1.0))
    return [Preset(title, steps, *how, "wavelet") for title, how in zip(BUILT_IN, sampling, strict=True)]


def title_key(title: str) -> str:
    """What titles have in common that count as one: capitals and the composition of letters play no part."""
    return unicodedata.normalize("NFC", title).casefold().strip()


def find_preset(presets: Iterable[Preset], title: str) -> Preset | None:
    """The one of exactly that title, else the first that counts as such, or None."""
    alike = [preset for preset in presets if title_key(preset.title) == title_key(title)]
    return next((preset for preset in alike if preset.title == title), alike[0] if alike else None)


def read_presets(folder: Path) -> list[Preset]:
    """The person's presets in the folder of settings; none where there is no such file. Raises RecordError, or
    SettingsError, for a damaged one."""
    try:
        return [_checked(entry) for entry in records.read(list[_Stored], folder / FILE_NAME)]
    except FileNotFoundError:
        return []


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
            return read_presets(self._path.parent)
        except (records.RecordError, SettingsError):
            log.warning("The presets in %s cannot be read", self._path, exc_info=True)
            self.set_aside = records.set_aside(self._path)
            return []

    def put(self, preset: Preset) -> None:
        """Add a preset, or replace the one with the same title, see `title_key`. Raises SaveError."""
        replaced = find_preset(self.presets, preset.title)
        self._write([*(p for p in self.presets if p is not replaced), preset])

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
