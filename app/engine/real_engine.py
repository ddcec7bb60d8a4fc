"""The engine with torch behind it. Imported in the engine's thread alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.engine.preload import load_torch_libraries
from app.engine.status import DeviceChoice, EngineStatus, device_title, why_used
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
        from core.compute.device import list_devices
        from core.compute.vulkan_survey import survey
        from core.process.usual_device import usual_device

        *cards, processor = list_devices()
        name, passed_over = usual_device()
        found = survey()  # after that: the list is made anew where the best one has gone
        devices = [*cards, *(d.info for d in found.devices), processor]
        used = next((d for d in devices if d.name == name), devices[-1])
        title = device_title(used.name, used.title)
        choices = tuple(
            DeviceChoice(
                d.name, device_title(d.name, d.title), tr("{0} free").format(bytes_text(d.free_bytes))
            )
            for d in devices
        )
        return EngineStatus(choices, title, why_used(used.name, title, passed_over))
