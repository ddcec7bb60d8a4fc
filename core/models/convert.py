"""Converts a checkpoint of the authors, one with the same tensors, or a restorer to a model file with a recipe."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import ModelError
from core.jobs import CancelToken
from core.models import ncnn
from core.models.checkpoints import (
    RECIPE_KEY,
    check_fit,
    check_numbers,
    load_state,
    misfits,
    read_header,
    sha256_of,
    write_tensors,
)
from core.models.official import OFFICIAL, OfficialFile, by_hash, by_key, by_name
from core.models.others import recognise_other
from core.models.recipe import Recipe
from core.models.restorers import OtherKindError, Recognised, recognise, second_file
from core.models.unpickle import DERIVABLE, clean_names, extract_tensors
from core.models.workplace import check_room, workplace
from core.storage.looking import is_file, size_of

if TYPE_CHECKING:
    from torch import Tensor

log = logging.getLogger(__name__)

Shapes = Mapping[str, tuple[int, ...]]


class RecipeChoiceNeeded(ModelError):
    """Several recipes fit the tensors, and neither name nor digest decides. `choices` are their keys."""

    def __init__(self, name: str, choices: list[OfficialFile]) -> None:
        listed = "; ".join(f"{c.key} ({c.recipe.title})" for c in choices)
        super().__init__(
            f"{name} fits several recipes, and its name does not say which. Choose one of: {listed}."
        )
        self.choices = [c.key for c in choices]


@dataclass(frozen=True)
class Converted:
    """A finished conversion."""

    path: Path
    official: OfficialFile | None  # None for other people's models
    recipe: Recipe
    source_sha256: str


def convert(
    source: Path,
    target: Path,
    *,
    choice: str | None = None,
    title: str = "",
    licence: str = "",
    cancel: CancelToken | None = None,
) -> Converted:
    """Reads a model of unknown origin and writes the model file `target` (.safetensors, float32).

    The source is a .pth, a .safetensors, or a .param (see core.models.ncnn). `choice` is the key of an official model,
    for a file that cannot be recognised by its name or digest. A restorer's title and licence, which files do not
    name, may be given. Raises ModelError (RecipeChoiceNeeded if the person has to decide, ModelSaveError if nothing
    can be written) or Cancelled; then `target` is as it was.
    """
    digest = sha256_of(_existing(source))
    with workplace(target.parent) as folder:
        check_room(folder, _room_for(source), f"Converting {source.name}")
        files = [_plain(source, folder / "tensors.safetensors", cancel)]
        shapes = _stored_shapes(files[0])
        second = second_file(shapes, source)
        if second is not None:
            files.append(_plain(second, folder / "second.safetensors", cancel))
            shapes.update(_stored_shapes(files[1]))
        stored = {key: tensor for file in files for key, tensor in _stored(file).items()}
        if cancel is not None:
            cancel.raise_if_cancelled()
        check_numbers(stored, name=source.name)
        official, recipe, state = _known(source.name, digest, shapes, choice, stored)
        origin = {"source": source.name, "source_sha256": digest}
        if official is not None:
            recipe = replace(recipe, trained={"official": official.key, **origin})
        else:
            recipe = replace(
                recipe, title=title or recipe.title, licence=licence or recipe.licence, trained=origin
            )
        write_tensors(target, state, {RECIPE_KEY: recipe.to_json(), "source_sha256": digest})
        # They may be the files themselves, which Windows does not delete as long as they are used.
        del stored, state
    log.info("%s was converted to %s as %s", source, target, recipe.title)
    return Converted(target, official, recipe, digest)


def _known(
    name: str, digest: str, shapes: Shapes, choice: str | None, stored: Mapping[str, Tensor]
) -> tuple[OfficialFile | None, Recipe, dict[str, Tensor]]:
    """What the tensors of a file are: (which of the authors' models, if one; its recipe; its tensors as its network
    names them). Raises ModelError."""
    state = {k: v.float() for k, v in stored.items() if not k.endswith(DERIVABLE)}
    try:
        restorer = recognise(shapes, name=name) if choice is None else None
        if restorer is not None:
            return None, restorer.recipe, _as_ours(restorer, restorer.recipe, state, name)
    except ModelError as error:  # near to one of ours: spandrel may know the kind
        try:
            return None, recognise_other(stored, name=name), dict(stored)
        except ModelError as other:
            if not isinstance(error, OtherKindError):  # a package that knows the kind would not help
                raise error from other
            raise ModelError(f"{error} {other}", detail=f"{error.detail}\n{other.detail}") from error
    if choice is None and by_hash(digest) is None and by_name(name) is None and _is_foreign(shapes):
        return None, recognise_other(stored, name=name), dict(stored)
    official = decide(name, digest, shapes, choice)
    return official, official.recipe, state


def _is_foreign(shapes: Shapes) -> bool:
    """Whether tensors are of none of the authors' networks, and not those of a damaged file of one either."""
    known = max(len(network_shapes(f.recipe).keys() & shapes.keys()) for f in OFFICIAL)
    return bool(shapes) and 2 * known < len(shapes)


def _plain(source: Path, target: Path, cancel: CancelToken | None) -> Path:
    """A safetensors file with the tensors of the source: the source itself if it is one, else `target`."""
    if is_safetensors(source):
        return source
    if source.suffix.lower() == ncnn.SUFFIX:
        write_tensors(target, ncnn.read_tensors(source), {})
    else:
        extract_tensors(source, target, cancel=cancel)
    return target


def _as_ours(restorer: Recognised, recipe: Recipe, state: dict[str, Any], name: str) -> dict[str, Any]:
    """The tensors of a restorer under our names. Raises ModelError if they are not those of its network."""
    try:
        state = restorer.convert(state)
    except (RuntimeError, IndexError, ValueError) as error:  # parts whose shapes do not fit each other
        raise ModelError(
            f"{name} is damaged: its tensors do not fit each other.", detail=str(error)
        ) from error
    check_fit(network_shapes(recipe), {k: tuple(v.shape) for k, v in state.items()}, name=name)
    return state


def decide(name: str, digest: str, shapes: Shapes, choice: str | None = None) -> OfficialFile:
    """Which of the authors' models a file holds: by choice, else by digest, else by name, else by its tensors if only
    one model has these.

    The shapes are checked in any case. But the four x4 models have the same tensors, and so have the two f4
    autoencoders and the two inpainting models; a wrong choice among those is not noticed. Raises ModelError.
    """
    if choice is not None and by_key(choice) is None:
        raise ModelError(f"There is no recipe {choice!r}. Known: {', '.join(f.key for f in OFFICIAL)}.")
    official = by_key(choice) if choice is not None else by_hash(digest) or by_name(name)
    if official is not None:
        check_fit(network_shapes(official.recipe), shapes, name=name)
        return official
    found = [f for f in OFFICIAL if not misfits(network_shapes(f.recipe), shapes)]
    if not found:
        closest = min(OFFICIAL, key=lambda f: len(misfits(network_shapes(f.recipe), shapes)))
        check_fit(network_shapes(closest.recipe), shapes, name=name)
    if len(found) > 1:
        raise RecipeChoiceNeeded(name, found)
    return found[0]


def network_shapes(recipe: Recipe) -> dict[str, tuple[int, ...]]:
    """Names and shapes of the parameters of a recipe's network, which is not allocated."""
    return _shapes(recipe.to_json())


@cache
def _shapes(recipe: str) -> dict[str, tuple[int, ...]]:
    """Kept for each recipe (as JSON), since a file is compared with many and each network takes a tenth of a second."""
    import torch

    with torch.device("meta"):
        network = build(Recipe.from_json(recipe))
    return {k: tuple(v.shape) for k, v in network.state_dict().items()}


def build(recipe: Recipe) -> Any:
    """An untrained network of one of the authors' architectures, or a restorer. Raises ModelError for any other."""
    from core.networks.latent_diffusion import LatentDiffusion, LatentDiffusionConfig
    from core.networks.restorers import CONFIGS, build_restorer
    from core.networks.swin_unet import SwinUNet, SwinUNetConfig
    from core.networks.vqgan import VQAutoencoder, VQConfig

    try:
        if recipe.architecture == "swin_unet":
            return SwinUNet(recipe.config_as(SwinUNetConfig))
        if recipe.architecture == "vqgan":
            return VQAutoencoder(recipe.config_as(VQConfig))
        if recipe.architecture == "latent_diffusion":
            return LatentDiffusion(recipe.config_as(LatentDiffusionConfig))
        if recipe.architecture in CONFIGS:
            return build_restorer(recipe.config_as(CONFIGS[recipe.architecture]))
    except (TypeError, ValueError, IndexError) as error:
        raise ModelError(f"The recipe of {recipe.title} is damaged.", detail=repr(error)) from error
    raise ModelError(f"This version cannot run the architecture {recipe.architecture!r}.")


def is_safetensors(path: Path) -> bool:
    """Whether a file is safetensors by its content: the length of a header in 8 bytes, then an opening brace."""
    with path.open("rb") as file:
        return file.read(9)[8:] == b"{"


def _room_for(source: Path) -> int:
    """Bytes that a conversion writes: the plain tensors, where the source is none, and the model made of them."""
    weights = source.with_suffix(".bin") if source.suffix.lower() == ncnn.SUFFIX else source
    size = size_of(weights) or 0
    return size if is_safetensors(source) else 2 * size


def _existing(source: Path) -> Path:
    if not is_file(source):
        raise ModelError(f"There is no file {source}.")
    return source


def _stored(path: Path) -> dict[str, Tensor]:
    """A safetensors file's tensors under their clean names."""
    state = load_state(path)
    names = _distinct(clean_names(state), path.name)
    return {names[key]: tensor for key, tensor in state.items()}


def _stored_shapes(path: Path) -> dict[str, tuple[int, ...]]:
    """The shapes of a safetensors file's tensors under their clean names, without derivable buffers."""
    entries = {k: e for k, e in read_header(path).items() if k != "__metadata__"}
    names = _distinct(clean_names(entries), path.name)
    return {names[k]: tuple(e["shape"]) for k, e in entries.items() if not k.endswith(DERIVABLE)}


def _distinct(names: dict[str, str], file: str) -> dict[str, str]:
    """The clean names of a file's tensors. Raises ModelError if two are the same."""
    twice = [name for name, count in Counter(names.values()).items() if count > 1]
    if twice:
        raise ModelError(f"{file} holds {twice[0]} twice.")
    return names
