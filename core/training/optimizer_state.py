"""Which parameters are trained, and the optimiser's moments for them as named tensors, stored beside the weights."""

from __future__ import annotations

import torch
from torch import Tensor, nn

SLOTS = ("step", "exp_avg", "exp_avg_sq")  # of AdamW


def trained(network: nn.Module) -> dict[str, nn.Parameter]:
    """The parameters that training changes, by name."""
    return {k: p for k, p in network.named_parameters() if p.requires_grad}


def optimizer_tensors(optimizer: torch.optim.AdamW, network: nn.Module) -> dict[str, Tensor]:
    """The optimiser's tensors for the trained parameters of a network, by names such as "head.weight/exp_avg"."""
    return {
        f"{key}/{name}": value
        for key, parameter in trained(network).items()
        for name, value in optimizer.state.get(parameter, {}).items()
    }


def load_optimizer(optimizer: torch.optim.AdamW, network: nn.Module, tensors: dict[str, Tensor]) -> None:
    """Gives the optimiser the tensors that `optimizer_tensors` returned, in the memory layout of the parameters."""
    optimizer.state.clear()
    for key, parameter in trained(network).items():
        for name in SLOTS:
            value = tensors.get(f"{key}/{name}")
            if value is not None:
                optimizer.state[parameter][name] = (
                    value if name == "step" else torch.empty_like(parameter).copy_(value)
                )
