"""Small models of the official structure with random weights, as files of a catalog or as the authors' .pth."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from torch import nn

from core.diffusion.schedule import ScheduleConfig
from core.models.checkpoints import RECIPE_KEY, write_tensors
from core.models.convert import build
from core.models.recipe import Recipe

VQ: dict[str, Any] = {
    "channels": 32,
    "codes": 16,
    "channel_mult": (1, 1, 1),
    "num_res_blocks": (0, 0, 0),
}
UNET: dict[str, Any] = {
    "model_channels": 32,
    "channel_mult": (1, 1),
    "num_res_blocks": (1, 1),
    "image_size": 16,
    "lq_size": 16,
    "swin_embed_dim": 32,
}
SCHEDULE = asdict(ScheduleConfig(T=4, min_noise=0.2))


def recipe(title: str, *, scale: int = 4, autoencoder: str = "tiny-vq", **config: Any) -> Recipe:
    """Of a U-Net with `config` on top of the small sizes."""
    return Recipe(
        title,
        "swin_unet",
        {**UNET, **config},
        SCHEDULE,
        latent="vq",
        autoencoder=autoencoder,
        scale=scale,
        steps=4,
        steps_range=(1, 4),
    )


VQ_RECIPE = Recipe("Tiny VQ", "vqgan", VQ, {}, latent="vq", scale=1)
RECIPES = {
    "tiny-x4": recipe("Tiny x4"),
    "tiny-x2": recipe("Tiny x2", scale=2, lq_size=32),
    "tiny-inpaint": recipe("Tiny inpainting", scale=1, lq_size=64, cond_mask=True),
    "tiny-face": recipe("Tiny faces", scale=1, lq_size=64),
    "tiny-vq": VQ_RECIPE,
}


def network(recipe: Recipe, seed: int = 0) -> nn.Module:
    """With random weights everywhere: the last convolutions of an untrained U-Net's branches are zero."""
    torch.manual_seed(seed)
    built: nn.Module = build(recipe)
    with torch.no_grad():
        for module in built.modules():
            if isinstance(module, nn.Conv2d) and not module.weight.any():
                module.reset_parameters()
            if isinstance(module, nn.Embedding):
                module.weight.uniform_(-1, 1)
    return built.requires_grad_(False).eval()


def install(folder: Path, *keys: str) -> None:
    """Writes the models of those keys into a folder of models."""
    folder.mkdir(parents=True, exist_ok=True)
    for key in keys:
        state = {k: v.contiguous() for k, v in network(RECIPES[key]).state_dict().items()}
        write_tensors(folder / f"{key}.safetensors", state, {RECIPE_KEY: RECIPES[key].to_json()})
