"""What the fields of a name template stand for in the name of a result."""

from __future__ import annotations

from datetime import datetime

from core.images.privacy import base_name
from core.jobs import SampleSettings


def model_name(model: str) -> str:
    """What {model} stands for: the model's key, or its file's name without its ending."""
    return base_name(model).removesuffix(".safetensors")


def name_fields(
    name: str, settings: SampleSettings, size: tuple[int, int] | None, out: tuple[int, int]
) -> dict[str, object]:
    """The fields of core.images.names for a picture called `name`; `size` and `out` are width and height of it, or of
    its region, and of the result. The scale is the one that was asked for, or what pixels or a print come to, as far as
    the size is known."""
    now = datetime.now()
    return {
        "name": name,
        "scale": round(out[0] / size[0], 3)
        if settings.target is not None and size
        else float(settings.scale),
        "width": out[0],
        "height": out[1],
        "steps": settings.steps or 0,
        "kappa": settings.kappa or 0.0,
        "seed": settings.seed,
        "model": model_name(settings.model),
        "date": now.strftime("%Y-%m-%d"),
        "time": now.strftime("%H-%M-%S"),
    }
