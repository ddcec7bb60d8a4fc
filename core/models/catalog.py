"""The list of models: built in, the authors', imported, and the user's own. Free of torch."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from core.errors import ModelError
from core.models.checkpoints import read_recipe
from core.models.digests import Digests
from core.models.official import OFFICIAL, OfficialFile, by_key
from core.models.recipe import Recipe
from core.storage.folders import user_data

log = logging.getLogger(__name__)

BUILT_IN_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "models"
TASKS = ("upscale", "inpaint", "face", "autoencoder")


@dataclass(frozen=True)
class ModelInfo:
    """What can be said of a model without loading it."""

    key: str
    title: str
    kind: str  # built-in, official, imported or own
    path: Path
    scale: int
    steps: int
    steps_range: tuple[int, int]
    kappa: float
    kappa_range: tuple[float, float]
    licence: str
    size_bytes: int
    task: str = "upscale"  # one of TASKS; an autoencoder is a part of other models
    autoencoder: str = ""  # key of the autoencoder it needs
    source: str = ""  # where it came from: an address or a file's name
    sha256: str = ""  # of the file at `path`, as far as it is on record
    source_sha256: str = ""  # of the file that it was converted from


def own_folder() -> Path:
    """Where the user's own models live."""
    return user_data() / "models"


def official_folder() -> Path:
    """Where the authors' models live once they have been fetched: KEY.safetensors each."""
    return own_folder() / "official"


def imported_folder() -> Path:
    """Where converted checkpoints of other origin live."""
    return own_folder() / "imported"


def digests() -> Digests:
    """The digests of all model files on this computer."""
    return Digests(own_folder() / "digests.json")


def list_models() -> list[ModelInfo]:
    """The installed models, built-in ones first. A file that cannot be read is left out and logged."""
    found = []
    for kind, folder, pattern in (
        ("built-in", BUILT_IN_FOLDER, "*/*.safetensors"),
        ("official", official_folder(), "*.safetensors"),
        ("imported", imported_folder(), "*.safetensors"),
        ("own", own_folder(), "*.safetensors"),
    ):
        for path in sorted(folder.glob(pattern)):
            try:
                found.append(describe(path, kind))
            except ModelError as error:
                log.warning("%s is left out of the list: %s", path.name, error)
    return found


def list_missing() -> list[OfficialFile]:
    """The authors' released files that are not installed, or lie there damaged."""
    installed = {path.stem for path in official_folder().glob("*.safetensors") if _is_sound(path)}
    return [f for f in OFFICIAL if f.url and f.key not in installed]


def _is_sound(path: Path) -> bool:
    try:
        read_recipe(path)
    except ModelError:
        return False
    return True


def lacks(info: ModelInfo, models: Iterable[ModelInfo]) -> str:
    """The key of the autoencoder that a model needs and that is not among `models`; "" if it has all it needs."""
    return "" if info.autoencoder in {"", *(m.key for m in models)} else info.autoencoder


def describe(path: Path, kind: str) -> ModelInfo:
    """What a model file says of itself. Raises ModelError."""
    recipe = read_recipe(path)
    official = by_key(str(recipe.trained.get("official", "")))
    return ModelInfo(
        key=path.parent.name if kind == "built-in" else path.stem,
        title=recipe.title if kind != "imported" else f"{path.stem} ({recipe.title})",
        kind=kind,
        path=path,
        scale=recipe.scale,
        steps=recipe.steps,
        steps_range=recipe.steps_range,
        kappa=recipe.kappa,
        kappa_range=recipe.kappa_range,
        licence=recipe.licence,
        size_bytes=path.stat().st_size,
        task=_task(recipe, official),
        autoencoder=recipe.autoencoder,
        source=official.url if official and kind == "official" else str(recipe.trained.get("source", "")),
        sha256=digests().known(path),
        source_sha256=str(recipe.trained.get("source_sha256", "")),
    )


def _task(recipe: Recipe, official: OfficialFile | None) -> str:
    if recipe.architecture == "vqgan":
        return "autoencoder"
    return official.task if official else "upscale"


def find_model(key_or_path: str) -> ModelInfo:
    """The model of that key, or in that file. Raises ModelError saying how to get it, or naming the choices."""
    models = list_models()
    for info in models:
        if info.key == key_or_path:
            return info
    path = Path(key_or_path)
    if path.suffix == ".safetensors":
        return describe(path, "own")
    official = by_key(key_or_path)
    if official is not None and official.url:
        raise ModelError(
            f"{official.recipe.title} is not installed. Download it on the Models page, or with: models fetch "
            f"{official.key}."
        )
    keys = ", ".join(m.key for m in models if m.task != "autoencoder") or "none"
    raise ModelError(
        f"There is no model {key_or_path!r}. Installed: {keys}. A file ending in .safetensors can be named as well."
    )
