"""Which parameters are trained, and the optimisers' moments for them as named tensors, stored beside the weights."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.optim import Optimizer

SLOTS = ("step", "exp_avg", "exp_avg_sq", "momentum")  # of AdamW and of Muon


def trained(network: nn.Module) -> dict[str, nn.Parameter]:
    """The parameters that training changes, by name."""
    return {k: p for k, p in network.named_parameters() if p.requires_grad}


def optimizer_tensors(optimizers: Sequence[Optimizer], network: nn.Module) -> dict[str, Tensor]:
    """The optimisers' tensors for the trained parameters of a network, by names such as "head.weight/exp_avg"."""
    return {
        f"{key}/{name}": value
        for key, parameter in trained(network).items()
        for optimizer in optimizers
        for name, value in optimizer.state.get(parameter, {}).items()
    }


def load_optimizer(optimizers: Sequence[Optimizer], network: nn.Module, tensors: dict[str, Tensor]) -> None:
    """Gives the optimisers the tensors that `optimizer_tensors` returned, in the memory layout of the parameters."""
    for optimizer in optimizers:
        on_device = optimizer.defaults.get("capturable", False)  # then the number of steps lies there as well
        own = {p for group in optimizer.param_groups for p in group["params"]}
        optimizer.state.clear()
        for key, parameter in trained(network).items():
            for name in SLOTS if parameter in own else ():
                value = tensors.get(f"{key}/{name}")
                if value is not None:
                    # Copies: what was read may be the file itself, which Windows does not delete as long as it is used.
                    value = value.clone() if name == "step" else torch.empty_like(parameter).copy_(value)
                    optimizer.state[parameter][name] = value.to(parameter.device) if on_device else value
