"""What tests of Vulkan devices pretend to have found."""

import pytest

from core.compute import vulkan_survey
from core.compute.vulkan_survey import Survey, Verdict, VulkanDevice
from core.jobs import NO_VULKAN_VARIABLE
from core.upscaling import locating

CARD = VulkanDevice("vulkan:0", "Card", 0, "1", 10**9)


def surveyed(monkeypatch: pytest.MonkeyPatch, *pairs: tuple[VulkanDevice, Verdict | None]) -> None:
    """Lets these be the devices that were found, with what is known of them."""
    monkeypatch.delenv(NO_VULKAN_VARIABLE, raising=False)
    verdicts = {device.identity: verdict for device, verdict in pairs if verdict is not None}
    found = Survey("", tuple(device for device, _ in pairs), verdicts)
    monkeypatch.setattr(locating, "survey", lambda: found)
    monkeypatch.setattr(locating, "look_again", lambda: found)
    monkeypatch.setattr(vulkan_survey, "survey", lambda: found)
    monkeypatch.setattr(locating, "is_still_there", lambda device: True)
