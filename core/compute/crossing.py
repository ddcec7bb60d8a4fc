"""The crossings between the processor and a device: every copy that a pass makes, and everything that it waits for.

A device works through what it was given while the processor orders more. Whatever must be waited for goes through here,
so that a test can count it.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor


def upload(tensor: Tensor, device: torch.device) -> Tensor:
    """A tensor on the device. CUDA fetches one of the processor from page-locked memory, and nothing waits."""
    if device.type == "cuda" and tensor.device.type == "cpu":
        dense = (
            tensor.contiguous(memory_format=torch.channels_last) if tensor.ndim == 4 else tensor.contiguous()
        )
        return dense.pin_memory().to(device, non_blocking=True)
    return tensor.to(device)


def download(tensor: Tensor) -> np.ndarray:
    """A device's tensor as an array, when all that was ordered before is done. One of the processor is not copied."""
    array: np.ndarray = tensor.cpu().numpy()
    return array


def holds(flag: Tensor) -> bool:
    """Whether a device's flag is true, when all that was ordered before is done."""
    return bool(flag)


def number(value: float, device: torch.device) -> Tensor:
    """[1] with a value, made on the device: nothing is copied."""
    return torch.full((1,), value, device=device)
