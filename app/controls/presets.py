"""Named settings: three that come with the program and follow the model, and the person's own."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from app.models.model_list import ModelChoice
from app.preferences.preferences import write_atomically

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
    """Faithful, Balanced (the model's own defaults) and Detailed, within what the model was trained for."""
    low, high = model.kappa_range
    kappa, steps = model.default_kappa, model.default_steps
    return [
        Preset(_tr("Faithful"), steps, round(max(low, kappa * 0.5), 2), 0.0, "wavelet"),
        Preset(_tr("Balanced"), steps, kappa, 1.0, "wavelet"),
        Preset(
            _tr("Detailed"),
            steps,
            round(min(high, kappa * 2), 2),
            1.0,
            "wavelet",
        ),
    ]


class OwnPresets:
    """The person's presets in a JSON file. A damaged file is set aside."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self.presets = self._load()

    def _load(self) -> list[Preset]:
        try:
            return [_checked(entry) for entry in json.loads(self._path.read_bytes())]
        except FileNotFoundError:
            return []
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            log.warning("The presets in %s cannot be read", self._path, exc_info=True)
            try:
                self._path.replace(self._path.with_name(self._path.name + ".bad"))
            except OSError:
                log.exception("The damaged presets could not be set aside")
            return []

    def put(self, preset: Preset) -> None:
        """Add one, or replace the one of the same title. Raises OSError."""
        self._write([*(p for p in self.presets if p.title != preset.title), preset])

    def remove(self, title: str) -> None:
        """Raises OSError."""
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
        write_atomically(self._path, json.dumps(body, indent=1).encode())
        self.presets = presets


def _checked(entry: dict[str, object]) -> Preset:
    from core.jobs import SampleSettings

    preset = Preset(
        title=str(entry["title"]),
        steps=int(entry["steps"]),  # type: ignore[call-overload]
        kappa=float(entry["kappa"]),  # type: ignore[arg-type]
        stochasticity=float(entry["stochasticity"]),  # type: ignore[arg-type]
        color_fix=str(entry["color_fix"]),
        own=True,
    )
    try:
        SampleSettings(
            steps=preset.steps,
            kappa=preset.kappa,
            stochasticity=preset.stochasticity,
            color_fix=preset.color_fix,
        )
    except Exception as error:
        raise ValueError(str(error)) from error
    return preset


def _tr(text: str) -> str:
    return QCoreApplication.translate("presets", text)
