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

from core.compute.device import DeviceInfo
from core.jobs import NO_VULKAN_VARIABLE

OUT_OF_MEMORY = -100  # ncnn's only code that says why
MEBIBYTE = 2**20


def list_vulkan_devices() -> list[DeviceInfo]:
    """The Vulkan devices: real cards first, those that only imitate one on the processor last. None without ncnn,
    and none if NO_VULKAN_VARIABLE is set."""
    ncnn = _ncnn()
    if ncnn is None or os.environ.get(NO_VULKAN_VARIABLE):
        return []
    infos = [(number, ncnn.get_gpu_info(number)) for number in range(ncnn.get_gpu_count())]
    infos.sort(
        key=lambda pair: pair[1].type()
    )  # 0 a card of its own, 1 in the processor, 2 virtual, 3 imitated
    return [
        DeviceInfo(f"vulkan:{number}", f"{info.device_name()} (Vulkan)", _free(ncnn, number))
        for number, info in infos
    ]


def find_vulkan_device(wanted: str) -> torch.device | None:
    """The device that `vulkan` (the best) or such as `vulkan:1` names; None if there is none or its check fails."""
    names = [device.name for device in list_vulkan_devices()]
    name = names[0] if wanted == "vulkan" and names else wanted
    return torch.device(name) if name in names and computes_soundly_on_vulkan(name) else None


@cache
def computes_soundly_on_vulkan(name: str) -> bool:
    """Whether a convolution on the device gives the same values as in numpy. Checked once for each process."""
    generator = np.random.default_rng(1)
    weight = generator.standard_normal((8, 8), np.float32)
    x = generator.standard_normal((8, 24, 24), np.float32)
    text = "7767517\n2 2\nInput in 0 1 x\nConvolution conv 1 1 x y 0=8 1=1 6=64\n"
    try:
        graph = VulkanGraph(text, bytes(4) + weight.tobytes(), torch.device(name))
        got = graph.run({"x": x}, "y")
    except RuntimeError:
        return False
    return bool(np.allclose(got, np.einsum("oi,ihw->ohw", weight, x), atol=1e-2))


def free_vulkan_memory(device: torch.device) -> int:
    """Bytes that the device's driver would still give."""
    return _free(_ncnn(), device.index or 0)


class VulkanGraph:
    """A graph in ncnn's formats, loaded on a device; computes in float32. May be used by several threads, in turn."""

    def __init__(self, text: str, weights: bytes, device: torch.device) -> None:
        """Raises RuntimeError if ncnn cannot load it."""
        self._ncnn, self._lock = _ncnn(), threading.Lock()
        self._net = self._ncnn.Net()
        options = self._net.opt
        options.use_vulkan_compute = True
        options.use_fp16_packed = options.use_fp16_storage = options.use_fp16_arithmetic = False
        options.use_bf16_packed = options.use_bf16_storage = False
        self._net.set_vulkan_device(device.index or 0)
        with tempfile.TemporaryDirectory(prefix="resshift-") as folder:
            param, binary = Path(folder, "graph.param"), Path(folder, "graph.bin")
            param.write_text(text, "ascii")
            binary.write_bytes(weights)
            _succeed(self._net.load_param(str(param)))
            _succeed(self._net.load_model(str(binary)))

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
