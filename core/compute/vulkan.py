"""Graphs of ncnn on Vulkan devices: cards of every maker, without an environment of their own."""

from __future__ import annotations

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
    return [
        VulkanDevice(
            f"vulkan:{number}",
            str(info.device_name()),
            int(info.type()),
            str(info.driver_version()),
            _free(ncnn, number),
        )
        for number, info in infos
    ]


def free_vulkan_memory(device: torch.device) -> int:
    """Bytes that the device's driver would still give."""
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
        self._net.opt.use_vulkan_compute = True
        self._net.set_vulkan_device(device.index or 0)

    def run(self, inputs: dict[str, np.ndarray], output: str) -> np.ndarray:
        """The output for float32 inputs. Raises RuntimeError if memory ran out or the device was lost, which
        `is_out_of_memory` and `is_device_lost` tell apart."""
        with self._lock:
            # ncnn reads the arrays' own memory: they must live until it is done.
            held = {name: np.ascontiguousarray(array, np.float32) for name, array in inputs.items()}
            mats = {name: self._ncnn.Mat(array) for name, array in held.items()}
            extractor = self._net.create_extractor()
            for name, mat in mats.items():
                _succeed(extractor.input(name, mat))
            code, mat = extractor.extract(output)
            _succeed(code)
            result = np.array(mat.numpy())
            del mat, extractor, mats
            return result


def _succeed(code: int) -> None:
    if code == OUT_OF_MEMORY:
        raise RuntimeError("Vulkan: out of memory.")
    if code:
        raise RuntimeError(f"Vulkan: device lost or not able to compute this ({code}).")


def _free(ncnn: Any, number: int) -> int:
    return int(ncnn.get_gpu_device(number).get_heap_budget()) * MEBIBYTE


@cache
def _ncnn() -> Any:
    """The library, or None where it is not installed."""
    if importlib.util.find_spec("ncnn") is None:
        return None
    import ncnn

    return ncnn
