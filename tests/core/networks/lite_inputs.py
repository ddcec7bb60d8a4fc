"""Inputs of the Lite networks, and networks of random weights, for the tests of both."""

import torch

from core.networks.lite import LiteNetwork, build_lite
from core.networks.lite_blend import LiteBlend
from core.networks.lite_plk import PLKConfig
from core.networks.lite_unet import LiteConfig


def inputs(side: int = 16) -> tuple[torch.Tensor, ...]:
    """(x_t, y, lq, eta, sigma) of two pictures with different noise states."""
    generator = torch.Generator().manual_seed(0)
    x_t, y = (torch.randn(2, 48, side, side, generator=generator) for _ in range(2))
    lq = torch.randn(2, 3, side, side, generator=generator)
    return x_t, y, lq, torch.tensor([0.2, 0.9]), torch.tensor([0.1, 0.5])


def randomised(config: LiteConfig | PLKConfig) -> LiteNetwork:
    """An untrained network whose zero layers are filled, so that everything takes part."""
    torch.manual_seed(1)
    network = build_lite(config).eval()
    with torch.no_grad():
        for parameter in network.parameters():
            if not parameter.any():
                parameter.normal_(std=0.1)
    return network.requires_grad_(False)


def with_four_ends() -> LiteBlend:
    """A small network whose four ends have different random weights; its judge is untrained."""
    torch.manual_seed(1)
    network = LiteBlend(
        PLKConfig(width=16, blocks=2, kernel=5, large_every=2, tail_width=8, embedding=16, ends=4)
    )
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.add_(0.1 * torch.randn(parameter.shape))
    return network.requires_grad_(False).eval()
