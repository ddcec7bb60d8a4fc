"""Which number format a graphics device computes networks in fastest and soundly: measured once, then remembered.

A short check of two layers does not fill such a device: it measures how long launches take to order, and there half
precision, with its casts, seems slower. So a network's block is measured in its own width on half a megapixel, several
times in a row between two looks at the clock.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

import torch
from torch import Tensor, nn

from core.compute.faults import is_out_of_memory
from core.storage.remembered import recall, remember

log = logging.getLogger(__name__)

REMEMBERED = "formats"
WIDTH, SIDE = 64, 768  # channels and side in pixels of what is measured
LAYERS, CALLS, ROUNDS = 4, 4, 4
PAYS = 0.8  # of float32's time that half precision may take at most
CLEARLY = 0.85  # of bfloat16's time below which float16, which overflows sooner, is taken
MOST_WRONG = {torch.bfloat16: 0.05, torch.float16: 0.01}
FORMATS = (torch.float32, torch.bfloat16, torch.float16)

Measure = Callable[[torch.dtype], tuple[Tensor, float]]
"""measure(dtype) -> (what the block computes in that format, seconds). Raises RuntimeError if it cannot, or if memory
runs out."""


def fastest_format(device: torch.device) -> torch.dtype:
    """The number format for `device`: measured when the device, its driver or torch is met for the first time. Raises
    RuntimeError if it cannot be measured, or memory runs out, which says nothing of another time."""
    key = identity(device)
    known = recall(dict[str, str], REMEMBERED, {})
    names = {_name(dtype): dtype for dtype in FORMATS}
    if known.get(key) not in names:
        known[key] = _name(chosen(lambda dtype: _measure(device, dtype)))
        remember(REMEMBERED, known)
    return names[known[key]]


def chosen(measure: Measure) -> torch.dtype:
    """bfloat16 or float16 if it is sound and pays, else float32."""
    wanted, slow = measure(torch.float32)
    seconds = {torch.float32: slow}
    for dtype, wrong in MOST_WRONG.items():
        try:
            got, taken = measure(dtype)
        except (RuntimeError, NotImplementedError) as error:  # not every device has it
            if is_out_of_memory(error):
                raise
            continue
        if taken <= PAYS * slow and torch.allclose(got.float(), wanted.float(), atol=wrong, rtol=wrong):
            seconds[dtype] = taken
    log.info("Number formats: %s", {_name(dtype): f"{taken:.4f} s" for dtype, taken in seconds.items()})
    if seconds.get(torch.float16, slow) < CLEARLY * seconds.get(torch.bfloat16, slow):
        return torch.float16
    return torch.bfloat16 if torch.bfloat16 in seconds else torch.float32


def identity(device: torch.device) -> str:
    """The device, its driver as far as torch knows it, and torch itself."""
    name, driver = device.type, ""
    if device.type == "cuda":
        about = torch.cuda.get_device_properties(device)
        name, driver = about.name, f"{about.major}.{about.minor} {torch.version.cuda or torch.version.hip}"
    elif device.type == "xpu":
        properties = torch.xpu.get_device_properties(device)
        name, driver = properties.name, str(properties.driver_version)
    return f"{name}, {driver}, torch {torch.__version__}"


@torch.inference_mode()
def _measure(device: torch.device, dtype: torch.dtype) -> tuple[Tensor, float]:
    """See `Measure`: the best of some rounds, each of several calls that are waited for together."""
    generator = torch.Generator().manual_seed(1)
    layers: list[nn.Module] = []
    for _ in range(LAYERS):
        convolution = nn.Conv2d(WIDTH, WIDTH, 3, padding=1)
        convolution.weight.copy_(
            torch.randn(convolution.weight.shape, generator=generator) / (3 * WIDTH**0.5)
        )
        layers += [convolution, nn.SiLU()]
    block = nn.Sequential(*layers).to(device, dtype).to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    x = torch.randn(1, WIDTH, SIDE, SIDE, generator=generator)
    x = x.to(device, dtype).contiguous(memory_format=torch.channels_last)
    best, out = float("inf"), x
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for _ in range(CALLS):
            out = block(x)
        out.flatten()[0].item()  # waits until the device has done it
        best = min(best, time.perf_counter() - began)
    return out[:, :, :32, :32].cpu(), best


def _name(dtype: torch.dtype) -> str:
    return str(dtype).removeprefix("torch.")
