"""Exponential moving average of a network's trained parameters."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from core.training.optimizer_state import trained


class Ema:
    """shadow <- d shadow + (1 - d) parameter, where d = min(decay, (1 + n) / (10 + n)) at iteration n."""

    def __init__(self, network: nn.Module, decay: float) -> None:
        self.decay = decay
        self.shadow = {k: v.detach().clone() for k, v in trained(network).items()}
        # On the device, as an update may be recorded there and repeated.
        self._weight = torch.zeros((), device=next(iter(self.shadow.values())).device)

    def set_iteration(self, iteration: int) -> None:
        """Sets how much the parameters after that iteration will count."""
        self._weight.fill_(1 - min(self.decay, (1 + iteration) / (10 + iteration)))

    @torch.no_grad()
    def update(self, network: nn.Module) -> None:
        """Takes the parameters into the average."""
        parameters = dict(network.named_parameters())
        shadow = list(self.shadow.values())
        change = torch._foreach_sub([parameters[k] for k in self.shadow], shadow)
        torch._foreach_mul_(change, self._weight)
        torch._foreach_add_(shadow, change)

    def load(self, state: dict[str, Tensor]) -> None:
        """Takes up an average that was stored."""
        for key, value in self.shadow.items():
            value.copy_(state[key])


class averaged:  # noqa: N801 - reads as a statement: with averaged(network, ema)
    """Within the block the network has the averaged weights and is in evaluation mode; afterwards its own, for
    training."""

    def __init__(self, network: nn.Module, ema: Ema) -> None:
        self.network, self.ema = network, ema

    def __enter__(self) -> None:
        self.network.eval()
        self._swap()

    def __exit__(self, *_: object) -> None:
        self._swap()
        self.network.train()

    @torch.no_grad()
    def _swap(self) -> None:
        shadow = self.ema.shadow
        for key, parameter in trained(self.network).items():
            # What changes places needs no memory, so it cannot fail half-way.
            parameter.data, shadow[key] = shadow[key], parameter.data
