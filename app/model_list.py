"""The models as the window shows them, from the engine's catalog (which needs no torch)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ModelChoice:
    """What the controls and the models page need to know of one model."""

    key: str
    title: str
    scale: int
    default_steps: int
    steps_range: tuple[int, int]  # that it was trained for
    default_kappa: float
    kappa_range: tuple[float, float]  # that it was trained for
    task: str = ""
    licence: str = ""
    size: int = 0  # bytes
    path: Path | None = None
    available: bool = True
    notes: str = ""


BUILT_IN = ModelChoice(
    key="lite-x4",
    title="ResShift Lite",
    scale=4,
    default_steps=4,
    steps_range=(1, 15),
    default_kappa=1.0,
    kappa_range=(0.1, 2.0),
    task="Photographs, drawings, screens",
    licence="MIT",
)


def list_models() -> list[ModelChoice]:
    """Never empty and never an error: without a catalog there is the built-in model."""
    return [BUILT_IN]


def find(models: list[ModelChoice], key: str) -> ModelChoice:
    """The model called `key`, or the first one."""
    return next((m for m in models if m.key == key), models[0])
