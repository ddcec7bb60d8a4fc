"""The engine with torch behind it. Imported in the engine's thread alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.engine.preload import load_torch_libraries
from app.engine.status import DeviceChoice, EngineStatus, device_title
from app.kit.text import bytes_text
from app.kit.words import tr
from core.events import Emit, JobsEstimated
from core.jobs import CancelToken, EstimateJob, SampleSettings, UpscaleJob


class RealEngine:
    """An `Engine` that is core.upscaling.upscaler, with what the window wants to know about the devices."""

    def __init__(self) -> None:
        load_torch_libraries()
        from core.upscaling.upscaler import Upscaler

        self._upscaler = Upscaler()

    def warm_up(self, settings: SampleSettings) -> None:
        self._upscaler.warm_up(settings)

    def expect(self, path: Path | None) -> None:
        self._upscaler.expect(path)

    def run(self, job: UpscaleJob, emit: Emit, cancel: CancelToken) -> Callable[[], None] | None:
        return self._upscaler.compute(job, emit, cancel)

    def estimate(self, job: EstimateJob, cancel: CancelToken) -> JobsEstimated:
        return self._upscaler.estimate(job, cancel)

    def status(self) -> EngineStatus:
        from core.compute.device import choose_device, list_devices
        from core.compute.vulkan_survey import survey
        from core.upscaling.locating import best_there

        *cards, processor = list_devices()
        best = best_there()
        found = survey()  # after that: the list is made anew where the best one has gone
        devices = [*cards, *(d.info for d in found.devices), processor]
        device, notice = choose_device("auto")
        name = best.name if best is not None and device.type == "cpu" else str(device)
        used = next((d for d in devices if d.name == name), devices[-1])
        title = device_title(used.name, used.title)
        notice = notice or " ".join(found.passed_over())
        if notice:
            reason = notice
        elif used.name == "cpu":
            reason = tr("{0}: no graphics device that can compute was found.").format(title)
        else:
            reason = tr("{0}: the fastest device that was found.").format(title)
        choices = tuple(
            DeviceChoice(
                d.name, device_title(d.name, d.title), tr("{0} free").format(bytes_text(d.free_bytes))
            )
            for d in devices
        )
        return EngineStatus(choices, title, reason)
