"""Computes in float32 what half precision cannot: a call that needs the precision, or one that gave no numbers."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor, nn

from core.errors import DeviceError

log = logging.getLogger(__name__)


def finite(network: Any, dtype: torch.dtype, compute: Callable[[], Tensor], *, where: str) -> Tensor:
    """compute(), and once more with the network cast to float32 if not all of its values are finite numbers.

    `network` computes in `dtype` and has the method `cast`; it is cast back afterwards. Raises DeviceError if float32
    does not help; `where`, such as "tile 3", is named in it.
    """
    out = compute()
    if bool(torch.isfinite(out).all()):
        return out
    log.warning("%s holds values that are no numbers: computing it again in float32.", where.capitalize())
    network.cast(torch.float32)
    try:
        out = compute()
    finally:
        network.cast(dtype)
    if not bool(torch.isfinite(out).all()):
        raise DeviceError(
            f"The network computed values that are no numbers in {where}. The model may be damaged; "
            "try another model or device."
        )
    return out


@contextmanager
def in_float32(network: nn.Module) -> Iterator[None]:
    """Within the block, every convolution and linear layer of the network computes in float32.

    The weights of a layer are cast just while it runs, so no second set of weights is held. `network.float32_inside` is
    true within the block and tells the network not to cast its inputs to half precision.
    """

    def widen(layer: nn.Module, inputs: Any) -> None:
        layer.float()

    def narrow(layer: nn.Module, inputs: Any, output: Any) -> None:
        layer.to(held[layer])

    layers = [m for m in network.modules() if isinstance(m, nn.Conv2d | nn.Linear)]
    held: dict[nn.Module, torch.dtype] = {
        m: m.weight.dtype for m in layers if m.weight.dtype != torch.float32
    }
    hooks = [layer.register_forward_pre_hook(widen) for layer in held]
    hooks += [layer.register_forward_hook(narrow, always_call=True) for layer in held]
    network.float32_inside = True  # type: ignore[assignment]
    try:
        yield
    finally:
        network.float32_inside = False  # type: ignore[assignment]
        for hook in hooks:
            hook.remove()
