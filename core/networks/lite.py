"""The Lite networks by the name of their architecture, as a recipe gives it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.networks.lite_plk import LitePLK, PLKConfig
from core.networks.lite_unet import LiteConfig, LiteUNet

LiteNetwork = LiteUNet | LitePLK
ARCHITECTURES = ("lite_unet", "lite_plk")


def build_lite(architecture: str, config: Mapping[str, Any]) -> LiteNetwork:
    """An untrained network in float32. `config` holds LiteConfig's or PLKConfig's values, lists as in JSON.

    Raises KeyError for an architecture that is none of ARCHITECTURES.
    """
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in config.items()}
    match architecture:
        case "lite_unet":
            return LiteUNet(LiteConfig(**values))
        case "lite_plk":
            return LitePLK(PLKConfig(**values))
    raise KeyError(architecture)
