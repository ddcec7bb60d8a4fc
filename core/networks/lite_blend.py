"""A network between two ends: the weights of a faithful one and of a realistic one, mixed as kappa says.

Squared error and realism want different weights, and a small network that has to serve both serves neither well.
Weights trained from the same beginning can be mixed (Wang et al., "Deep Network Interpolation for Continuous Imagery
Effect Transition", CVPR 2019). So kappa is a continuous choice, and its faithful end is exactly the network of least
squared error, whatever the other end has learnt.
"""

from __future__ import annotations

import math
from typing import cast

import torch
from torch import Tensor, nn
from torch.func import functional_call

from core.networks.lite_plk import LitePLK, PLKConfig


class LiteBlend(nn.Module):
    """`faithful` and `realistic`, two networks of one shape. All samples of a batch have one kappa.

    The shapes of `forward` are those of LitePLK.
    """

    multiple = LitePLK.multiple

    def __init__(self, config: PLKConfig) -> None:
        super().__init__()
        self.config = config
        self.faithful, self.realistic = LitePLK(config), LitePLK(config)
        self.realistic.load_state_dict(self.faithful.state_dict())
        with torch.device("meta"):
            # Only its shape is used, so it is no part of the module.
            self._shape = [LitePLK(config)]
        self._names = [name for name, _ in self._shape[0].named_parameters()]

    def cast(self, dtype: torch.dtype) -> LiteBlend:
        """Makes both ends compute in `dtype` from now on."""
        self.faithful.cast(dtype)
        self.realistic.cast(dtype)
        return self

    def forward(self, x_t: Tensor, y: Tensor, lq: Tensor, eta: Tensor, sigma: Tensor) -> Tensor:
        share = realism(sigma[0] / eta[0].sqrt(), self.config.least_kappa)
        weights = self._mixed(share) | dict(self.faithful.named_buffers())
        return cast(Tensor, functional_call(self._shape[0], weights, (x_t, y, lq, eta, sigma)))

    def at(self, kappa: float) -> LitePLK:
        """The network of that kappa by itself, in the number format and on the device of this one."""
        share = realism(torch.tensor(kappa), self.config.least_kappa)
        network = LitePLK(self.config)
        device = next(self.parameters()).device
        with torch.no_grad():
            mixed = self._mixed(share.to(device))
        network.load_state_dict(mixed, strict=True)
        network.to(device)
        return network.cast(self.faithful.head.weight.dtype).train(self.training)

    def _mixed(self, share: Tensor) -> dict[str, Tensor]:
        """The weights at that share of the realistic end, under the names of LitePLK."""
        ends = ((name, _weight(self.faithful, name), _weight(self.realistic, name)) for name in self._names)
        return {name: torch.lerp(a, b, share.to(a.dtype)) for name, a, b in ends}


def _weight(network: nn.Module, name: str) -> Tensor:
    """The weight of that name as the network computes with it: with what adapters add."""
    place, _, leaf = name.rpartition(".")
    owner = network.get_submodule(place)
    merged = getattr(owner, "merged", None)
    return cast(Tensor, merged() if merged is not None and leaf == "weight" else getattr(owner, leaf))


def realism(kappa: Tensor, least: float) -> Tensor:
    """The share of the realistic end: 0 up to the least kappa, from there with its logarithm, and 1 from kappa 1 on."""
    return (1 - kappa.log() / math.log(least)).clamp(0, 1)
