"""What the program remembers: one typed, versioned JSON file that is written atomically."""

from __future__ import annotations

import dataclasses
import json
import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.system.language import AS_SYSTEM
from core.errors import SettingsError
from core.images.print_size import LARGEST_SIDE
from core.jobs import SampleSettings
from core.presets import OutputPreferences
from core.storage import records
from core.storage.atomic import OWNER_ONLY, write_atomically

log = logging.getLogger(__name__)

VERSION = 1
FILE_NAME = "settings.json"
THEMES = ("system", "dark", "light")


@dataclass
class WindowState:
    """Places and sizes; the texts are Qt's own states in base64."""

    geometry: str = ""
    splitter: str = ""
    page: str = "upscale"
    compare: str = "split"
    log_shown: bool = False


@dataclass
class ExploreState:
    """The axes of the contact sheet, and by axis the values that were typed, whatever the language, as "0.5 1"; others
    follow the model."""

    columns: str = "kappa"
    rows: str = "steps"
    column_values: dict[str, str] = field(default_factory=dict)
    row_values: dict[str, str] = field(default_factory=dict)


@dataclass
class Preferences:
    """Everything that outlives the window."""

    version: int = VERSION
    theme: str = "system"
    language: str = AS_SYSTEM  # or a key of LANGUAGES; what is unknown here counts as the system's
    previews: bool = True
    notify: bool = True
    keep_awake: bool = True
    pause_training: bool = True  # while pictures are enlarged
    runs_folder: str = ""  # of trainings; "": with the program's other data
    python_environment: str = ""  # whose Python does the engine's work; "": the program itself
    seed_locked: bool = True
    advanced_shown: bool = False
    output_shown: bool = False
    only_below: int = 0  # pictures whose longer side has so many pixels or more are left as they are; 0: none
    print_unit: str = ""  # cm or in; "": what is usual where the person lives
    print_dpi: float = 300.0
    last_folder: str = ""
    watched_folder: str = ""  # until the person stops it; in hexadecimal digits, see to_hex
    watched_originals: str = ""  # where its originals go, likewise; "": they stay
    window: WindowState = field(default_factory=WindowState)
    explore: ExploreState = field(default_factory=ExploreState)
    output: OutputPreferences = field(default_factory=OutputPreferences)
    sample: SampleSettings = field(default_factory=SampleSettings)


class SettingsFile:
    """The file behind `Preferences`. A damaged one is set aside as .bad and never overwritten unseen."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME
        self.set_aside: Path | None = None  # where the damaged file went in `load`

    def load(self) -> Preferences:
        """What is stored; the defaults where nothing or nothing readable is."""
        try:
            return parse(self.path.read_bytes())
        except FileNotFoundError:
            return Preferences()
        except (OSError, records.RecordError) as error:
            log.warning("The settings in %s cannot be used: %s", self.path, error)
            self.set_aside = records.set_aside(self.path)
            return Preferences()

    def save(self, preferences: Preferences) -> None:
        """Write atomically. Raises SaveError; the old file is then unchanged."""
        text = json.dumps(dataclasses.asdict(preferences), indent=1)
        write_atomically(self.path, text.encode(), overwrite=True, mode=OWNER_ONLY)


def parse(content: bytes) -> Preferences:
    """Raises RecordError for anything but what `SettingsFile.save` writes; unknown keys are passed over."""
    body = records.decode(dict[str, Any], content)
    if "version" not in body:
        raise records.RecordError("it names no version")
    preferences = records.convert(Preferences, body)
    if preferences.version > VERSION:
        raise records.RecordError(f"version {preferences.version} is not known")
    try:
        preferences.output.check()
    except SettingsError as error:
        raise records.RecordError(str(error)) from error
    if preferences.theme not in THEMES:
        raise records.RecordError("a choice that is not known")
    if not 1 <= preferences.print_dpi <= 100_000:  # nor is it no number
        raise records.RecordError("pixels per inch that no print has")
    if not 0 <= preferences.only_below <= LARGEST_SIDE:
        raise records.RecordError("a side that no picture has")
    return preferences
