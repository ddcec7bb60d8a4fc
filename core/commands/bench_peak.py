"""The speed of a plain convolution on this machine, which `bench` compares the networks with."""

from __future__ import annotations

import time
from typing import Any

import torch


def peak_convolution(device: Any, dtype: Any, channels: int, side: int) -> float:
    """FLOP/s of a 3 x 3 convolution with that many channels on a square of that side; the best of nine tries."""
    conv: Any = torch.nn.Conv2d(channels, channels, 3, padding=1)
    conv = conv.to(device, dtype, memory_format=torch.channels_last)
    x = (
        torch.randn(1, channels, side, side, device=device)
        .to(dtype)
        .contiguous(memory_format=torch.channels_last)
    )
    best = float("inf")
    with torch.inference_mode():
        for _ in range(9):
            began = time.perf_counter()
            float(conv(x)[0, 0, 0, 0])
            best = min(best, time.perf_counter() - began)
    return 2 * 9 * channels**2 * side**2 / best
