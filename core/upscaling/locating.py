"""What is to be loaded and where to: the files of a model, the device and the number format."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch

from core.compute.device import DTYPES, choose_device, choose_dtype
from core.compute.faults import is_out_of_memory
from core.compute.vulkan import is_still_there
from core.compute.vulkan_survey import Survey, VulkanDevice, checked_once, half_pays, look_again, survey
from core.errors import SettingsError
from core.jobs import NO_VULKAN_VARIABLE, SampleSettings
from core.models.catalog import digests, find_autoencoder, find_model
from core.models.checkpoints import read_recipe
from core.models.recipe import Recipe
from core.networks.lite import CONFIGS
from core.networks.ncnn_restorers import can_be_exported
from core.upscaling.networks import ready
from core.upscaling.vulkan_check import same_on


@dataclass(frozen=True)
class Wanted:
    """What is to be loaded and where to. `notices` are sentences about choices that differ from what was asked for."""

    paths: tuple[Path, ...]
    device: torch.device
    dtype: torch.dtype
    notices: tuple[str, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """Distinguishes one loaded model from another: its files and when they were changed, device, number format."""
        files = [f"{path}:{path.stat().st_mtime_ns}" for path in self.paths]
        return (*files, str(self.device), str(self.dtype))


def locate(settings: SampleSettings) -> Wanted:
    """Finds the model that the settings name and the device for it. Raises ModelError, SettingsError, DeviceError."""
    paths = tuple(_files(settings.model))
    device, device_notice = _device_for(settings.device, paths[0])
    dtype, dtype_notice = _dtype_for(device, settings.dtype, paths[0])
    notices = tuple(n for n in (device_notice, dtype_notice) if n)
    return Wanted(paths, device, dtype, notices)


def _files(model: str) -> list[Path]:
    """The file of the model and, if it works in a latent, that of its autoencoder."""
    info = find_model(model)
    recipe = read_recipe(info.path)
    if recipe.architecture == "vqgan":
        raise SettingsError(f"{recipe.title} is an autoencoder, a part of other models: choose one of those.")
    if recipe.latent != "vq":
        return [info.path]
    return [info.path, find_autoencoder(recipe, info.path)]


def _device_for(wanted: str, path: Path) -> tuple[torch.device, str]:
    """`choose_device`, and for the models that they can compute, Vulkan devices: one that was asked for, or the best
    where torch has none but the processor."""
    if wanted.startswith("vulkan"):
        return _asked_vulkan(wanted, path)
    device, notice = choose_device(wanted)
    if wanted != "auto" or device.type != "cpu" or os.environ.get(NO_VULKAN_VARIABLE):
        return device, notice
    if not _on_vulkan(read_recipe(path)):
        return device, notice
    best = best_there()
    unfit = "" if best is None else _unfit(best, path)
    if best is not None and not unfit:
        return torch.device(best.name), ""
    unfit = f"{unfit}, so the processor is used." if unfit else ""
    return device, " ".join(part for part in (notice, unfit, *survey().passed_over()) if part)


def _on_vulkan(recipe: Recipe) -> bool:
    """Whether Vulkan devices can compute such a model."""
    return recipe.architecture in CONFIGS or can_be_exported(recipe.architecture, recipe.config)


def best_there() -> VulkanDevice | None:
    """The best Vulkan device, if it is still there."""
    return _there(Survey.best) if survey().best() is not None else None


def _there(find: Callable[[Survey], VulkanDevice | None]) -> VulkanDevice | None:
    """What is found in the list of Vulkan devices, or in a new one, if it is not there any more. The drivers are not
    started for one that cannot be trusted."""
    for listed in (survey, look_again):
        known = listed()
        device = find(known)
        if device is not None and (known.distrusts(device) or is_still_there(device)):
            return device
    return None


def _dtype_for(device: torch.device, wanted: str, path: Path) -> tuple[torch.dtype, str]:
    if device.type != "vulkan" or (wanted not in DTYPES and wanted != "auto"):
        return choose_dtype(device, wanted)
    if wanted == "float16" or (wanted == "auto" and _half_suits(device, path)):
        return torch.float16, ""
    notice = "" if wanted in ("auto", "float32") else f"On Vulkan devices float32 is used, not {wanted}."
    return torch.float32, notice


def _asked_vulkan(wanted: str, path: Path) -> tuple[torch.device, str]:
    recipe = read_recipe(path)
    if not _on_vulkan(recipe):
        return _instead(f"{recipe.title} cannot be computed on Vulkan devices")
    device = _there(lambda listed: listed.find(wanted))
    if device is None:
        return _instead(f"The device {wanted} is not there")
    if reason := survey().distrusts(device):
        return _instead(f"{device.info.title} cannot be used ({reason})")
    if unfit := _unfit(device, path):
        return _instead(unfit)
    return torch.device(device.name), ""


def _instead(reason: str) -> tuple[torch.device, str]:
    device, _ = choose_device("auto")
    return device, f"{reason}, so {'the processor' if device.type == 'cpu' else device} is used."


def _unfit(device: VulkanDevice, path: Path) -> str:
    """Why the device cannot compute this model, the beginning of a sentence; "" if it does as the processor does, in
    float16 where that pays, or else in float32."""
    title = device.info.title
    try:
        same = (half_pays(device.name) and _same(device, path, half=True)) or _same(device, path, half=False)
    except RuntimeError as error:
        if not is_out_of_memory(error):
            raise
        return f"{title} has too little free memory"
    return "" if same else f"{title} computes other values of {read_recipe(path).title} than the processor"


def _half_suits(device: torch.device, path: Path) -> bool:
    """Whether a Vulkan device computes this model soundly and faster in float16, as far as `_unfit` has found out."""
    listed = survey().find(str(device))
    return listed is not None and half_pays(listed.name) and _same(listed, path, half=True)


def _same(device: VulkanDevice, path: Path, *, half: bool) -> bool:
    """Whether the device computes this model as the processor does, which is found out once for each model, number
    format and driver. Raises RuntimeError if its memory does not suffice now."""

    def check() -> bool:
        network = ready(path, torch.device("cpu"), torch.float32)
        return same_on(torch.device(device.name), network, half=half)

    return checked_once(f"{device.identity}, {'half' if half else 'whole'}, {digests().of(path)}", check)
