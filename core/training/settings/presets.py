"""Three presets for people who do not want to choose every setting of a run. Free of torch."""

from __future__ import annotations

from dataclasses import dataclass

from core.data.source import DataSource
from core.errors import SettingsError
from core.training.settings.config import TrainConfig


@dataclass(frozen=True)
class Preset:
    """What the window shows of a preset."""

    name: str
    title: str
    help: str


PRESETS = (
    Preset("quick", "Quick", "Minutes on a processor. Shows whether your pictures help."),
    Preset(
        "normal", "Normal", "An hour or some on a processor, minutes on a graphics card. A good first choice."
    ),
    Preset("thorough", "Thorough", "As long as it gets better: hours. For many pictures."),
)
_ITERATIONS = {"quick": 800, "normal": 5_000, "thorough": 40_000}


def preset(
    name: str,
    pictures: int,
    *,
    source: DataSource,
    start: str = "lite-x4",
    architecture: str = "lite_unet",
    scale: int = 4,
    smallest: int | None = None,
) -> TrainConfig:
    """The settings of a preset, adapted to the number of pictures and to the model that the run begins with.

    pictures      how many can be used (Report.usable)
    architecture  of the model: "lite_unet" or "swin_unet"
    smallest      the smallest side of all good pictures in pixels, if it is known; patches are no larger

    Raises SettingsError for an unknown name.
    """
    if name not in _ITERATIONS:
        raise SettingsError(f"Unknown preset {name!r}: choose {', '.join(_ITERATIONS)}.")
    # A few pictures are soon learnt by heart, so the run is shorter and its learning rate lower.
    few = pictures < 50
    iterations = _ITERATIONS[name] // (2 if few and name != "quick" else 1)
    official = architecture == "swin_unet"
    patch = 256 if official else 128
    if smallest is not None and not official:
        patch = max(64, min(patch, smallest // (8 * scale) * (8 * scale)))
    lr = (5e-5 if official else 3e-4) * (0.5 if few else 1.0)
    return TrainConfig(
        source=source.to_dict(),
        start=start,
        scale=scale,
        preset=name,
        # Full training of the large model needs 2 GB for the optimiser alone; adapters need little.
        method="adapters" if official and name == "quick" else "full",
        iterations=iterations,
        batch=8 if official or name == "quick" else 16,
        accumulate=0,
        patch=patch,
        lr=lr,
        lr_end=lr / 20,
        warmup=max(10, iterations // 40),
        ema=0.99 if name == "quick" else 0.999,
        mix={"bicubic": 0.45, "mild": 0.45, "realesrgan": 0.1},
        loss="journal",
        perceptual_weight=1.0 if official else 0.1,
        perceptual_start=0,
        perceptual_ramp=1,
        patience=0 if name == "quick" else 6,
        nice=10,
        report_every=10,
        validate_every=max(50, iterations // 10),
        save_every=max(25, min(500, iterations // 20)),
    )
