"""Devices and number formats: which there are, which are sound, which to use, and how much memory is free."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import psutil
import torch
from torch import nn

from core.compute.faults import is_out_of_memory
from core.compute.number_format import fastest_format
from core.errors import DeviceError

if sys.platform != "win32":
    import resource

log = logging.getLogger(__name__)

CONTROL_GROUP = Path("/sys/fs/cgroup")
DTYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16, "float16": torch.float16}


@dataclass(frozen=True)
class DeviceInfo:
    """A device that can be used: its name in torch, its name for people, and its free memory in bytes."""

    name: str
    title: str
    free_bytes: int


def list_devices() -> list[DeviceInfo]:
    """All devices that torch can use, the fastest kind first; the processor is always the last. One that is full, taken
    or lost does not even say how much memory it has: it counts as having none."""
    found = [
        _described(f"{kind}:{number}", partial(module.get_device_name, number))
        for kind, module in (("cuda", torch.cuda), ("xpu", torch.xpu))
        for number in range(module.device_count() if module.is_available() else 0)
    ]
    if torch.backends.mps.is_available():
        found.append(_described("mps", lambda: "Apple GPU"))
    cores = psutil.cpu_count(logical=False) or os.cpu_count() or 1
    found.append(DeviceInfo("cpu", f"Processor, {cores} cores", psutil.virtual_memory().available))
    return found


def _described(name: str, title: Callable[[], str]) -> DeviceInfo:
    known = name
    try:
        known = title()
        return DeviceInfo(name, known, _given(torch.device(name)))
    except RuntimeError as error:
        log.warning("%s does not answer: %s", known, error)
        return DeviceInfo(name, known, 0)


def choose_device(wanted: str = "auto") -> tuple[torch.device, str]:
    """(the device to use, a sentence if it is not the one that was asked for, else "").

    `wanted` is auto, or a name such as cpu, cuda or cuda:1. A graphics device with a fault (`fault_of`) is passed
    over. Raises DeviceError if no device passes.
    """
    if wanted == "cpu":
        return torch.device("cpu"), ""
    devices = list_devices()
    names = [d.name for d in devices]
    asked = "cuda:0" if wanted == "cuda" else "xpu:0" if wanted == "xpu" else wanted
    notice = ""
    if asked != "auto":
        fault = fault_of(asked) if asked in names else "is not usable here"
        if not fault:
            return torch.device(asked), ""
        notice = f"The device {wanted} {fault}, so the processor is used. Found: {', '.join(names)}."
        return torch.device("cpu"), notice
    for name in names:
        fault = fault_of(name)
        if not fault:
            return torch.device(name), notice
        notice = f"The device {name} {fault} and is not used."
    raise DeviceError(
        "No device computes correctly on this machine. Run selftest, and report what it prints."
    )


def fault_of(name: str) -> str:
    """Why a device cannot be used, as what one says of it; "" if it computes soundly."""
    try:
        return "" if name == "cpu" or _agrees(name) else "failed its numeric check"
    except (RuntimeError, MemoryError) as error:
        if is_out_of_memory(error):
            return "has no free memory"
        first, _, _ = str(error).partition("\n")
        return f"cannot compute ({first})"


@cache
def _agrees(name: str) -> bool:
    """Whether a convolution on the device gives the same values as on the processor. Checked once for each process, and
    again where it could not be: a device may be full or taken for a moment. Raises RuntimeError then."""
    conv, x = _probe(32, 24)
    wanted = conv(x)
    got = conv.to(name)(x.to(name)).cpu()
    return bool(torch.allclose(got, wanted, atol=1e-2))


def choose_dtype(device: torch.device, wanted: str = "auto") -> tuple[torch.dtype, str]:
    """(the number format to compute in, a sentence if it is not the one that was asked for, else "").

    auto means half precision if a measurement finds it both sound and faster on this device, else float32. Raises
    DeviceError for an unknown format.
    """
    if wanted != "auto" and wanted not in DTYPES:
        raise DeviceError(f"Unknown number format {wanted!r}: choose auto, {', '.join(DTYPES)}.")
    if wanted == "float32":
        return torch.float32, ""
    if wanted == "float16" and device.type == "cpu":
        return torch.float32, "float16 is slow on processors, so float32 is used."
    if wanted != "auto":
        return DTYPES[wanted], ""
    if device.type != "cpu":
        return _format_of(device), ""
    return (torch.bfloat16 if _bfloat16_pays(device.type) else torch.float32), ""


def _format_of(device: torch.device) -> torch.dtype:
    """`fastest_format`, or float32 on a device that cannot be measured."""
    if device.type == "mps" and not torch.backends.mps.is_macos_or_newer(14, 0):
        return torch.float32
    try:
        return fastest_format(device)
    except (RuntimeError, NotImplementedError):
        return torch.float32


@cache
def _bfloat16_pays(device_type: str) -> bool:
    """Whether two convolutions in bfloat16 agree with float32 to the precision of bfloat16, in at most 0.8 of the
    time."""
    try:
        conv, x = _probe(64, 128)
        conv, x = conv.to(device_type), x.to(device_type)
        wanted, slow = _timed(conv, x)
        got, fast = _timed(conv.bfloat16(), x.bfloat16())
        sound = torch.allclose(got.float(), wanted, atol=0.05, rtol=0.05)
        return bool(sound and fast < 0.8 * slow)
    except (RuntimeError, NotImplementedError):
        return False


def _probe(channels: int, side: int) -> tuple[nn.Module, torch.Tensor]:
    generator = torch.Generator().manual_seed(1)
    conv = nn.Sequential(*(nn.Conv2d(channels, channels, 3, padding=1) for _ in range(2)))
    with torch.no_grad():
        for parameter in conv.parameters():
            fan_in = max(1, parameter[0].numel())
            parameter.copy_(torch.randn(parameter.shape, generator=generator) * fan_in**-0.5)
    x = torch.randn(1, channels, side, side, generator=generator)
    return conv.requires_grad_(False), x.contiguous(memory_format=torch.channels_last)


def _timed(conv: nn.Module, x: torch.Tensor, rounds: int = 4) -> tuple[torch.Tensor, float]:
    """(the result, the best time of some rounds in seconds)."""
    best, out = float("inf"), x
    for _ in range(rounds):
        start = time.perf_counter()
        out = conv(x)
        float(out.flatten()[0])  # waits until the device has done it
        best = min(best, time.perf_counter() - start)
    return out, best


def free_cache(device: torch.device) -> None:
    """Gives memory that torch keeps for later back to the device."""
    if device.type == "cuda":
        torch.cuda.empty_cache()
    elif device.type == "xpu":
        torch.xpu.empty_cache()
    elif device.type == "mps":
        torch.mps.empty_cache()


def free_memory(device: torch.device) -> int:
    """Bytes that are free on the device now, or held by torch for later. On the processor, the limits that are set for
    this process count, too."""
    if device.type in ("cuda", "xpu"):
        module = torch.cuda if device.type == "cuda" else torch.xpu
        return _given(device) + module.memory_reserved(device) - module.memory_allocated(device)
    return max(0, min(int(psutil.virtual_memory().available), *_allowances()))


def _given(device: torch.device) -> int:
    """Bytes that the driver of a graphics device would still give. Raises RuntimeError if it does not answer."""
    if device.type == "cuda":
        return int(torch.cuda.mem_get_info(device)[0])
    if device.type == "mps":
        return int(torch.mps.recommended_max_memory())
    try:
        return int(torch.xpu.mem_get_info(device)[0])
    except RuntimeError:  # not every driver knows what other programs have taken
        total = int(torch.xpu.get_device_properties(device).total_memory)
        return total - torch.xpu.memory_reserved(device)


def _allowances(group: Path = CONTROL_GROUP) -> list[int]:
    """Bytes left below each limit that is set: that of the address space (ulimit -v) and that of a container."""
    left = []
    if sys.platform != "win32":
        limit = resource.getrlimit(resource.RLIMIT_AS)[0]
        if limit != resource.RLIM_INFINITY:
            left.append(limit - psutil.Process().memory_info().vms)
    with contextlib.suppress(OSError, ValueError):  # "max" where there is no limit
        limit = int((group / "memory.max").read_text())
        left.append(limit - int((group / "memory.current").read_text()))
    return left or [2**63]
