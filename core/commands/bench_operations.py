"""`bench`: which kinds of operations the time of one step of an official model goes into, as torch's profiler counts
it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from torch.profiler import ProfilerActivity, profile

KINDS = {
    "convolution": ("conv",),
    "product": ("mm",),
    "attention": ("attention",),
    "norm": ("norm", "var_mean"),
    "activation": ("silu", "gelu"),
    "window": ("index_select", "roll"),
    "join": ("cat", "stack"),
    "memory": ("copy_", "fill_", "empty", "clone", "resize_"),
    "sum": ("aten::add", "aten::sub", "aten::mul", "aten::sum"),
}
"""A kind and the parts of torch's names by which an operation belongs to it. The first that fits counts. "product" are
linear layers and 1 x 1 convolutions, "sum" shortcuts and other arithmetic of whole tensors."""


def kind_of(operation: str) -> str:
    """The kind of an operation of torch, such as aten::mm, or "other"."""
    fitting = (kind for kind, parts in KINDS.items() if any(part in operation for part in parts))
    return next(fitting, "other")


def operation_shares(work: Callable[[], Any]) -> dict[str, float]:
    """The share that each kind of operation has of the processor's time in work(); together they are 1.

    An operation counts for itself, without those that it calls.
    """
    with profile(activities=[ProfilerActivity.CPU]) as seen:
        work()
    times = dict.fromkeys([*KINDS, "other"], 0.0)
    for event in seen.key_averages():
        if event.key.startswith(("aten::", "mkldnn::")):
            times[kind_of(event.key)] += event.self_cpu_time_total
    total = sum(times.values()) or 1.0
    return {kind: time / total for kind, time in times.items()}
