"""Weights and inputs given by formulas, and the fixtures that were computed with them (see fixtures/official)."""

import gzip
import json
import math
import zlib
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
from torch import Tensor, nn

N = TypeVar("N", bound=nn.Module)
FOLDER = Path(__file__).parent / "fixtures" / "official"


def fixture(name: str) -> dict[str, Tensor]:
    with np.load(FOLDER / f"{name}.npz") as arrays:
        return {key: torch.from_numpy(arrays[key]) for key in arrays}


def state_dicts() -> dict[str, Any]:
    """{file: {"params": count, "entries": {key: [shape, "param" or "buffer"]}}} of the released checkpoints."""
    return json.loads(gzip.decompress((FOLDER / "state_dicts.json.gz").read_bytes()))


def field(shape: tuple[int, ...], k: float) -> Tensor:
    values = np.sin(0.31 * np.arange(math.prod(shape), dtype=np.float64) + 0.9 * k)
    return torch.from_numpy(values.astype(np.float32).reshape(shape))


def sines(count: int, step: float, phase: float, size: float = 1.0, run: int = 4096) -> np.ndarray:
    """float32 size sin(step n + phase) for n below count: of a sum of two angles, which spares nearly all sines."""
    starts = step * run * np.arange(-(-count // run), dtype=np.float64) + phase
    within = step * np.arange(run, dtype=np.float64)
    left = size * np.stack([np.sin(starts), np.cos(starts)], 1)
    right = np.stack([np.cos(within), np.sin(within)])
    return (left @ right).astype(np.float32).ravel()[:count]


def closed_form(name: str, shape: tuple[int, ...]) -> Tensor:
    count = math.prod(shape)
    phase = (zlib.crc32(name.encode()) % 6283) / 1000
    if len(shape) >= 2:
        w = sines(count, 1.137, phase, math.sqrt(shape[0] / count))
    elif name.endswith(".weight"):
        w = 1 + sines(count, 1.137, phase, 0.1)
    else:
        w = sines(count, 1.137, phase, 0.05)
    return torch.from_numpy(w.reshape(shape))


def filled(network: N) -> N:
    """The network with closed-form weights, ready to run; it may have been built on the meta device."""
    state = {name: closed_form(name, tuple(p.shape)) for name, p in network.named_parameters()}
    network.load_state_dict(state, assign=True)
    return network.requires_grad_(False).eval()
