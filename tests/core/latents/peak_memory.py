"""How much memory one step of an x4 model takes at its peak, asked in a process of its own."""

from pathlib import Path

import numpy as np
import psutil
import torch

from core.diffusion.schedule import Schedule
from core.jobs import CancelToken
from core.latents.vq import VQLatents
from core.networks.swin_unet import SwinUNet, SwinUNetConfig
from core.networks.vqgan import VQAutoencoder, VQConfig
from core.upscaling.official_pass import OfficialPass
from tests.core.official_models import UNET, VQ


def of_one_step(side: int, size: str) -> int:
    """Bytes in float32, on a square input.

    full: networks of the released size, the whole process's memory. narrow: a fraction of the channels, and only what
    comes on top of the imported libraries. The weights are random: memory does not depend on them.
    """
    torch.set_grad_enabled(False)
    narrow = size == "narrow"
    before = psutil.Process().memory_info().rss if narrow else 0
    unet = SwinUNet(SwinUNetConfig(**UNET) if narrow else None).eval().cast(torch.float32)
    vq = VQAutoencoder(VQConfig(**VQ) if narrow else None).eval().cast(torch.float32)
    # Few keys: the attention's time grows with them, its memory is small beside the fields.
    latents = VQLatents(vq, attention_keys=4096)
    pass_ = OfficialPass(unet, latents, 4, torch.device("cpu"), 0, 1.0, CancelToken())
    start = pass_.start(np.random.default_rng(0).random((side, side, 3), np.float32))
    x0 = start.y
    for step in pass_.steps(start, Schedule([0.99], 2.0), lambda tile, tiles: None):
        x0 = step.x0
    result = pass_.picture(start, x0)
    assert result.shape == (4 * side, 4 * side, 3)
    return own_peak() - before


def own_peak() -> int:
    """Bytes held at most so far. Not getrusage: its figure begins with that of the process this one was forked from."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))
