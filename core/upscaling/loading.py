"""A model in memory, ready to run, and the passes it makes."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b

import numpy as np
import torch

from core.compute.device import free_memory
from core.compute.recorded import Recorded, cuda_graph
from core.compute.vulkan import free_vulkan_memory
from core.jobs import CancelToken, SampleSettings
from core.latents.vq import PLAIN_PIXELS, VQLatents
from core.models.checkpoints import read_recipe, sha256_of
from core.models.recipe import Recipe
from core.networks.latent_diffusion import LatentDiffusion
from core.networks.lite import LiteNetwork
from core.networks.lite_judge import parts_of
from core.networks.restorer import Restorer
from core.networks.swin_unet import SwinUNet
from core.networks.vqgan import VQAutoencoder
from core.upscaling.latent_diffusion_pass import LatentDiffusionPass
from core.upscaling.latent_diffusion_pass import plan_tile_size as plan_latent_diffusion_tile
from core.upscaling.lite_pass import LitePass
from core.upscaling.lite_plan import plan_at_once, plan_home
from core.upscaling.lite_plan import plan_tile_size as plan_lite_tile
from core.upscaling.locating import Wanted
from core.upscaling.networks import ready
from core.upscaling.official_pass import OfficialPass
from core.upscaling.official_pass import plan_tile_size as plan_official_tile
from core.upscaling.passes import Pass
from core.upscaling.predictor import Predictor, predictor_for
from core.upscaling.restorer_pass import RestorerPass
from core.upscaling.restorer_pass import plan_home as plan_restorer_home
from core.upscaling.restorer_pass import plan_tile_size as plan_restorer_tile
from core.upscaling.vulkan_restorer import VulkanRestorer

CONTEXT = 32  # pixels around a region that the network sees, too
VERDICTS = 32  # on so many pictures are kept
CPU = torch.device("cpu")
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
        """A region is cut out at multiples of this many input pixels, so that the attention's windows and the strides
        of convolutions lie in it as in the whole picture."""
        return self.network.config.lq_size if isinstance(self.network, SwinUNet) else self.network.multiple

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
        looked_at = parts_of(pixels)
        name = blake2b(looked_at.tobytes(), digest_size=16, key=str(looked_at.shape).encode()).digest()
        verdict = self.verdicts.get(name)
        if verdict is None:
            verdict = self.verdicts[name] = judge.of_parts(looked_at)
            for old in list(self.verdicts)[:-VERDICTS]:
                self.verdicts.pop(old, None)
        return verdict

    def free_bytes(self) -> int:
        """Bytes of memory that are free on the device now. Raises RuntimeError if it was lost."""
        vulkan = self.device.type == "vulkan"
        return free_vulkan_memory(self.device) if vulkan else free_memory(self.device)

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
        free = self.free_bytes()
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
            # A graph on a Vulkan device takes its tiles from the processor, and gives them back there.
            place = CPU if self.device.type == "vulkan" else self.device
            home = plan_restorer_home(network, place, shape, free_bytes=free)
            return RestorerPass(network, place, self.dtype, tile, cancel, home)
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


def load(wanted: Wanted) -> Loaded:
    """Reads the networks from their files. Raises ModelError."""
    # What a Vulkan device computes is a graph, which is made from the network in torch.
    on_vulkan = wanted.device.type == "vulkan"
    place = CPU if on_vulkan else wanted.device
    dtype = torch.float32 if on_vulkan else wanted.dtype
    networks = [ready(path, place, dtype) for path in wanted.paths]
    lite = isinstance(networks[0], LiteNetwork)
    if on_vulkan and not lite:
        networks[0] = VulkanRestorer(networks[0], wanted.device, half=wanted.dtype == torch.float16)
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
