"""The Lite networks by the name of their architecture, as a recipe gives it."""

from __future__ import annotations

from core.networks.lite_blend import LiteBlend
from core.networks.lite_plk import LitePLK, PLKConfig
from core.networks.lite_unet import LiteConfig, LiteUNet

PlainLite = LiteUNet | LitePLK
LiteNetwork = PlainLite | LiteBlend
CONFIGS: dict[str, type[LiteConfig] | type[PLKConfig]] = {"lite_unet": LiteConfig, "lite_plk": PLKConfig}
ARCHITECTURES = tuple(CONFIGS)


def build_lite(config: LiteConfig | PLKConfig) -> LiteNetwork:
    """An untrained network in float32."""
    if isinstance(config, LiteConfig):
        return LiteUNet(config)
    return LitePLK(config) if config.ends == 1 else LiteBlend(config)
