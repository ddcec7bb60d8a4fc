"""The crossings between the processor and a device: every copy that a pass makes, and everything that it waits for.

A device works through what it was given while the processor orders more. Whatever must be waited for goes through here,
so that a test can count it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np
import torch
from torch import Tensor


def upload(tensor: Tensor, device: torch.device) -> Tensor:
    """A tensor on the device. CUDA fetches one of the processor from page-locked memory, and nothing waits."""
    if device.type == "cuda" and tensor.device.type == "cpu":
        dense = (
            tensor.contiguous(memory_format=torch.channels_last) if tensor.ndim == 4 else tensor.contiguous()
        )
        return dense.pin_memory().to(device, non_blocking=True)
    return tensor.to(device)


def download(tensor: Tensor) -> np.ndarray:
    """A device's tensor as an array, when all that was ordered before is done. One of the processor is not copied."""
    array: np.ndarray = tensor.cpu().numpy()
    return array


def holds(flag: Tensor) -> bool:
    """Whether a device's flag is true, when all that was ordered before is done."""
    return bool(flag)


def number(value: float, device: torch.device) -> Tensor:
    """[1] with a value, made on the device: nothing is copied."""
    return torch.full((1,), value, device=device)


class Ferry(Protocol):
    """Carries tiles to a device and back while it computes those between."""

    def bring(self, tensors: Sequence[Tensor]) -> Callable[[], list[Tensor]]:
        """Begins to upload a tile; what is returned gives it on the device, in order before whatever is computed next.
        No more than two tiles may be on their way."""
        ...

    def fetch(self, tensor: Tensor) -> Callable[[], Tensor]:
        """Begins to download a tensor when all that was ordered so far is done; what is returned waits for it. It is to
        be read before the second fetch after this."""
        ...


class PlainFerry:
    """Copies in the order of computing: for devices whose copies cannot run beside it."""

    def __init__(self, device: torch.device) -> None:
        self._device = device

    def bring(self, tensors: Sequence[Tensor]) -> Callable[[], list[Tensor]]:
        there = [upload(t, self._device) for t in tensors]
        return lambda: there

    def fetch(self, tensor: Tensor) -> Callable[[], Tensor]:
        return tensor.cpu


class StreamFerry:
    """Copies on two streams of their own, through two page-locked buffers each way; events stand for waiting.

    module  torch.cuda or torch.xpu
    """

    def __init__(self, device: torch.device, module: Any, *, pinned: bool = True) -> None:
        self._device, self._module, self._pinned = device, module, pinned
        self._up, self._down = module.Stream(device), module.Stream(device)
        self._slots = {"up": [_Slot(), _Slot()], "down": [_Slot(), _Slot()]}

    def bring(self, tensors: Sequence[Tensor]) -> Callable[[], list[Tensor]]:
        """See `Ferry`."""
        slot = self._free_slot("up")
        staged = [slot.place(n, t, self._pinned) for n, t in enumerate(tensors)]
        for place, tensor in zip(staged, tensors, strict=True):
            place.copy_(tensor)
        with self._module.stream(self._up):
            there = [t.to(self._device, non_blocking=True) for t in staged]
            slot.done = self._up.record_event()
        done = slot.done

        def arrived() -> list[Tensor]:
            computing = self._module.current_stream(self._device)
            computing.wait_event(done)
            for t in there:
                t.record_stream(computing)  # its memory is not given away while it is read
            return there

        return arrived

    def fetch(self, tensor: Tensor) -> Callable[[], Tensor]:
        """See `Ferry`."""
        slot = self._free_slot("down")
        place = slot.place(0, tensor, self._pinned)
        self._down.wait_event(self._module.current_stream(self._device).record_event())
        with self._module.stream(self._down):
            place.copy_(tensor, non_blocking=True)
            tensor.record_stream(self._down)
            slot.done = self._down.record_event()
        done = slot.done

        def arrived() -> Tensor:
            done.synchronize()
            return place

        return arrived

    def _free_slot(self, way: str) -> _Slot:
        """The slot used longest ago, when it is no longer read or written by the device."""
        slots = self._slots[way]
        slots.reverse()
        if slots[0].done is not None:
            slots[0].done.synchronize()
        return slots[0]


class _Slot:
    """Page-locked memory that is used again and again, and the event at the end of its last use."""

    def __init__(self) -> None:
        self.done: Any = None
        self._buffers: dict[int, Tensor] = {}

    def place(self, number: int, like: Tensor, pinned: bool) -> Tensor:
        """Room for the values of `like`."""
        held = self._buffers.get(number)
        if held is None or held.dtype != like.dtype or held.numel() < like.numel():
            held = torch.empty(like.numel(), dtype=like.dtype, pin_memory=pinned)
            self._buffers[number] = held
        return held[: like.numel()].view(like.shape)


def ferry_for(device: torch.device) -> Ferry:
    """The ferry of a device."""
    if device.type == "cuda":
        return StreamFerry(device, torch.cuda)
    if device.type == "xpu":
        return StreamFerry(device, torch.xpu)
    return PlainFerry(device)
