"""Which Vulkan devices there are and which of them can be trusted, found out by a process of its own.

A driver may crash or hang as soon as it is started; then that process ends, and not the program. What it has found is
remembered: the list until the computer starts anew, a device is lost or one could not be judged; the verdict on a
device until its driver changes.
"""

from __future__ import annotations

import importlib.metadata
import json
import logging
import os
import queue
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache

import psutil

from core.compute.device import DeviceInfo
from core.jobs import NO_VULKAN_VARIABLE
from core.own_command import ENVIRONMENT, own_command
from core.storage import records
from core.storage.remembered import recall, remember
from core.version import VERSION

log = logging.getLogger(__name__)

ARGUMENTS = ("selftest", "--vulkan")  # of this program: the process that looks
PATIENCE = 60.0  # seconds without a word from it
IMITATED = 3  # the kind of devices that the processor imitates
DEVICES, MODELS = "vulkan", "vulkan-models"  # names of what is remembered
MOST_MODELS = 200  # of which it is remembered whether a device computes them
CHECK = 2  # counts up when the check finds more than before: what an earlier one has said is not believed
CRASHED = "its driver crashed or hung"


@dataclass(frozen=True)
class VulkanDevice:
    """A device as its driver describes it."""

    name: str  # such as vulkan:0
    title: str
    kind: int  # 0 a card of its own, 1 in the processor, 2 virtual, IMITATED
    driver: str  # its version
    free_bytes: int

    @property
    def identity(self) -> str:
        """What a verdict is kept under."""
        return f"{self.title}, driver {self.driver}, {_versions()}"

    @property
    def info(self) -> DeviceInfo:
        return DeviceInfo(self.name, f"{self.title} (Vulkan)", self.free_bytes)


@dataclass(frozen=True)
class Verdict:
    """What the built-in model computed on a device, against the processor with the same model."""

    sound: bool
    half: bool = False  # float16 is sound, too, and faster
    seconds: float = 0.0  # of a tile, in the better format
    processor_seconds: float = 0.0
    reason: str = ""  # a clause that says why it is not used

    @property
    def pays(self) -> bool:
        return self.sound and self.seconds < 0.8 * self.processor_seconds


@dataclass(frozen=True)
class Survey:
    """The devices, the best first, and the verdicts by their identities."""

    key: str = ""
    devices: tuple[VulkanDevice, ...] = ()
    verdicts: dict[str, Verdict] = field(default_factory=dict)

    def verdict(self, device: VulkanDevice) -> Verdict | None:
        return self.verdicts.get(device.identity)

    def distrusts(self, device: VulkanDevice) -> str:
        """A clause that says why a device must not be used; "" if nothing speaks against it."""
        verdict = self.verdict(device)
        return "" if verdict is None or verdict.sound else verdict.reason

    def find(self, wanted: str) -> VulkanDevice | None:
        """The device that `vulkan` (the best) or such as `vulkan:1` names."""
        names = {device.name: device for device in self.devices}
        return next(iter(self.devices), None) if wanted == "vulkan" else names.get(wanted)

    def best(self) -> VulkanDevice | None:
        """The first card that is sound and faster than the processor; never one that is only imitated."""
        real = (device for device in self.devices if device.kind != IMITATED)
        return next((d for d in real if (verdict := self.verdict(d)) is not None and verdict.pays), None)

    @property
    def complete(self) -> bool:
        """Whether each real card has its verdict."""
        return all(device.kind == IMITATED or self.verdict(device) is not None for device in self.devices)

    def in_words(self, device: VulkanDevice) -> str:
        """What is known of a device, for reports."""
        verdict = self.verdict(device)
        if verdict is None:
            return "imitated by the processor" if device.kind == IMITATED else "not checked"
        if not verdict.sound:
            return f"not used: {verdict.reason}"
        here, there = (round(1000 * seconds) for seconds in (verdict.seconds, verdict.processor_seconds))
        return f"{'float16' if verdict.half else 'float32'}, {here} ms a tile, the processor {there} ms"

    def passed_over(self) -> tuple[str, ...]:
        """A sentence for each card that does not compute as it should."""
        real = (device for device in self.devices if device.kind != IMITATED)
        return tuple(
            f"{device.info.title} is not used: {reason}."
            for device in real
            if (reason := self.distrusts(device))
        )


@dataclass(frozen=True)
class _Line:
    """What the other process says, one after the other."""

    devices: tuple[VulkanDevice, ...] | None = None
    # The identity of the device that is checked now; "": there is no verdict on that.
    checking: str | None = None
    verdict: Verdict | None = None


@cache
def survey() -> Survey:
    """The devices of this computer; empty without ncnn, and if NO_VULKAN_VARIABLE is set. The first call may take
    seconds, so it is not for the window's thread."""
    if os.environ.get(NO_VULKAN_VARIABLE) or not _versions():
        return Survey()
    remembered = recall(Survey, DEVICES, Survey())
    key = f"{_versions()}, started {round(psutil.boot_time() / 60)}"
    if remembered.key == key:
        return remembered
    found = _gathered(key, remembered, _ask(remembered.verdicts))
    # A card without a verdict had no memory, or another one's driver crashed before its turn: the next start asks
    # again.
    remember(DEVICES, found if found.complete else replace(found, key=""))
    return found


def look_again() -> Survey:
    """`survey`, but the list is made anew: a driver may have been installed since. Verdicts stay what they are."""
    if not os.environ.get(NO_VULKAN_VARIABLE):
        forget_list()
        survey.cache_clear()
    return survey()


def forget_list() -> None:
    """Lets the list be made anew by the next process that asks: a device is not where it was. Verdicts stay."""
    remembered = recall(Survey, DEVICES, Survey())
    if remembered.key:
        remember(DEVICES, replace(remembered, key=""))


def _gathered(key: str, before: Survey, lines: Iterator[_Line]) -> Survey:
    """The survey that comes of what the process says, and of when it stopped saying anything."""
    devices: tuple[VulkanDevice, ...] = ()
    verdicts = dict(before.verdicts)
    checking = ""
    for line in lines:
        devices = devices if line.devices is None else line.devices
        if line.verdict is not None and checking:
            verdicts[checking], checking = line.verdict, ""
        checking = checking if line.checking is None else line.checking
    if checking:  # it ended in the middle of that
        verdicts[checking] = Verdict(False, reason=CRASHED)
    known = {device.identity for device in devices}
    return Survey(key, devices, {name: verdict for name, verdict in verdicts.items() if name in known})


def _ask(known: dict[str, Verdict]) -> Iterator[_Line]:
    """Starts the process and yields what it says, until it ends or is silent for too long."""
    try:
        child = subprocess.Popen(
            [*own_command(), *ARGUMENTS],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **ENVIRONMENT},
        )
    except OSError:
        log.warning("The process that looks for Vulkan devices could not be started", exc_info=True)
        return
    assert child.stdin is not None
    assert child.stdout is not None
    lines: queue.Queue[bytes] = queue.Queue()
    stdout = child.stdout

    def listen() -> None:
        with stdout:
            for line in stdout:
                lines.put(line)
        lines.put(b"")

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    try:
        child.stdin.write(json.dumps(sorted(known)).encode() + b"\n")
        child.stdin.close()
        while line := lines.get(timeout=PATIENCE):
            try:
                yield records.decode(_Line, line)
            except records.RecordError:  # drivers write into this pipe, too
                log.info("The process that looks for Vulkan devices said: %r", line[:500])
    except (queue.Empty, OSError):
        log.warning("The process that looks for Vulkan devices is silent")
    finally:
        child.kill()
        child.wait()
        listener.join()


def _versions() -> str:
    """What a verdict depends on beside the driver; "" without ncnn."""
    try:
        return f"ncnn {importlib.metadata.version('ncnn')}, program {VERSION}, check {CHECK}"
    except importlib.metadata.PackageNotFoundError:
        return ""


def checked_once(key: str, check: Callable[[], bool]) -> bool:
    """check(), once for each key: what it found is remembered, as the verdicts are."""
    known = recall(dict[str, bool], MODELS, {})
    if key not in known:
        known[key] = check()
        remember(MODELS, dict(list(known.items())[-MOST_MODELS:]))
    return known[key]


def half_pays(name: str) -> bool:
    """Whether a device, by its name, computes soundly and faster in float16."""
    device = survey().find(name)
    verdict = survey().verdict(device) if device is not None else None
    return verdict is not None and verdict.half


# --- in the other process -----------------------------------------------------------------------------------------


def say(**parts: object) -> None:
    """Writes a line for whoever started this process."""
    os.write(1, records.encode({name: _plain(part) for name, part in parts.items()}) + b"\n")


def _plain(part: object) -> object:
    if isinstance(part, tuple):
        return [vars(one) for one in part]
    return vars(part) if isinstance(part, Verdict) else part


def timed(work: Callable[[], object], rounds: int = 3) -> float:
    """The least time that `work` takes, in seconds."""
    best = float("inf")
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - began)
    return best
