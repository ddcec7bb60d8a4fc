"""The list of models: built in, and those in the user's own folder. Free of torch."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from core.errors import ModelError
from core.models.checkpoints import read_recipe

log = logging.getLogger(__name__)

BUILT_IN_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "models"


@dataclass(frozen=True)
class ModelInfo:
    """What can be said of a model without loading it."""

    key: str
    title: str
    kind: str  # built-in or own
    path: Path
    scale: int
    steps: int
    steps_range: tuple[int, int]
    kappa: float
    kappa_range: tuple[float, float]
    licence: str
    size_bytes: int


def own_folder() -> Path:
    """Where the user's own models live."""
    return Path(platformdirs.user_data_dir("resshift-studio", appauthor=False)) / "models"


def list_models() -> list[ModelInfo]:
    """Built-in models first. A file that cannot be read is left out and logged."""
    found = []
    for kind, folder, pattern in (
        ("built-in", BUILT_IN_FOLDER, "*/*.safetensors"),
        ("own", own_folder(), "*.safetensors"),
    ):
        for path in sorted(folder.glob(pattern)):
            try:
                found.append(describe(path, kind))
            except ModelError as error:
                log.warning("%s is left out of the list: %s", path.name, error)
    return found


def describe(path: Path, kind: str) -> ModelInfo:
    """What a model file says of itself. Raises ModelError."""
    recipe = read_recipe(path)
    return ModelInfo(
        key=path.parent.name if kind == "built-in" else path.stem,
        title=recipe.title,
        kind=kind,
        path=path,
        scale=recipe.scale,
        steps=recipe.steps,
        steps_range=recipe.steps_range,
        kappa=recipe.kappa,
        kappa_range=recipe.kappa_range,
        licence=recipe.licence,
        size_bytes=path.stat().st_size,
    )


def find_model(key_or_path: str) -> ModelInfo:
    """The model of that key, or in that file. Raises ModelError naming the choices."""
    models = list_models()
    for info in models:
        if info.key == key_or_path:
            return info
    path = Path(key_or_path)
    if path.suffix == ".safetensors":
        return describe(path, "own")
    keys = ", ".join(m.key for m in models) or "none"
    raise ModelError(
        f"There is no model {key_or_path!r}. Installed: {keys}. A file ending in .safetensors can be named as well."
    )
