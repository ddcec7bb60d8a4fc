"""What the window knows about the engine's devices without touching torch."""

from __future__ import annotations

import os
from dataclasses import dataclass

import psutil

from app.kit.text import count_text
from app.kit.words import tr


@dataclass(frozen=True)
class DeviceChoice:
    """One entry of the device list. `key` is what SampleSettings.device takes."""

    key: str
    title: str
    note: str = ""  # why it is (not) chosen, its memory


@dataclass(frozen=True)
class EngineStatus:
    """Sent once the engine has been loaded, or has failed to."""

    devices: tuple[DeviceChoice, ...] = ()
    device: str = ""  # the title of the one that "auto" means
    reason: str = ""  # a sentence: why that one
    problem: str = ""  # a sentence; empty while all is well
    detail: str = ""


def why_used(name: str, title: str, passed_over: str) -> str:
    """Why the device with this name and title is the one that "auto" takes; a sentence about another, if there is one,
    says it."""
    if passed_over:
        return passed_over
    if name == "cpu":
        return tr("{0}: no graphics device that can compute was found.").format(title)
    return tr("{0}: the fastest device that was found.").format(title)


def device_title(name: str, title: str) -> str:
    """What a device is called in the window. Graphics devices have names; for the processor it has words."""
    if name != "cpu":
        return title
    cores = psutil.cpu_count(logical=False) or os.cpu_count() or 1
    return count_text(cores, tr("Processor, 1 core"), tr("Processor, {0} cores"))
