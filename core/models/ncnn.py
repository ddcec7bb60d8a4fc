"""Reads restorers that were released as ncnn files: a `.param` with the layers, a `.bin` beside it with their weights.

RealSR, Real-ESRGAN and SPAN are given out so. A `.bin` is plain numbers; nothing in it can be run.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from core.errors import ModelError
from core.storage.looking import is_file

if TYPE_CHECKING:
    from torch import Tensor

SUFFIX = ".param"
MAGIC = "7767517"  # the first line of every .param
HALF = 0x01306B47  # stands before weights in float16; 0 stands before float32
MOST_LAYERS = 20_000
_KERNEL, _PADDING, _BIAS = 1, 4, 5  # the numbers of these settings of a convolution
MIXED = "conv_cat"  # SPAN's convolution of 1 x 1 pixel


@dataclass(frozen=True)
class Layer:
    """One line of a .param: its kind, and its settings by number."""

    kind: str
    settings: dict[int, str]

    def number(self, key: int) -> int:
        return int(self.settings.get(key, "0"))


def read_tensors(param: Path) -> dict[str, Tensor]:
    """The tensors of an RRDBNet, a compact network of Real-ESRGAN, or a SPAN, float32, under the names that a .pth has
    for them.

    Raises ModelError if the files are damaged, or hold another network.
    """
    weights = param.with_suffix(".bin")
    if not is_file(weights):
        raise ModelError(f"{param.name} needs the file {weights.name} beside it, which is not there.")
    try:
        layers = list(_layers(param.read_text(encoding="ascii")))
        data = weights.read_bytes()
        tensors = _Reader(data)
        convolutions = [layer for layer in layers if layer.kind == "Convolution"]
        names = _names(layers, len(convolutions))
        found = dict(tensors.all(layers, names))
    except OSError as error:
        raise ModelError(f"{param.name} cannot be read: {error.strerror or error}.") from error
    except (ValueError, IndexError, KeyError) as error:
        raise ModelError(
            f"{param.name} and {weights.name} are damaged, or hold a network that this program cannot run.",
            detail=repr(error),
        ) from error
    if tensors.at != len(data):
        raise ModelError(
            f"{weights.name} does not belong to {param.name}: it holds more than that speaks of."
        )
    return found


def _layers(text: str) -> Iterator[Layer]:
    """The layers of a .param, in the order in which their weights are stored. Raises ValueError."""
    lines = text.splitlines()
    if not lines or lines[0].strip() != MAGIC:
        raise ValueError("it is no .param")
    if len(lines) > MOST_LAYERS:
        raise ValueError(f"{len(lines)} layers")
    for line in lines[2:]:
        words = line.split()
        if words:
            inputs, outputs = int(words[2]), int(words[3])
            pairs = (word.partition("=") for word in words[4 + inputs + outputs :])
            yield Layer(words[0], {int(key): value for key, _, value in pairs})


def _names(layers: list[Layer], convolutions: int) -> Iterator[str]:
    """The names of the layers that have weights, as in a .pth. Raises ValueError for other networks."""
    kinds = {layer.kind for layer in layers}
    enlarged = [layer for layer in layers if layer.kind == "Interp"]
    if "Swish" in kinds:
        return iter(_span_names(layers, convolutions))
    if "PReLU" in kinds:
        shuffles = [layer.number(0) for layer in layers if layer.kind == "PixelShuffle"]
        known = kinds <= {"Input", "Split", "Convolution", "PReLU", "PixelShuffle", "Interp", "BinaryOp"}
        if not known or len(enlarged) != 1 or [float(enlarged[0].settings[1])] != shuffles:
            raise ValueError("this is not the compact network")
        return (f"body.{k}" for k in range(2 * convolutions - 1))
    doublings = len(enlarged)
    blocks, rest = divmod(convolutions - 4 - doublings, 15)
    known = kinds <= {"Input", "Split", "Convolution", "Concat", "Eltwise", "BinaryOp", "Interp"}
    if not known or rest or blocks < 1 or any(float(layer.settings[1]) != 2 for layer in enlarged):
        raise ValueError("this is no RRDBNet")
    parts = [
        f"RRDB_trunk.{i}.RDB{j}.conv{k}" for i in range(blocks) for j in range(1, 4) for k in range(1, 6)
    ]
    ups = [f"upconv{k + 1}" for k in range(doublings)]
    return iter(["conv_first", *parts, "trunk_conv", *ups, "HRconv", "conv_last"])


def _span_names(layers: list[Layer], convolutions: int) -> list[str]:
    """Those of SPAN, as it is after its training. Raises ValueError for other networks."""
    from core.networks.span import BLOCKS, RANGE  # torch

    kinds = {layer.kind for layer in layers}
    known = {"Input", "Split", "Convolution", "BinaryOp", "Swish", "Sigmoid", "Concat", "PixelShuffle"}
    factors = [float(layer.settings.get(2, "0")) for layer in layers if layer.kind == "BinaryOp"]
    # Published ones see (picture - mean) * 255, or the picture as it is; some others only (picture - mean).
    halfway = ("MemoryData" in kinds) != (RANGE in factors)
    if not kinds <= known | {"MemoryData"} or halfway or convolutions != 3 * BLOCKS + 4:
        raise ValueError("this is no SPAN")
    blocks = [f"block_{i}.c{k}_r.eval_conv" for i in range(1, BLOCKS + 1) for k in range(1, 4)]
    return ["conv_1.eval_conv", *blocks, "conv_2.eval_conv", MIXED, "upsampler.0"]


@dataclass
class _Reader:
    """Takes numbers from a .bin, one after the other. Raises ValueError where it ends too early."""

    data: bytes
    at: int = 0

    def all(self, layers: list[Layer], names: Iterator[str]) -> Iterator[tuple[str, Tensor]]:
        import torch

        from core.networks.span import RGB_MEAN

        for layer in layers:
            if layer.kind == "MemoryData":
                if not np.allclose(self.numbers(len(RGB_MEAN), "<f4"), RGB_MEAN, atol=1e-6):
                    raise ValueError("a constant that is not the mean of SPAN")
            elif layer.kind == "PReLU":
                yield f"{next(names)}.weight", torch.from_numpy(self.numbers(layer.number(0), "<f4"))
            elif layer.kind == "Convolution":
                name, out, size = next(names), layer.number(0), layer.number(6)
                side = 1 if name == MIXED else 3
                kind = [layer.number(key) for key in (_KERNEL, _PADDING, _BIAS)]
                if kind != [side, side // 2, 1]:
                    raise ValueError(f"a convolution of the kind {layer.settings}")
                if out < 1:
                    raise ValueError(f"a convolution of {out} channels")
                weight = self.flagged(size).reshape(out, size // (side**2 * out), side, side)
                yield f"{name}.weight", torch.from_numpy(weight)
                yield f"{name}.bias", torch.from_numpy(self.numbers(out, "<f4"))
        # As in a .pth of SPAN that sees the picture as it is.
        if any(layer.kind == "Swish" for layer in layers) and layers[1].kind != "MemoryData":
            yield "no_norm", torch.zeros(1)

    def flagged(self, count: int) -> np.ndarray:
        """So many numbers in the format that is named before them, as float32."""
        flag = int(self.numbers(1, "<u4", kept=True)[0])
        if flag not in (0, HALF):
            raise ValueError(f"weights in the unknown format {flag:#x}")
        return self.numbers(count, "<f2" if flag else "<f4")

    def numbers(self, count: int, kind: str, *, kept: bool = False) -> np.ndarray:
        """The next numbers, as float32 unless they are `kept` as they are; each run fills whole groups of 4 bytes."""
        size = count * np.dtype(kind).itemsize
        if count < 1 or self.at + size > len(self.data):
            raise ValueError(f"{count} numbers at {self.at} of {len(self.data)} bytes")
        found = np.frombuffer(self.data, kind, count, self.at)
        self.at += math.ceil(size / 4) * 4
        if kept:
            return found
        found = found.astype(np.float32)
        if not np.isfinite(found).all():
            raise ValueError("infinite or undefined numbers")
        return found
