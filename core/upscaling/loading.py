"""From the name of a model to its networks in memory, ready to run."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import torch

from core.compute.device import DTYPES, choose_device, choose_dtype, free_memory
from core.compute.recorded import Recorded, cuda_graph
from core.compute.vulkan import free_vulkan_memory
from core.compute.vulkan_survey import VulkanDevice, checked_once, half_pays, look_again, survey
from core.errors import ModelError, SettingsError
from core.jobs import NO_VULKAN_VARIABLE, CancelToken, SampleSettings
from core.latents.vq import PLAIN_PIXELS, VQLatents
from core.models.catalog import digests, find_autoencoder, find_model
from core.models.checkpoints import fill, load_state, read_recipe, sha256_of
from core.models.convert import build
from core.models.others import ARCHITECTURE as SPANDREL
from core.models.recipe import Recipe
from core.networks.latent_diffusion import LatentDiffusion
from core.networks.lite import CONFIGS, LiteNetwork, build_lite
from core.networks.lite_judge import parts
from core.networks.other_restorer import OtherConfig, OtherRestorer, rebuilt
from core.networks.restorer import Restorer
from core.networks.swin_unet import SwinUNet
from core.networks.vqgan import VQAutoencoder
from core.upscaling.latent_diffusion_pass import LatentDiffusionPass
from core.upscaling.latent_diffusion_pass import plan_tile_size as plan_latent_diffusion_tile
from core.upscaling.lite_pass import LitePass
from core.upscaling.lite_plan import plan_at_once, plan_home
from core.upscaling.lite_plan import plan_tile_size as plan_lite_tile
from core.upscaling.official_pass import OfficialPass
from core.upscaling.official_pass import plan_tile_size as plan_official_tile
from core.upscaling.passes import Pass
from core.upscaling.predictor import Predictor, predictor_for
from core.upscaling.restorer_pass import RestorerPass
from core.upscaling.restorer_pass import plan_home as plan_restorer_home
from core.upscaling.restorer_pass import plan_tile_size as plan_restorer_tile
from core.upscaling.vulkan_check import same_on

CONTEXT = 32  # pixels around a region that the network sees, too
VERDICTS = 32  # on so many pictures are kept
LOW_MEMORY = 3_000_000_000  # if fewer bytes are free, the autoencoder works in bands from the start


@dataclass(frozen=True)
class Loaded:
    """A model in memory. `digests` holds the SHA-256 of its files: "model" and, for some, "autoencoder". `verdicts` are
    the last ones on pictures: one is looked at before its turn comes, or enlarged with many settings."""

    key: tuple[str, ...]
    network: LiteNetwork | SwinUNet | Restorer | LatentDiffusion
    predictor: Predictor | None  # of Lite networks
    autoencoder: VQAutoencoder | None
    recipe: Recipe
    digests: dict[str, str]
    device: torch.device
    dtype: torch.dtype
    repeated: Recorded | None = None  # of official networks on devices that can record launches
    verdicts: dict[bytes, float] = field(default_factory=dict)

    @property
    def takes_mask(self) -> bool:
        return isinstance(self.network, SwinUNet) and self.network.config.cond_mask

    @property
    def trained_side(self) -> int:
        """The side in pixels of the pictures that the network was made for. 0 if it takes any size: only models that
        restore without enlarging, such as those for faces, need pictures of one size."""
        if isinstance(self.network, SwinUNet) and self.recipe.scale == 1 and not self.takes_mask:
            return self.network.config.lq_size
        return 0

    @property
    def grid(self) -> int:
        """A region is cut out at multiples of this many input pixels, so that the attention's windows lie in it as in
        the whole picture."""
        if isinstance(self.network, SwinUNet):
            return self.network.config.lq_size
        return self.network.multiple if isinstance(self.network, Restorer | LatentDiffusion) else 1

    @property
    def context(self) -> int:
        """So many pixels of the picture around a region are computed with it."""
        return max(CONTEXT, self.network.margin) if isinstance(self.network, Restorer) else CONTEXT

    def typical_convolution(self, side: int) -> tuple[int, int]:
        """(channels, side) of the convolution that takes the network most time, for a square input of that side.
        `bench` compares the network's speed with that of this convolution."""
        if isinstance(self.network, LiteNetwork):
            return self.network.config.width, side
        if isinstance(self.network, Restorer):
            return self.network.typical_width, max(1, side // self.network.multiple)
        if isinstance(self.network, LatentDiffusion):
            return self.network.typical_width, side
        config = self.network.config
        latent = max(config.multiple, side * config.image_size // config.lq_size)
        return 2 * config.model_channels, latent // 2

    def cleanness(self, pixels: np.ndarray) -> float | None:
        """How cleanly a picture, uint8 or uint16 H x W x 3, was reduced, 0 to 1, for networks that ask for that. Any
        thread may ask."""
        judge = None if self.predictor is None else self.predictor.judge
        if judge is None:
            return None
        looked_at = parts(pixels)
        name = blake2b(looked_at.tobytes(), digest_size=16, key=str(looked_at.shape).encode()).digest()
        verdict = self.verdicts.get(name)
        if verdict is None:
            verdict = self.verdicts[name] = judge.of_parts(looked_at)
            for old in list(self.verdicts)[:-VERDICTS]:
                self.verdicts.pop(old, None)
        return verdict

    def new_pass(
        self,
        settings: SampleSettings,
        shape: tuple[int, ...],
        cancel: CancelToken,
        *,
        clean: float | None = None,
    ) -> Pass:
        """A pass over a picture of `shape` (height, width, ..), planned for the memory that is free now; `clean` is
        what `cleanness` says of the whole picture."""
        vulkan = self.device.type == "vulkan"
        free = free_vulkan_memory(self.device) if vulkan else free_memory(self.device)
        seed, g = settings.seed, settings.stochasticity
        network = self.network
        if self.predictor is not None:
            per_pixel = self.predictor.bytes_per_pixel
            averaged = (settings.steps or self.recipe.steps) > 1
            home = plan_home(self.predictor, shape, free_bytes=free, averaged=averaged)
            tile = settings.tile or plan_lite_tile(
                free_bytes=free, bytes_per_pixel=per_pixel, device=self.device
            )
            at_once = plan_at_once(free_bytes=free, bytes_per_pixel=per_pixel, device=self.device)
            return LitePass(
                self.predictor, tile, seed, g, cancel, home, at_once, clean=clean, averaged=averaged
            )
        assert not isinstance(network, LiteNetwork)
        if isinstance(network, Restorer):
            tile = settings.tile or plan_restorer_tile(
                network, free_bytes=free, dtype=self.dtype, device=self.device
            )
            home = plan_restorer_home(network, self.device, shape, free_bytes=free)
            return RestorerPass(network, self.device, self.dtype, tile, cancel, home)
        if isinstance(network, LatentDiffusion):
            tile = settings.tile or plan_latent_diffusion_tile(free_bytes=free)
            return LatentDiffusionPass(network, self.device, self.dtype, tile, seed, g, cancel)
        assert self.autoencoder is not None
        latents = VQLatents(self.autoencoder, plain_pixels=PLAIN_PIXELS if free > LOW_MEMORY else 0)
        scale = self.recipe.scale
        if settings.tile:
            grid = network.multiple
            tile = max(grid, settings.tile * scale // latents.factor // grid * grid)
        else:
            tile = plan_official_tile(free_bytes=free, config=network.config)
        return OfficialPass(
            network,
            latents,
            scale,
            self.device,
            seed,
            g,
            cancel,
            tile=tile,
            dtype=self.dtype,
            repeated=self.repeated,
        )


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
    dtype, dtype_notice = _dtype_for(device, settings.dtype)
    notices = tuple(n for n in (device_notice, dtype_notice) if n)
    return Wanted(paths, device, dtype, notices)


def load(wanted: Wanted) -> Loaded:
    """Reads the networks from their files. Raises ModelError."""
    # On a Vulkan device the network's body is computed as a graph, which is made from the network in torch.
    place = torch.device("cpu") if wanted.device.type == "vulkan" else wanted.device
    dtype = torch.float32 if wanted.device.type == "vulkan" else wanted.dtype
    networks = [_ready(path, place, dtype) for path in wanted.paths]
    lite = isinstance(networks[0], LiteNetwork)
    digests = dict(zip(("model", "autoencoder"), map(sha256_of, wanted.paths), strict=False))
    return Loaded(
        wanted.key,
        networks[0],
        predictor_for(networks[0], wanted.device, wanted.dtype) if lite else None,
        networks[1] if len(networks) > 1 else None,
        read_recipe(wanted.paths[0]),
        digests,
        wanted.device,
        wanted.dtype,
        Recorded(networks[0], cuda_graph)
        if isinstance(networks[0], SwinUNet) and wanted.device.type == "cuda"
        else None,
    )


def _device_for(wanted: str, path: Path) -> tuple[torch.device, str]:
    """`choose_device`, and for Lite models, which they can compute, Vulkan devices: one that was asked for, or the best
    where torch has none but the processor."""
    if wanted.startswith("vulkan"):
        return _asked_vulkan(wanted, path)
    device, notice = choose_device(wanted)
    if wanted != "auto" or device.type != "cpu" or os.environ.get(NO_VULKAN_VARIABLE):
        return device, notice
    if read_recipe(path).architecture not in CONFIGS:
        return device, notice
    found = survey()
    best = found.best()
    if best is not None and _is_same(best, path):
        return torch.device(best.name), ""
    return device, " ".join(part for part in (notice, *found.passed_over()) if part)


def _dtype_for(device: torch.device, wanted: str) -> tuple[torch.dtype, str]:
    if device.type != "vulkan" or (wanted not in DTYPES and wanted != "auto"):
        return choose_dtype(device, wanted)
    if wanted == "float16" or (wanted == "auto" and half_pays(str(device))):
        return torch.float16, ""
    notice = "" if wanted in ("auto", "float32") else f"On Vulkan devices float32 is used, not {wanted}."
    return torch.float32, notice


def _asked_vulkan(wanted: str, path: Path) -> tuple[torch.device, str]:
    recipe = read_recipe(path)
    if recipe.architecture not in CONFIGS:
        return _instead(f"{recipe.title} cannot be computed on Vulkan devices")
    device = survey().find(wanted) or look_again().find(wanted)
    if device is None:
        return _instead(f"The device {wanted} is not there")
    verdict = survey().verdict(device)
    if verdict is not None and not verdict.sound:
        return _instead(f"{device.info.title} cannot be used ({verdict.reason})")
    if not _is_same(device, path):
        return _instead(f"{device.info.title} computes other values of {recipe.title} than the processor")
    return torch.device(device.name), ""


def _instead(reason: str) -> tuple[torch.device, str]:
    device, _ = choose_device("auto")
    return device, f"{reason}, so {'the processor' if device.type == 'cpu' else device} is used."


def _is_same(device: VulkanDevice, path: Path) -> bool:
    """Whether the device computes this model as the processor does: found out once for each model and driver."""
    half = half_pays(device.name)

    def check() -> bool:
        return same_on(torch.device(device.name), lite_network(path), half=half)

    return checked_once(f"{device.identity}, {'half' if half else 'whole'}, {digests().of(path)}", check)


def lite_network(path: Path) -> LiteNetwork:
    """A Lite model in float32 on the processor."""
    network: LiteNetwork = _ready(path, torch.device("cpu"), torch.float32)
    return network


def _files(model: str) -> list[Path]:
    """The file of the model and, if it works in a latent, that of its autoencoder."""
    info = find_model(model)
    recipe = read_recipe(info.path)
    if recipe.architecture == "vqgan":
        raise SettingsError(f"{recipe.title} is an autoencoder, a part of other models: choose one of those.")
    if recipe.latent != "vq":
        return [info.path]
    return [info.path, find_autoencoder(recipe, info.path)]


def build_network(recipe: Recipe) -> Any:
    """An untrained network as the recipe describes it. Large ones are built on the meta device, without memory for
    their parameters."""
    if recipe.architecture in CONFIGS:
        return build_lite(recipe.config_as(CONFIGS[recipe.architecture]))
    with torch.device("meta"):
        return build(recipe)


def _of_others(path: Path, recipe: Recipe) -> OtherRestorer:
    """A network that spandrel builds. Raises ModelError."""
    try:
        return rebuilt(load_state(path), recipe.config_as(OtherConfig))
    except ModelError:
        raise
    except Exception as error:  # whatever their code raises
        text = f"{recipe.title} cannot be run by the spandrel that is installed."
        raise ModelError(text, detail=repr(error)) from error


def _ready(path: Path, device: torch.device, dtype: torch.dtype) -> Any:
    """A network with its weights, which are cast while they are read. So no more memory is taken than for the weights
    in the number format they are used in."""
    recipe = read_recipe(path)
    if recipe.architecture == SPANDREL:
        return _of_others(path, recipe).requires_grad_(False).eval().cast(dtype).to(device)
    network = build_network(recipe).requires_grad_(False).eval().cast(dtype)
    fill(network, path, name=recipe.title)
    return network.to(device)
