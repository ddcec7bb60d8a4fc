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
from core.images.names import format_for
from core.images.print_size import LARGEST_SIDE
from core.jobs import SampleSettings, SaveSettings
from core.storage import records
from core.storage.atomic import OWNER_ONLY, write_atomically

log = logging.getLogger(__name__)

VERSION = 1
FILE_NAME = "settings.json"
THEMES = ("system", "dark", "light")
WHEN_DONE = ("keep", "beside", "subfolder", "folder")


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
        return dataclasses.replace(self, format=format_for(self.format, source))

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
