"""Prints the peak memory in bytes of one step of an official x4 model on a square input of the named side, float32.

The weights are random: memory does not depend on them.
"""

import resource
import sys

import numpy as np
import torch

from core.diffusion.schedule import Schedule
from core.jobs import CancelToken
from core.latents.vq import VQLatents
from core.networks.swin_unet import SwinUNet
from core.networks.vqgan import VQAutoencoder
from core.resshift import ResShiftPass


def main(side: int) -> None:
    torch.set_grad_enabled(False)
    cpu = torch.device("cpu")
    unet, vq = SwinUNet().eval().cast(torch.float32), VQAutoencoder().eval().cast(torch.float32)
    # Few keys: the attention's time grows with them, its memory is small beside the fields.
    latents = VQLatents(vq, attention_keys=4096)
    pass_ = ResShiftPass(unet, latents, 4, cpu, 0, 1.0, CancelToken())
    start = pass_.start(np.random.default_rng(0).random((side, side, 3), np.float32))
    x0 = start.y
    for step in pass_.steps(start, Schedule([0.99], 2.0), lambda tile, tiles: None):
        x0 = step.x0
    result = pass_.picture(start, x0)
    assert result.shape == (4 * side, 4 * side, 3)
    sys.stdout.write(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
