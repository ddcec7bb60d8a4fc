"""The process of core.compute.vulkan_survey: lists the devices, and has each compute the built-in model."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from core.compute.faults import is_out_of_memory
from core.compute.vulkan import list_devices_here
from core.compute.vulkan_survey import IMITATED, Verdict, VulkanDevice, say, timed
from core.models.catalog import BUILT_IN_FOLDER
from core.networks.lite import LiteNetwork
from core.networks.restorer import Restorer
from core.storage import records
from core.upscaling.predictor import NoiseState, Predictor, TorchPredictor, VulkanPredictor
from core.upscaling.vulkan_restorer import VulkanRestorer

# Pixels of the tiles, whose height and width multiply to an odd number: where channels begin in a card's memory is
# rounded up, and that must not be left to chance.
SIDE = 97
SMALL_SIDE = 33  # where it is a model of a card that has computed the other one soundly
# Of [-1, 1]. What the network adds to y is 2.6e-3 in the mean and 1.8e-2 at most for the tile of the check, so much
# more than this would pass half of it as sound. A card was seen to differ by 1.2e-7, in float16 by 1.4e-4.
MOST_WRONG = 3e-4
MOST_WRONG_HALF = 2e-3  # a quarter of a step of 255
# Of [0, 1], for restorers: a quarter of a step of 255, and in float16 that in the mean and four steps at most. The
# released ones were seen to differ by 5e-6 and in float16 by 3e-4 in the mean and 8e-3 at most.
MOST_WRONG_RESTORED = 1e-3
MOST_WRONG_RESTORED_HALF, MOST_WRONG_ANYWHERE = 1e-3, 4 / 255
PAYS = 0.8  # of float32's time

Build = Callable[[VulkanDevice, bool], Predictor]


def look(load: Callable[[Path], LiteNetwork]) -> None:
    """Says what devices there are, and of each real one that no verdict is known of what it computes. The known
    ones come as a JSON list on stdin."""
    known = records.decode(list[str], sys.stdin.readline() or "[]")
    devices = list_devices_here()
    say(devices=tuple(devices))
    unknown = [d for d in devices if d.kind != IMITATED and d.identity not in known]
    if not unknown:
        return
    network = load(next(BUILT_IN_FOLDER.glob("*/*.safetensors")))

    def build(device: VulkanDevice, half: bool) -> Predictor:
        return VulkanPredictor(network, torch.device(device.name), half=half)

    processor = TorchPredictor(network, torch.device("cpu"), torch.float32)
    for device in unknown:
        say(checking=device.identity)
        verdict = verdict_on(device, processor, build)
        if verdict is None:
            say(checking="")
        else:
            say(verdict=verdict)


def verdict_on(device: VulkanDevice, processor: Predictor, build: Build) -> Verdict | None:
    """Compares the device with the processor, in float32 and float16. None if its memory does not suffice now, which
    says nothing of another time."""
    wanted = _x0(processor)
    slow = timed(lambda: _x0(processor))
    try:
        whole = build(device, False)
        if not _close(_x0(whole), wanted, MOST_WRONG):
            return Verdict(False, reason="it computes other values than the processor")
        seconds = timed(lambda: _x0(whole))
    except RuntimeError as error:
        if is_out_of_memory(error):
            return None
        return Verdict(False, reason=f"it cannot compute the network ({error})")
    try:
        narrow = build(device, True)
        half_seconds = timed(lambda: _x0(narrow))
        half = half_seconds < PAYS * seconds and _close(_x0(narrow), wanted, MOST_WRONG_HALF)
    except RuntimeError as error:  # float16 is not for every device
        if is_out_of_memory(error):
            return None
        half, half_seconds = False, seconds
    return Verdict(True, half, half_seconds if half else seconds, slow)


def same_on(device: torch.device, network: LiteNetwork | Restorer, *, half: bool) -> bool:
    """Whether a network, in float32 on the processor, computes on the device what it computes in torch. Raises
    RuntimeError if the device's memory does not suffice now."""
    try:
        if isinstance(network, Restorer):
            return _restores_alike(network, VulkanRestorer(network, device, half=half), half=half)
        wanted = _x0(TorchPredictor(network, torch.device("cpu"), torch.float32), side=SMALL_SIDE)
        found = _x0(VulkanPredictor(network, device, half=half), side=SMALL_SIDE)
    except RuntimeError as error:
        if is_out_of_memory(error):
            raise
        return False
    return _close(found, wanted, MOST_WRONG_HALF if half else MOST_WRONG)


@torch.inference_mode()
def _restores_alike(here: Restorer, there: Restorer, *, half: bool) -> bool:
    """Compares two restorers by something like a picture: what they make of noise is of no account."""
    side = SMALL_SIDE // here.multiple * here.multiple
    generator = torch.Generator().manual_seed(1)
    coarse = torch.rand(1, 3, side // 4 + 1, side // 4 + 1, generator=generator)
    lq = F.interpolate(coarse, size=(side, side), mode="bilinear", align_corners=True)
    wanted, found = here(lq), there(lq)
    if not half:
        return _close(found, wanted, MOST_WRONG_RESTORED)
    mean = (found - wanted).abs().mean()
    return _close(found, wanted, MOST_WRONG_ANYWHERE) and bool(mean <= MOST_WRONG_RESTORED_HALF)


@torch.inference_mode()
def _x0(predictor: Predictor, side: int = SIDE) -> Tensor:
    side = side // predictor.multiple * predictor.multiple
    generator = torch.Generator().manual_seed(1)
    lq = torch.rand(1, 3, side, side, generator=generator) * 2 - 1
    y = lq.repeat_interleave(predictor.scale**2, 1)
    x_t = y + 0.3 * torch.randn(y.shape, generator=generator)
    return predictor.x0(x_t, y, lq, NoiseState(0.5, 0.3), where="the tile of the check")


def _close(found: Tensor, wanted: Tensor, most: float) -> bool:
    return bool(torch.isfinite(found).all() and (found - wanted).abs().max() <= most)
