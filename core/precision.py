"""What to do with values that are no numbers: compute them once more in float32, then give up in words."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from core.errors import DeviceError

log = logging.getLogger(__name__)


def finite(network: Any, dtype: torch.dtype, compute: Callable[[], Tensor], *, where: str) -> Tensor:
    """compute(); if its values are not all numbers, again with `network` (which computes in `dtype` and can `cast`)
    in float32. Raises DeviceError naming `where`, e.g. "tile 3", if that does not help."""
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
