"""Compares torch, ncnn on the processor and ncnn on Vulkan devices by the time of a tile in the built-in model.

    python tools/compare_ncnn.py [--sides 64 128 256] [--rounds 7] [--threads N] [--no-vulkan] [--json FILE]

The ways take turns, so that whatever else the computer does befalls them alike; the best of the rounds counts. Each is
also compared with torch in float32: the largest difference of x0, in [-1, 1]. The way of ncnn on the processor exists
only here: the program uses torch there.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from core.compute.device import list_devices
from core.compute.vulkan import VulkanGraph, list_devices_here
from core.models.catalog import BUILT_IN_FOLDER
from core.networks.lite import LiteNetwork
from core.upscaling.networks import lite_network
from core.upscaling.predictor import NoiseState, Predictor, TorchPredictor, VulkanPredictor


class ProcessorGraph(VulkanGraph):
    """The same graph, computed by ncnn on the processor in float32."""

    threads = 1

    def _choose_device(self, device: torch.device) -> None:
        self._net.opt.use_vulkan_compute = False
        self._net.opt.num_threads = self.threads


class NcnnOnProcessor(VulkanPredictor):
    """A predictor that computes the graph without Vulkan."""

    graph = ProcessorGraph


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--sides", type=int, nargs="+", default=[64, 128, 256], help="of the tile [64 128 256]"
    )
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--no-vulkan", action="store_true")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    ProcessorGraph.threads = options.threads
    ways = predictors(
        lite_network(next(BUILT_IN_FOLDER.glob("*/*.safetensors"))), vulkan=not options.no_vulkan
    )
    figures = {str(side): compare(ways, side, options.rounds) for side in options.sides}
    for side, rows in figures.items():
        print(f"{side} x {side}, {options.threads} threads")
        for name, row in rows.items():
            print(
                f"  {name:50} {row['seconds']:.4f} s  {row['times_torch']:.2f} of torch  {row['differs']:.1e}"
            )
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1), "utf-8")


def predictors(network: LiteNetwork, *, vulkan: bool) -> dict[str, Predictor]:
    """Every way there is on this computer, the one that the others are compared with first."""
    processor = torch.device("cpu")
    ways: dict[str, Predictor] = {
        "torch, processor, float32": TorchPredictor(network, processor, torch.float32),
        "ncnn, processor, float32": NcnnOnProcessor(network, processor),
    }
    for card in list_devices():
        if card.name != "cpu":
            copy = lite_network(next(BUILT_IN_FOLDER.glob("*/*.safetensors"))).to(card.name)
            ways[f"torch, {card.title}, float32"] = TorchPredictor(
                copy, torch.device(card.name), torch.float32
            )
    for device in list_devices_here() if vulkan else []:
        for half in (False, True):
            name = f"ncnn, {device.info.title}, {'float16' if half else 'float32'}"
            ways[name] = VulkanPredictor(network, torch.device(device.name), half=half)
    return ways


@torch.inference_mode()
def compare(ways: dict[str, Predictor], side: int, rounds: int) -> dict[str, dict[str, Any]]:
    """Seconds, the share of the first way's, and the largest difference from it, for each way."""
    generator = torch.Generator().manual_seed(1)
    lq = torch.rand(1, 3, side, side, generator=generator) * 2 - 1
    y = lq.repeat_interleave(next(iter(ways.values())).scale ** 2, 1)
    x_t = y + 0.3 * torch.randn(y.shape, generator=generator)

    def x0(predictor: Predictor) -> Tensor:
        return predictor.x0(x_t, y, lq, NoiseState(0.5, 0.3), where="the tile").cpu()

    results = {name: x0(predictor) for name, predictor in ways.items()}
    best = dict.fromkeys(ways, float("inf"))
    for _ in range(rounds):
        for name, predictor in ways.items():
            best[name] = min(best[name], _seconds(lambda predictor=predictor: x0(predictor)))  # type: ignore[misc]
    first = next(iter(ways))
    return {
        name: {
            "seconds": best[name],
            "times_torch": best[name] / best[first],
            "differs": float((results[name] - results[first]).abs().max()),
        }
        for name in ways
    }


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
