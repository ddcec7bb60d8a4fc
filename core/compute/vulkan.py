"""Graphs of ncnn on Vulkan devices: cards of every maker, without an environment of their own."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import tempfile
import threading
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch

from core.compute.vulkan_survey import IMITATED, VulkanDevice
from core.jobs import NO_VULKAN_VARIABLE

OUT_OF_MEMORY = -100  # ncnn's only code that says why
MEBIBYTE = 2**20


def list_devices_here() -> list[VulkanDevice]:
    """The Vulkan devices: real cards first, those that only imitate one on the processor last. None without ncnn,
    and none if NO_VULKAN_VARIABLE is set.

    This starts the drivers in this process, which may crash: core.compute.vulkan_survey lets another one do it.
    """
    ncnn = _ncnn()
    if ncnn is None or os.environ.get(NO_VULKAN_VARIABLE):
        return []
    infos = [(number, ncnn.get_gpu_info(number)) for number in range(ncnn.get_gpu_count())]
    order = {0: 0, 1: 1, 2: 2}  # a card of its own, one in the processor, a virtual one; then imitations
    infos.sort(key=lambda pair: order.get(pair[1].type(), IMITATED))
    found = []
    for number, info in infos:
        with contextlib.suppress(RuntimeError):  # one that cannot be started is none
            free = _free(ncnn, number)
            found.append(VulkanDevice(f"vulkan:{number}", *_facts(info), free))
    return found


def is_still_there(device: VulkanDevice) -> bool:
    """Whether this process finds the device where it was when the list was made. One that was taken out since leaves
    its number to another."""
    ncnn, number = _ncnn(), torch.device(device.name).index or 0
    if ncnn is None or number >= ncnn.get_gpu_count():
        return False
    return _facts(ncnn.get_gpu_info(number)) == (device.title, device.kind, device.driver)


def free_vulkan_memory(device: torch.device) -> int:
    """Bytes that the device's driver would still give. Raises RuntimeError if the device was lost."""
    return _free(_ncnn(), device.index or 0)


class VulkanGraph:
    """A graph in ncnn's formats, loaded on a device; computes in float32, or in float16 if `half`. May be used by
    several threads, in turn."""

    def __init__(self, text: str, weights: bytes, device: torch.device, *, half: bool = False) -> None:
        """Raises RuntimeError if ncnn cannot load it."""
        self.half = half
        self._ncnn, self._lock = _ncnn(), threading.Lock()
        self._net = self._ncnn.Net()
        options = self._net.opt
        options.use_fp16_packed = options.use_fp16_storage = options.use_fp16_arithmetic = half
        options.use_bf16_packed = options.use_bf16_storage = False
        self._choose_device(device)
        with tempfile.TemporaryDirectory(prefix="resshift-") as folder:
            param, binary = Path(folder, "graph.param"), Path(folder, "graph.bin")
            param.write_text(text, "ascii")
            binary.write_bytes(weights)
            _succeed(self._net.load_param(str(param)))
            _succeed(self._net.load_model(str(binary)))

    def _choose_device(self, device: torch.device) -> None:
        number = device.index or 0
        _started(self._ncnn, number)  # ncnn would silently take another one, or the processor
        self._net.opt.use_vulkan_compute = True
        self._net.set_vulkan_device(number)

    def run(self, inputs: dict[str, np.ndarray], output: str) -> np.ndarray:
        """The output for float32 inputs. Raises RuntimeError if memory ran out or the device was lost, which
        `is_out_of_memory` and `is_device_lost` tell apart."""
        with self._lock:
            extractor = self._net.create_extractor()
            for name, array in inputs.items():
                # A copy in ncnn's own layout: each of its channels begins at a multiple of 16 bytes. It uploads what
                # lies there as it is, and the channels of an array whose sides multiply to other numbers get mixed up.
                plain = np.ascontiguousarray(array, np.float32)  # must live until it has been copied
                mat = self._ncnn.Mat(plain).clone()
                _succeed(extractor.input(name, mat))
            code, mat = extractor.extract(output)
            _succeed(code)
            result = np.array(mat.numpy())
            del mat, extractor
            return result


def _succeed(code: int) -> None:
    if code == OUT_OF_MEMORY:
        raise RuntimeError("Vulkan: out of memory.")
    if code:
        raise RuntimeError(f"Vulkan: device lost or not able to compute this ({code}).")


def _facts(info: Any) -> tuple[str, int, str]:
    """A device's title, kind and driver."""
    return str(info.device_name()), int(info.type()), str(info.driver_version())


def _free(ncnn: Any, number: int) -> int:
    return int(_started(ncnn, number).get_heap_budget()) * MEBIBYTE


def _started(ncnn: Any, number: int) -> Any:
    """The device of that number. Raises RuntimeError if there is none, or it cannot be started."""
    device = None if ncnn is None else ncnn.get_gpu_device(number)
    if device is None:
        raise RuntimeError(f"Vulkan: device lost: vulkan:{number} is not there any more.")
    return device


@cache
def _ncnn() -> Any:
    """The library, or None where it is not installed."""
    if importlib.util.find_spec("ncnn") is None:
        return None
    import ncnn

    return ncnn
