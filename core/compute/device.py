"""Devices and number formats: which there are, which are sound, which to use, and how much memory is free."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import psutil
import torch
from torch import nn

from core.compute.number_format import fastest_format
from core.errors import DeviceError

if sys.platform != "win32":
    import resource

CONTROL_GROUP = Path("/sys/fs/cgroup")
DTYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16, "float16": torch.float16}


@dataclass(frozen=True)
class DeviceInfo:
    """A device that can be used: its name in torch, its name for people, and its free memory in bytes."""

    name: str
    title: str
    free_bytes: int


def list_devices() -> list[DeviceInfo]:
    """All devices that torch can use, the fastest kind first; the processor is always the last."""
    found = [
        DeviceInfo(f"cuda:{i}", torch.cuda.get_device_name(i), torch.cuda.mem_get_info(i)[0])
        for i in range(torch.cuda.device_count() if torch.cuda.is_available() else 0)
    ]
    if torch.xpu.is_available():
        found += [
            DeviceInfo(
                f"xpu:{i}", torch.xpu.get_device_name(i), torch.xpu.get_device_properties(i).total_memory
            )
            for i in range(torch.xpu.device_count())
        ]
    if torch.backends.mps.is_available():
        found.append(DeviceInfo("mps", "Apple GPU", int(torch.mps.recommended_max_memory())))
    cores = psutil.cpu_count(logical=False) or os.cpu_count() or 1
    found.append(DeviceInfo("cpu", f"Processor, {cores} cores", psutil.virtual_memory().available))
    return found


def choose_device(wanted: str = "auto") -> tuple[torch.device, str]:
    """(the device to use, a sentence if it is not the one that was asked for, else "").

    `wanted` is auto, or a name such as cpu, cuda or cuda:1. A graphics device that fails its check (`computes_soundly`)
    is passed over. Raises DeviceError if no device passes.
    """
    devices = list_devices()
    names = [d.name for d in devices]
    asked = "cuda:0" if wanted == "cuda" else "xpu:0" if wanted == "xpu" else wanted
    notice = ""
    if asked != "auto":
        if asked in names and computes_soundly(asked):
            return torch.device(asked), ""
        notice = (
            f"The device {wanted} is not usable here, so the processor is used. Found: {', '.join(names)}."
        )
        return torch.device("cpu"), notice
    for name in names:
        if computes_soundly(name):
            return torch.device(name), notice
        notice = f"The device {name} failed its numeric check and is not used."
    raise DeviceError("No device computes correctly on this machine.")


@cache
def computes_soundly(name: str) -> bool:
    """Whether a convolution on the device gives the same values as on the processor. Checked once for each process."""
    if name == "cpu":
        return True
    try:
        conv, x = _probe(32, 24)
        wanted = conv(x)
        got = conv.to(name)(x.to(name)).cpu()
        return bool(torch.allclose(got, wanted, atol=1e-2))
    except (RuntimeError, NotImplementedError):
        return False


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


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an error says, by its type or in its message, that memory ran out."""
    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return True
    text = str(error).lower()
    return isinstance(error, RuntimeError) and any(
        phrase in text
        for phrase in (
            "out of memory",
            "out_of_device_memory",
            "not enough memory",
            "can't allocate memory",
            "cudnn_status_alloc_failed",
            "cublas_status_alloc_failed",
        )
    )


def is_device_lost(error: BaseException) -> bool:
    """Whether an error says that the graphics device does not work any more: its driver was reset, it was taken out,
    or the computer has slept. Nothing can be computed on it by this process then."""
    text = str(error).lower()
    return (
        isinstance(error, RuntimeError)
        and not is_out_of_memory(error)
        and any(
            phrase in text
            for phrase in (
                "cuda error",
                "hip error",
                "device lost",
                "device_lost",
                "level_zero",
                "mps backend error",
            )
        )
    )


def free_cache(device: torch.device) -> None:
    """Gives memory that torch keeps for later back to the device."""
    if device.type == "cuda":
        torch.cuda.empty_cache()
    elif device.type == "xpu":
        torch.xpu.empty_cache()
    elif device.type == "mps":
        torch.mps.empty_cache()


def out_of_memory(error: BaseException) -> DeviceError:
    """The error to raise when even the smallest piece of work does not fit into memory."""
    return DeviceError(
        "The memory does not suffice even for the smallest tile. Close other programs, or choose another device.",
        detail=repr(error),
    )


def free_memory(device: torch.device) -> int:
    """Bytes that are free on the device now, or held by torch for later. On the processor, the limits that are set for
    this process count, too."""
    if device.type == "cuda":
        held = torch.cuda.memory_reserved(device) - torch.cuda.memory_allocated(device)
        return int(torch.cuda.mem_get_info(device)[0]) + held
    return max(0, min(int(psutil.virtual_memory().available), *_allowances()))


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
