"""The models as the window shows them, from the engine's catalog (which needs no torch)."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from core.errors import ModelError
from core.models import catalog

log = logging.getLogger(__name__)


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
    own: bool = False  # in the person's own folder, so it can be deleted
    licence: str = ""
    size: int = 0  # bytes
    path: Path | None = None


# Stands for the built-in model where its file is missing: the window works, and a job says what is wrong.
MISSING = ModelChoice("lite-x4", "ResShift Lite", 4, 4, (1, 15), 1.0, (0.1, 2.0))


def list_models() -> list[ModelChoice]:
    """Never empty and never an error."""
    try:
        return [_choice(info) for info in catalog.list_models()] or [MISSING]
    except (ModelError, OSError):
        log.exception("The models cannot be listed")
        return [MISSING]


def _choice(info: catalog.ModelInfo) -> ModelChoice:
    return ModelChoice(
        key=info.key,
        title=info.title,
        scale=info.scale,
        default_steps=info.steps,
        steps_range=info.steps_range,
        default_kappa=info.kappa,
        kappa_range=info.kappa_range,
        own=info.kind == "own",
        licence=info.licence,
        size=info.size_bytes,
        path=info.path,
    )


def find(models: list[ModelChoice], key: str) -> ModelChoice:
    """The model called `key`, or the first one."""
    return next((m for m in models if m.key == key), models[0])


def add_model(path: Path) -> str:
    """Copy a model file into the person's own folder; its key. For workers. Raises ModelError, OSError."""
    import shutil

    info = catalog.describe(path, "own")
    folder = catalog.own_folder()
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / path.name
    if target.exists():
        raise ModelError(f"There is a model called {info.key} already: rename the file first.")
    partial = target.with_name(target.name + ".part")
    try:
        shutil.copyfile(path, partial)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return info.key


def delete_model(model: ModelChoice) -> None:
    """Remove one of the person's own models. Raises OSError."""
    if model.own and model.path is not None:
        model.path.unlink()
