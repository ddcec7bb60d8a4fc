"""Named settings: three that come with the program and follow the model, and the person's own."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from msgspec import Meta

from app.kit.words import tr
from app.models.model_list import ModelChoice
from core.errors import SettingsError
from core.jobs import SampleSettings
from core.storage import records
from core.storage.atomic import OWNER_ONLY, write_atomically

log = logging.getLogger(__name__)

FILE_NAME = "presets.json"


@dataclass(frozen=True)
class Preset:
    """What a preset sets. Model, scale, seed and device stay as they are."""

    title: str
    steps: int
    kappa: float
    stochasticity: float
    color_fix: str
    own: bool = False


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
        body = [
            {
                "title": p.title,
                "steps": p.steps,
                "kappa": p.kappa,
                "stochasticity": p.stochasticity,
                "color_fix": p.color_fix,
            }
            for p in presets
        ]
        if not self._ignore:
            text = json.dumps(body, indent=1)
            write_atomically(self._path, text.encode(), overwrite=True, mode=OWNER_ONLY)
        self.presets = presets


@dataclass(frozen=True)
class _Stored:
    """A preset as the file has it."""

    title: Annotated[str, Meta(min_length=1, max_length=200)]
    steps: int
    kappa: float
    stochasticity: float
    color_fix: str


def _checked(entry: _Stored) -> Preset:
    """Raises SettingsError for values that no result can be made with."""
    SampleSettings(
        steps=entry.steps, kappa=entry.kappa, stochasticity=entry.stochasticity, color_fix=entry.color_fix
    )
    return Preset(entry.title, entry.steps, entry.kappa, entry.stochasticity, entry.color_fix, own=True)
