"""The catalog of models: the built-in ones, the authors', imported ones and the person's own. Free of torch."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from core.errors import ModelError
from core.jobs import SampleSettings
from core.models.checkpoints import read_recipe
from core.models.digests import Digests
from core.models.official import OFFICIAL, OfficialFile, by_key
from core.models.recipe import Recipe
from core.storage.folders import user_data
from core.storage.looking import is_file, listed

log = logging.getLogger(__name__)

BUILT_IN_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "models"


@dataclass(frozen=True)
class ModelInfo:
    """What is known of a model without loading its weights."""

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
    changed_ns: int = 0  # when the file was changed, in nanoseconds since 1970
    task: str = "upscale"  # upscale, inpaint, face, or autoencoder, which is a part of other models
    autoencoder: str = ""  # key of the autoencoder it needs
    source: str = ""  # where it came from: an address or a file's name
    sha256: str = ""  # of the file at `path`, if it has been recorded
    source_sha256: str = ""  # of the file that it was converted from
    at_once: bool = False  # it has no steps, no kappa and no seed
    has_kappa: bool = True


@dataclass(frozen=True)
class DamagedModel:
    """A file that lies among the models and cannot be used. `reason` is a sentence. `unread`: the system does not let
    it be read; it may be sound, and is not to be deleted for that."""

    key: str
    path: Path
    kind: str  # as in ModelInfo
    reason: str
    unread: bool = False


_own_left_out = False


def own_folder() -> Path:
    """The folder of the person's own models."""
    return user_data() / "models"


def official_folder() -> Path:
    """The folder of the authors' models that have been fetched, each as KEY.safetensors."""
    return own_folder() / "official"


def imported_folder() -> Path:
    """The folder of models that were converted from other checkpoints."""
    return own_folder() / "imported"


def digests() -> Digests:
    """The digests of all model files on this computer."""
    return Digests(own_folder() / "digests.json")


def list_models() -> list[ModelInfo]:
    """The installed models, built-in ones first. Damaged files are left out; see `list_damaged`."""
    return [found for path, kind in _files() if isinstance(found := _described(path, kind), ModelInfo)]


def list_damaged() -> list[DamagedModel]:
    """Files among the models that are none, each with its reason."""
    return [found for path, kind in _files() if isinstance(found := _described(path, kind), DamagedModel)]


def _files() -> Iterator[tuple[Path, str]]:
    """The model files with their kinds."""
    folders = [("built-in", BUILT_IN_FOLDER, "*/*.safetensors")]
    if not _own_left_out:
        folders += [
            ("official", official_folder(), "*.safetensors"),
            ("imported", imported_folder(), "*.safetensors"),
            ("own", own_folder(), "*.safetensors"),
        ]
    for kind, folder, pattern in folders:
        for path in listed(folder, pattern):
            yield path, kind


def _described(path: Path, kind: str) -> ModelInfo | DamagedModel:
    try:
        return describe(path, kind)
    except ModelError as error:
        log.warning("%s cannot be used: %s", path.name, error)
        return DamagedModel(path.stem, path, kind, str(error), isinstance(error.__cause__, OSError))


def taken_keys() -> set[str]:
    """The keys of the models on this computer, damaged ones too: `find_model` would not find a further one of such a
    key."""
    return {path.stem for path, _ in _files()}


def is_built_in(key: str) -> bool:
    """Whether a model of that key is part of the program, and so cannot be removed."""
    return any(kind == "built-in" and path.parent.name == key for path, kind in _files())


def leave_out_own_models() -> None:
    """From now on only the built-in models are listed and found: for a start in safe mode."""
    global _own_left_out
    _own_left_out = True


def restores_at_once(settings: SampleSettings) -> bool:
    """Whether a result with these settings was made by a model without steps and seed. Such a result names one step and
    no kappa; others may do so, too, but of a model that is gone no more is known."""
    if settings.kappa is not None or settings.steps != 1:
        return False
    try:
        return find_model(settings.model).at_once
    except ModelError:
        return True


def list_missing() -> list[OfficialFile]:
    """The authors' models that are not installed, or whose file is damaged."""
    installed = {path.stem for path in listed(official_folder(), "*.safetensors") if is_sound(path)}
    return [f for f in OFFICIAL if f.url and f.key not in installed]


def is_sound(path: Path) -> bool:
    """Whether a file is there and can be read as a model, as far as its recipe tells."""
    try:
        read_recipe(path)
    except ModelError:
        return False
    return True


def lacks(info: ModelInfo, models: Iterable[ModelInfo]) -> str:
    """The key of the autoencoder that a model needs, if that is not among `models`; else ""."""
    return "" if info.autoencoder in {"", *(m.key for m in models)} else info.autoencoder


def describe(path: Path, kind: str) -> ModelInfo:
    """What a model file says about itself. `kind` is built-in, official, imported or own. Raises ModelError."""
    recipe, found = read_recipe(path), _found(path)
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
        size_bytes=found.st_size,
        changed_ns=found.st_mtime_ns,
        task=_task(recipe, official),
        autoencoder=recipe.autoencoder,
        source=official.url if official and kind == "official" else str(recipe.trained.get("source", "")),
        sha256=digests().known(path),
        source_sha256=str(recipe.trained.get("source_sha256", "")),
        at_once=recipe.at_once,
        has_kappa=recipe.has_kappa,
    )


def _found(path: Path) -> os.stat_result:
    try:
        return path.stat()
    except OSError as error:
        raise ModelError(f"The model file {path} cannot be read: {error.strerror or error}.") from error


def _task(recipe: Recipe, official: OfficialFile | None) -> str:
    if recipe.architecture == "vqgan":
        return "autoencoder"
    return official.task if official else "upscale"


def find_model(key_or_path: str) -> ModelInfo:
    """The model with that key, or in that .safetensors file.

    Raises ModelError, which says how to get the model, or which models there are.
    """
    models = list_models()
    for info in models:
        if info.key == key_or_path:
            return info
    path = Path(key_or_path)
    if path.suffix == ".safetensors":
        return describe(path, "own")
    damaged = next((d for d in list_damaged() if d.key == key_or_path), None)
    if damaged is not None and damaged.unread:
        raise ModelError(damaged.reason)
    if damaged is not None:
        raise ModelError(
            f"{damaged.reason} Remove it on the page Models, or with: models remove {damaged.key}."
        )
    official = by_key(key_or_path)
    if official is not None and official.url:
        raise ModelError(
            f"{official.recipe.title} is not installed. Download it on the page Models, or with: models fetch "
            f"{official.key}."
        )
    keys = ", ".join(m.key for m in models if m.task != "autoencoder") or "none"
    raise ModelError(
        f"There is no model {key_or_path!r}. Installed: {keys}. Others can be added on the page Models; on the command "
        "line a file ending in .safetensors can be named as well."
    )


def find_autoencoder(recipe: Recipe, model: Path) -> Path:
    """The file of the autoencoder that a recipe names: beside the model, else in the catalog. Raises ModelError."""
    beside = model.parent / f"{recipe.autoencoder}.safetensors"
    if is_file(beside):
        return beside
    try:
        return find_model(recipe.autoencoder).path
    except ModelError as error:
        raise ModelError(
            f"{recipe.title} needs the autoencoder {recipe.autoencoder}, which is not installed. "
            f"Fetch it on the page Models or with `models fetch`, or put {beside.name} beside {model.name}.",
            detail=str(error),
        ) from error
