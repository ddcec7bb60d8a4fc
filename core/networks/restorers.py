"""The networks that restore at once, by the name of their architecture, as a recipe gives it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.networks.dasr import DASR, DASRConfig
from core.networks.dat import DAT, DATConfig
from core.networks.hat import HAT, HATConfig
from core.networks.plksr import PLKSR, PLKSRConfig
from core.networks.restorer import Restorer
from core.networks.rrdbnet import RRDBConfig, RRDBNet
from core.networks.span import SPAN, SPANConfig
from core.networks.srvgg import CompactConfig, CompactNet
from core.networks.swinir import SwinIR, SwinIRConfig

RestorerConfig = (
    RRDBConfig | CompactConfig | SPANConfig | SwinIRConfig | DASRConfig | DATConfig | HATConfig | PLKSRConfig
)
CONFIGS: dict[str, type[RestorerConfig]] = {
    "rrdbnet": RRDBConfig,
    "srvgg": CompactConfig,
    "span": SPANConfig,
    "swinir": SwinIRConfig,
    "dasr": DASRConfig,
    "dat": DATConfig,
    "hat": HATConfig,
    "plksr": PLKSRConfig,
}
_NETWORKS: dict[type[RestorerConfig], Callable[[Any], Restorer]] = {
    RRDBConfig: RRDBNet,
    CompactConfig: CompactNet,
    SPANConfig: SPAN,
    SwinIRConfig: SwinIR,
    DASRConfig: DASR,
    DATConfig: DAT,
    HATConfig: HAT,
    PLKSRConfig: PLKSR,
}


def build_restorer(config: RestorerConfig) -> Restorer:
    """An untrained network in float32."""
    return _NETWORKS[type(config)](config)
