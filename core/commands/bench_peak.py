"""The speed of a plain convolution on this machine, which `bench` compares the networks with."""

from __future__ import annotations

import time
from typing import Any

import torch

CALLS = 20  # on a device, ordered before they are waited for: one alone would measure the order
DEVICE_PIXELS = 4_000_000  # that a device gets at once: few of them leave most of it idle


def peak_convolution(device: Any, dtype: Any, channels: int, side: int) -> float:
    """FLOP/s of a 3 x 3 convolution with that many channels on a square of that side; the best of nine tries. A
    graphics device gets so many squares at once, and one after the other, that it is filled."""
    place = torch.device(device)
    busy = place.type != "cpu"
    batch, calls = (max(1, DEVICE_PIXELS // side**2), CALLS) if busy else (1, 1)
    conv: Any = torch.nn.Conv2d(channels, channels, 3, padding=1)
    conv = conv.to(place, dtype, memory_format=torch.channels_last)
    x = torch.randn(batch, channels, side, side, device=place)
    x = x.to(dtype).contiguous(memory_format=torch.channels_last)
    best = float("inf")
    with torch.inference_mode():
        for _ in range(9):
            began = time.perf_counter()
            for _ in range(calls):
                out = conv(x)
            float(out[0, 0, 0, 0])
            best = min(best, (time.perf_counter() - began) / calls)
    return float(2 * 9 * channels**2 * side**2 * batch / best)
