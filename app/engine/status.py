"""What the window knows about the engine's devices without touching torch."""

from __future__ import annotations

from dataclasses import dataclass


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
