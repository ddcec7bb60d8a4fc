"""A network between ends: the weights of a faithful one and of a realistic one, mixed as kappa says.

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

from core.networks.lite_judge import Judge
from core.networks.lite_plk import LitePLK, PLKConfig


class LiteBlend(nn.Module):
    """`faithful` and `realistic`, networks of one shape, and with four ends the same two for cleanly reduced pictures,
    and the `judge` that tells those. All samples of a batch have one kappa.

    The shapes of `forward` are those of LitePLK.
    """

    multiple = LitePLK.multiple

    def __init__(self, config: PLKConfig) -> None:
        super().__init__()
        self.config = config
        self.faithful, self.realistic = LitePLK(config), LitePLK(config)
        self.clean_faithful, self.clean_realistic, self.judge = None, None, None
        if config.ends == 4:
            self.clean_faithful, self.clean_realistic, self.judge = LitePLK(config), LitePLK(config), Judge()
        for end in self._ends()[1:]:
            end.load_state_dict(self.faithful.state_dict())
        with torch.device("meta"):
            # Only its shape is used, so it is no part of the module.
            self._shape = [LitePLK(config)]
        self._names = [name for name, _ in self._shape[0].named_parameters()]

    def cast(self, dtype: torch.dtype) -> LiteBlend:
        """Makes all ends compute in `dtype` from now on; the judge stays in float32."""
        for end in self._ends():
            end.cast(dtype)
        return self

    def forward(
        self, x_t: Tensor, y: Tensor, lq: Tensor, eta: Tensor, sigma: Tensor, clean: Tensor | None = None
    ) -> Tensor:
        """`clean` [1] is what the judge says of the whole picture; None: it is asked about lq, all samples together."""
        share = realism(sigma[0] / eta[0].sqrt(), self.config.least_kappa)
        if clean is None and self.judge is not None:
            with torch.no_grad():
                clean = self.judge(lq).mean(0, keepdim=True)
        weights = self._mixed(share, clean) | dict(self.faithful.named_buffers())
        return cast(Tensor, functional_call(self._shape[0], weights, (x_t, y, lq, eta, sigma)))

    def at(self, kappa: float, clean: float | None = None) -> LitePLK:
        """The network of that kappa and verdict of the judge by itself, in the number format and on the device of this
        one."""
        device = next(self.parameters()).device
        share = realism(torch.tensor(kappa), self.config.least_kappa).to(device)
        network = LitePLK(self.config)
        with torch.no_grad():
            mixed = self._mixed(share, None if clean is None else torch.tensor([clean], device=device))
        network.load_state_dict(mixed, strict=True)
        network.to(device)
        return network.cast(self.faithful.head.weight.dtype).train(self.training)

    def _ends(self) -> list[LitePLK]:
        ends = (self.faithful, self.realistic, self.clean_faithful, self.clean_realistic)
        return [end for end in ends if end is not None]

    def _mixed(self, share: Tensor, clean: Tensor | None) -> dict[str, Tensor]:
        """The weights at that share of the realistic ends, and of those for clean pictures, under the names of
        LitePLK."""
        mixed = _between(self.faithful, self.realistic, self._names, share)
        if clean is None or self.clean_faithful is None or self.clean_realistic is None:
            return mixed
        other = _between(self.clean_faithful, self.clean_realistic, self._names, share)
        return {
            name: torch.lerp(mixed[name], other[name], clean[0].to(mixed[name].dtype)) for name in self._names
        }


def _between(a: nn.Module, b: nn.Module, names: list[str], share: Tensor) -> dict[str, Tensor]:
    """The weights of those names, from a's at a share of 0 to b's at 1."""
    pairs = ((name, _weight(a, name), _weight(b, name)) for name in names)
    return {name: torch.lerp(one, other, share.to(one.dtype)) for name, one, other in pairs}


def _weight(network: nn.Module, name: str) -> Tensor:
    """The weight of that name as the network computes with it: with what adapters add."""
    place, _, leaf = name.rpartition(".")
    owner = network.get_submodule(place)
    merged = getattr(owner, "merged", None)
    return cast(Tensor, merged() if merged is not None and leaf == "weight" else getattr(owner, leaf))


def realism(kappa: Tensor, least: float) -> Tensor:
    """The share of the realistic end: 0 up to the least kappa, from there with its logarithm, and 1 from kappa 1 on."""
    return (1 - kappa.log() / math.log(least)).clamp(0, 1)
