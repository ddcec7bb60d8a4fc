"""Exponential moving average of a network's parameters."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class Ema:
    """shadow <- decay shadow + (1 - decay) parameter, with a decay that warms up as (1 + n) / (10 + n)."""

    def __init__(self, network: nn.Module, decay: float) -> None:
        self.decay = decay
        self.shadow = {k: v.detach().clone() for k, v in network.named_parameters()}

    @torch.no_grad()
    def update(self, network: nn.Module, iteration: int) -> None:
        decay = min(self.decay, (1 + iteration) / (10 + iteration))
        parameters = dict(network.named_parameters())
        torch._foreach_lerp_(list(self.shadow.values()), [parameters[k] for k in self.shadow], 1 - decay)

    def load(self, state: dict[str, Tensor]) -> None:
        for key, value in self.shadow.items():
            value.copy_(state[key])
