"""The models as the window shows them, from the engine's catalog (which needs no torch)."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from core.errors import ModelError
from core.models import catalog
from core.models.official import LICENCE_NOTICE, LICENCE_URL, by_key

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
    kind: str = "built-in"  # or official, imported, own: these can be deleted
    task: str = "upscale"  # or inpaint, face, autoencoder
    licence: str = ""
    size: int = 0  # bytes
    path: Path | None = None


# Stands for the built-in model where its file is missing: the window works, and a job says what is wrong.
MISSING = ModelChoice("lite-x4", "ResShift Lite", 4, 4, (1, 15), 1.0, (0.1, 2.0))


@dataclass(frozen=True)
class MissingModel:
    """One of the authors' models that is not installed."""

    key: str
    title: str
    scale: int
    steps: int
    kappa: float
    licence: str
    parameters: int  # with those of its autoencoder
    url: str
    task: str = "upscale"  # or inpaint, face
    notice: str = LICENCE_NOTICE
    licence_url: str = LICENCE_URL


def list_models() -> list[ModelChoice]:
    """The models that the window can enlarge with. Never empty and never an error."""
    return usable(list_installed())


def list_installed() -> list[ModelChoice]:
    """All that is installed. Never an error."""
    try:
        return [_choice(info) for info in catalog.list_models()]
    except (ModelError, OSError):
        log.exception("The models cannot be listed")
        return []


def usable(models: list[ModelChoice]) -> list[ModelChoice]:
    """Those that enlarge; the others run on the command line or are parts."""
    return [m for m in models if m.task == "upscale"] or [MISSING]


def list_missing() -> list[MissingModel]:
    """What can be downloaded. An autoencoder comes with the model that needs it."""
    found = []
    for official in catalog.list_missing():
        if official.task == "autoencoder":
            continue
        recipe, autoencoder = official.recipe, by_key(official.autoencoder)
        parameters = official.parameters + (autoencoder.parameters if autoencoder else 0)
        found.append(
            MissingModel(
                official.key,
                recipe.title,
                recipe.scale,
                recipe.steps,
                recipe.kappa,
                recipe.licence,
                parameters,
                official.url,
                official.task,
            )
        )
    return found


def title_of(key: str) -> str:
    """What to call a model of which the key alone is known."""
    official = by_key(key)
    return official.recipe.title if official else key


def _choice(info: catalog.ModelInfo) -> ModelChoice:
    return ModelChoice(
        key=info.key,
        title=info.title,
        scale=info.scale,
        default_steps=info.steps,
        steps_range=info.steps_range,
        default_kappa=info.kappa,
        kappa_range=info.kappa_range,
        kind=info.kind,
        task=info.task,
        licence=info.licence,
        size=info.size_bytes,
        path=info.path,
    )


def find(models: list[ModelChoice], key: str) -> ModelChoice:
    """The model called `key`, or the first one."""
    return next((m for m in models if m.key == key), models[0])
