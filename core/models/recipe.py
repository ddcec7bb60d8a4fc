"""The recipe inside a model file: all that is needed to run the model, and where it comes from."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, field
from typing import Any

from core.errors import ModelError

FORMAT = 1


@dataclass(frozen=True)
class Recipe:
    """How a model was built and trained. Plain values only; free of torch."""

    title: str
    architecture: str  # "lite_unet", "lite_plk" or "swin_unet"
    config: dict[str, Any]  # sizes of the network, e.g. core.networks.lite_unet.LiteConfig
    schedule: dict[str, Any]  # core.diffusion.schedule.ScheduleConfig
    latent: str = "pixel_shuffle"  # or "vq"
    autoencoder: str = ""  # name of the VQ autoencoder if latent is "vq"
    prediction: str = "x0"
    scale: int = 4
    steps: int = 4  # default
    steps_range: tuple[int, int] = (1, 15)
    kappa: float = 2.0  # default
    kappa_range: tuple[float, float] = (2.0, 2.0)  # that it was trained with
    licence: str = ""
    trained: dict[str, Any] = field(default_factory=dict)  # data, iterations, settings
    format: int = FORMAT

    def to_json(self) -> str:
        return json.dumps(dataclasses.asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Recipe:
        """The inverse of `to_json`. Raises ModelError if the recipe is damaged or of a newer format."""
        try:
            values = json.loads(text)
            if values.get("format", FORMAT) > FORMAT:
                raise ModelError(
                    "This model was made by a newer version of ResShift Studio: update the program."
                )
            known = {f.name for f in dataclasses.fields(cls)}
            kept: dict[str, Any] = {
                k: tuple(v) if isinstance(v, list) else v for k, v in values.items() if k in known
            }
            return cls(**kept)
        except (ValueError, TypeError, AttributeError) as error:
            raise ModelError("The recipe inside the model file cannot be read.", detail=str(error)) from error
