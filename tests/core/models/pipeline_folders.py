"""Folders in diffusers' layout, of networks that are small stand-ins."""

import json
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file

from tests.core.optional_packages import SCHEDULER, UNET, VQVAE, Unet, Vqvae


def pipeline(folder: Path, *, kind: str = "LDMSuperResolutionPipeline", pickled: bool = False) -> Path:
    """Writes one and returns it."""
    torch.manual_seed(0)
    parts: dict[str, tuple[str, dict[str, Any], torch.nn.Module]] = {
        "unet": ("UNet2DModel", UNET, Unet(UNET)),
        "vqvae": ("VQModel", VQVAE, Vqvae(VQVAE)),
    }
    for name, (made_by, config, network) in parts.items():
        place = folder / name
        place.mkdir(parents=True)
        (place / "config.json").write_text(json.dumps({"_class_name": made_by, **config}))
        if pickled:
            torch.save(network.state_dict(), place / "diffusion_pytorch_model.bin")
        else:
            save_file(network.state_dict(), place / "diffusion_pytorch_model.safetensors")
    (folder / "scheduler").mkdir()
    (folder / "scheduler" / "scheduler_config.json").write_text(json.dumps(SCHEDULER))
    (folder / "model_index.json").write_text(json.dumps({"_class_name": kind}))
    return folder
