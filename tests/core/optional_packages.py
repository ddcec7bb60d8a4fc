"""Stand-ins for optional packages, with as much of their documented interface as the program uses."""

import sys
from dataclasses import dataclass
from enum import Enum
from importlib.machinery import ModuleSpec
from types import ModuleType, SimpleNamespace
from typing import Any, Self

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

# -- diffusers -------------------------------------------------------------------------------------------------

UNET = {"in_channels": 6, "out_channels": 3, "block_out_channels": [8, 8], "layers_per_block": 1}
VQVAE = {"latent_channels": 3, "block_out_channels": [8, 8, 8], "layers_per_block": 1}
SCHEDULER = {"num_train_timesteps": 1000, "beta_start": 0.0015, "beta_end": 0.0155}


class _Made(nn.Module):
    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        return cls(config)


class Unet(_Made):
    """Two convolutions, which see 2 pixels far, and the time."""

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__()
        self.conv_in = nn.Conv2d(config["in_channels"], 8, 3, padding=1)
        self.conv_out = nn.Conv2d(8, config["out_channels"], 3, padding=1)

    def forward(self, x: Tensor, t: int) -> Any:
        return SimpleNamespace(sample=self.conv_out(torch.tanh(self.conv_in(x))) * (0.5 + t / 1000))


class Vqvae(_Made):
    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__()
        self.factor = 2 ** (len(config["block_out_channels"]) - 1)
        self.post_quant_conv = nn.Conv2d(config["latent_channels"], 3, 1)

    def decode(self, z: Tensor) -> Any:
        return SimpleNamespace(sample=F.interpolate(self.post_quant_conv(z), scale_factor=self.factor))


class Ddim:
    """Song et al., "Denoising Diffusion Implicit Models" (2021), equations 12 and 16."""

    init_noise_sigma = 1.0

    def __init__(self, config: dict[str, Any]) -> None:
        start, end, self.T = (config[k] for k in ("beta_start", "beta_end", "num_train_timesteps"))
        betas = torch.linspace(start**0.5, end**0.5, self.T) ** 2
        self.abar = torch.cumprod(1 - betas, 0)

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> "Ddim":
        return cls(config)

    def set_timesteps(self, steps: int) -> None:
        self.ratio = self.T // steps
        self.timesteps = torch.arange(steps).flip(0) * self.ratio

    def step(self, noise: Tensor, t: int, x_t: Tensor, *, eta: float, variance_noise: Tensor) -> Any:
        now = self.abar[t]
        then = self.abar[t - self.ratio] if t >= self.ratio else torch.tensor(1.0)
        sigma = eta * ((1 - then) / (1 - now) * (1 - now / then)).sqrt()
        x0 = (x_t - (1 - now).sqrt() * noise) / now.sqrt()
        moved = then.sqrt() * x0 + (1 - then - sigma**2).clamp(min=0).sqrt() * noise + sigma * variance_noise
        return SimpleNamespace(prev_sample=moved, pred_original_sample=x0)


# -- spandrel --------------------------------------------------------------------------------------------------


class UnsupportedModelError(Exception):
    pass


class ModelTiling(Enum):
    SUPPORTED = 1
    DISCOURAGED = 2
    INTERNAL = 3


@dataclass
class SizeRequirements:
    minimum: int = 0
    multiple_of: int = 1
    square: bool = False


class Doubling(nn.Module):
    """An architecture: a convolution and a pixel shuffle. `offsets` is a buffer of whole numbers."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.strange_conv = nn.Conv2d(channels, 4 * channels, 3, padding=1)
        self.register_buffer("offsets", torch.arange(4))

    def forward(self, x: Tensor) -> Tensor:
        return F.pixel_shuffle(self.strange_conv(x), 2)


class ImageModelDescriptor:
    def __init__(self, state: dict[str, Tensor]) -> None:
        channels = state["strange_conv.weight"].shape[1]
        self.model = Doubling(channels)
        self.model.load_state_dict(state)
        self.architecture = SimpleNamespace(id="Doubling", name="Doubling")
        self.scale, self.input_channels, self.output_channels = 2, channels, channels
        self.size_requirements = SizeRequirements(minimum=8)
        self.tiling = ModelTiling.SUPPORTED
        self.supports_half, self.supports_bfloat16 = False, True

    @torch.inference_mode()
    def __call__(self, image: Tensor) -> Tensor:
        h, w = image.shape[2:]
        padded = F.pad(image, (0, max(0, 8 - w), 0, max(0, 8 - h)), "replicate")
        return self.model(padded).clamp_(0, 1)[..., : 2 * h, : 2 * w]


class MaskedImageModelDescriptor(ImageModelDescriptor):
    pass


class ModelLoader:
    def load_from_state_dict(self, state: dict[str, Tensor]) -> Any:
        if "strange_conv.weight" not in state:
            raise UnsupportedModelError("none")
        return ImageModelDescriptor(state)


def stand_in(monkeypatch: pytest.MonkeyPatch, name: str, **content: Any) -> None:
    """Makes `import name` give a module with that content."""
    module = ModuleType(name)
    module.__spec__ = ModuleSpec(name, None)
    vars(module).update(content)
    monkeypatch.setitem(sys.modules, name, module)


def with_diffusers(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, "diffusers", UNet2DModel=Unet, VQModel=Vqvae, DDIMScheduler=Ddim)


def with_spandrel(monkeypatch: pytest.MonkeyPatch, loader: type = ModelLoader) -> None:
    stand_in(
        monkeypatch,
        "spandrel",
        ModelLoader=loader,
        ModelTiling=ModelTiling,
        UnsupportedModelError=UnsupportedModelError,
        ImageModelDescriptor=ImageModelDescriptor,
    )


def broken(monkeypatch: pytest.MonkeyPatch, name: str, reason: Exception) -> None:
    """The package can be imported, but fails when something of it is asked for, as those that load their parts late do
    beside another package that does not fit."""

    def asked_for(part: str) -> Any:
        raise reason

    stand_in(monkeypatch, name, __getattr__=asked_for)


def without(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Makes the package look as if it were not installed."""
    monkeypatch.setitem(sys.modules, name, None)
