"""From a model's file to its network in memory."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch

from core.errors import ModelError
from core.models.checkpoints import fill, load_state, read_recipe
from core.models.convert import build
from core.models.others import ARCHITECTURE as SPANDREL
from core.models.recipe import Recipe
from core.networks.lite import CONFIGS, LiteNetwork, build_lite
from core.networks.other_restorer import OtherConfig, OtherRestorer, rebuilt


def build_network(recipe: Recipe) -> Any:
    """An untrained network as the recipe describes it. Large ones are built on the meta device, without memory for
    their parameters."""
    if recipe.architecture in CONFIGS:
        return build_lite(recipe.config_as(CONFIGS[recipe.architecture]))
    with torch.device("meta"):
        return build(recipe)


def _of_others(path: Path, recipe: Recipe) -> OtherRestorer:
    """A network that spandrel builds. Raises ModelError."""
    try:
        return rebuilt(load_state(path), recipe.config_as(OtherConfig))
    except ModelError:
        raise
    except Exception as error:  # whatever their code raises
        text = f"{recipe.title} cannot be run by the spandrel that is installed."
        raise ModelError(text, detail=repr(error)) from error


def ready(path: Path, device: torch.device, dtype: torch.dtype) -> Any:
    """A network with its weights, which are cast while they are read. So no more memory is taken than for the weights
    in the number format they are used in."""
    recipe = read_recipe(path)
    if recipe.architecture == SPANDREL:
        return _of_others(path, recipe).requires_grad_(False).eval().cast(dtype).to(device)
    network = build_network(recipe).requires_grad_(False).eval().cast(dtype)
    fill(network, path, name=recipe.title)
    return network.to(device)


def lite_network(path: Path) -> LiteNetwork:
    """A Lite model in float32 on the processor."""
    network: LiteNetwork = ready(path, torch.device("cpu"), torch.float32)
    return network
