"""Takes in a folder in diffusers' layout: the latent diffusion model LDM-15, its two networks in one model file."""

from __future__ import annotations

import hashlib
import logging
import os
import re
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import ModelError
from core.jobs import CancelToken
from core.models.checkpoints import RECIPE_KEY, check_fit, check_numbers, load_state, sha256_of, write_tensors
from core.models.recipe import Recipe
from core.models.unpickle import extract_tensors
from core.models.workplace import check_room, workplace
from core.storage import records
from core.storage.looking import is_file, is_folder

if TYPE_CHECKING:
    from torch import Tensor

INDEX = "model_index.json"
PIPELINE = "LDMSuperResolutionPipeline"
ARCHITECTURE = "latent_diffusion"
PARTS = {"unet": "UNet2DModel", "vqvae": "VQModel"}
WEIGHTS = (
    "diffusion_pytorch_model.safetensors",
    "diffusion_pytorch_model.fp16.safetensors",
    "diffusion_pytorch_model.bin",
)
log = logging.getLogger(__name__)

LARGEST_TEXT = 1_000_000  # bytes of a configuration
STEPS = 15  # that the ResShift paper gives this model
# The names that attention had when the model was released, and those that it has now.
_RENAMED = {".query.": ".to_q.", ".key.": ".to_k.", ".value.": ".to_v.", ".proj_attn.": ".to_out.0."}


def pipeline_folder(source: Path) -> Path | None:
    """The folder of a pipeline, if `source` is one or its model_index.json; else None."""
    folder = source.parent if source.name == INDEX else source
    if not is_folder(folder):
        return None
    try:
        # Listed, not asked for by name: on a drive that hangs, that would keep all others from the folder, too.
        with os.scandir(folder) as entries:
            return folder if any(entry.name == INDEX for entry in entries) else None
    except OSError:
        return None


def convert_pipeline(folder: Path, target: Path, *, cancel: CancelToken | None = None) -> tuple[Recipe, str]:
    """Writes the model file `target` from a pipeline's folder -> (its recipe, the SHA-256 of what it was made from).

    A weight file that is no safetensors is read in a process of its own, in which no code of the file is run. Where
    diffusers is installed, all tensors must be there and none that is not known; else that is found out when the model
    is first used. Raises ModelError or Cancelled.
    """
    kind = _json(folder / INDEX).get("_class_name")
    if kind != PIPELINE:
        raise ModelError(
            f"{folder.name} holds a pipeline of diffusers that this program cannot run: {kind}. It runs {PIPELINE}."
        )
    state: dict[str, Tensor] = {}
    digest = hashlib.sha256()
    sources = {part: _weights(folder / part) for part in PARTS}
    with workplace(target.parent) as place:
        check_room(place, 2 * sum(s.stat().st_size for s in sources.values()), f"Converting {folder.name}")
        for part, source in sources.items():
            digest.update(bytes.fromhex(sha256_of(source)))
            plain = source
            if source.suffix != ".safetensors":
                plain = place / f"{part}.safetensors"
                extract_tensors(source, plain, cancel=cancel)
            state |= {f"{part}.{_renamed(k)}": v for k, v in load_state(plain).items()}
            if cancel is not None:
                cancel.raise_if_cancelled()
        recipe = _recipe(folder, digest.hexdigest())
        _check(recipe, state, folder.name)
        check_numbers(state, name=folder.name)
        state = {k: v.float().contiguous() for k, v in state.items()}
        write_tensors(target, state, {RECIPE_KEY: recipe.to_json(), "source_sha256": digest.hexdigest()})
        del state  # it may be the files themselves, which Windows does not delete as long as they are used
    return recipe, digest.hexdigest()


def _recipe(folder: Path, digest: str) -> Recipe:
    from core.networks.latent_diffusion import LatentDiffusionConfig

    configs = {part: _config(folder / part / "config.json", kind) for part, kind in PARTS.items()}
    scheduler = _config(folder / "scheduler" / "scheduler_config.json", "")
    try:
        config = LatentDiffusionConfig(configs["unet"], configs["vqvae"], scheduler)
    except (ValueError, TypeError, KeyError) as error:
        raise ModelError(f"{folder.name} cannot be run: {error.args[0]}.", detail=repr(error)) from error
    most = min(1000, int(scheduler.get("num_train_timesteps", 1000)))
    return Recipe(
        f"LDM x{config.scale}",
        ARCHITECTURE,
        asdict(config),
        {"kind": "free"},  # DDIM makes the steps; of the schedule only their number counts
        latent="diffusers",
        prediction="noise",
        scale=config.scale,
        steps=min(STEPS, most),
        steps_range=(1, most),
        licence=_licence(folder),
        trained={"source": folder.name, "source_sha256": digest},
    )


def _check(recipe: Recipe, state: dict[str, Any], name: str) -> None:
    """Raises ModelError unless the tensors are those of the networks, as far as that can be known here."""
    from core.models.convert import network_shapes
    from core.networks.latent_diffusion import package

    try:
        package()
    except ModelError as error:  # it may be installed, or mended, until the model is used
        log.info("%s is not looked at: %s", name, error)
        return
    check_fit(network_shapes(recipe), {k: tuple(v.shape) for k, v in state.items()}, name=name)


def _renamed(key: str) -> str:
    for old, new in _RENAMED.items():
        if ".attentions." in key:
            key = key.replace(old, new)
    return key


def _weights(folder: Path) -> Path:
    found = next((folder / name for name in WEIGHTS if is_file(folder / name)), None)
    if found is None:
        raise ModelError(f"{folder} holds no weights: fetch {' or '.join(WEIGHTS[::2])} as well.")
    return found


def _config(path: Path, kind: str) -> dict[str, Any]:
    """A configuration without what diffusers notes about itself."""
    values = _json(path)
    if kind and values.get("_class_name", kind) != kind:
        raise ModelError(f"{path} is of a {values['_class_name']}, and not of a {kind}.")
    return {key: value for key, value in values.items() if not key.startswith("_")}


def _json(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > LARGEST_TEXT:
            raise ModelError(f"{path} is no configuration: it is too large.")
        return records.decode(dict[str, Any], path.read_bytes())
    except OSError as error:
        raise ModelError(f"{path} cannot be read: {error.strerror or error}.", detail=repr(error)) from error
    except records.RecordError as error:
        raise ModelError(f"{path} is damaged: {error}.", detail=error.detail) from error


def _licence(folder: Path) -> str:
    """What the head of the folder's README.md names as its licence."""
    try:
        head = (folder / "README.md").read_text("utf-8", errors="replace")[:2000]
    except OSError:
        head = ""
    match = re.search(r"^license:\s*(\S[^\n]{0,100})$", head, re.MULTILINE)
    return match[1].strip() if match else "as released with it (the folder names none)"
