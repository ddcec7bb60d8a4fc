"""Which device "auto" takes here. Imports torch."""

from __future__ import annotations

from core.compute.device import choose_device
from core.compute.vulkan_survey import survey
from core.errors import DeviceError
from core.upscaling.locating import best_there


def usual_device() -> tuple[str, str]:
    """(the name of the device that "auto" takes for the models that any device can compute, a sentence if one before it
    was passed over, else ""). The name is "" where none computes correctly.

    May take seconds. The survey of Vulkan devices is made anew where the best of them has gone.
    """
    try:
        device, notice = choose_device("auto")
    except DeviceError as error:
        return "", str(error)
    best = best_there()
    name = best.name if best is not None and device.type == "cpu" else str(device)
    return name, notice or " ".join(survey().passed_over())
