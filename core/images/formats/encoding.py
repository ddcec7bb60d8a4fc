"""How the file of a picture is made: its format, and what is asked of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from typing import Any

from core.images.names import DEEP, EITHER, LOSSY, is_lossless
from core.images.picture import Picture


@dataclass(frozen=True)
class Encoding:
    """Nothing is checked here: `core.images.formats.capacity` says what a format cannot hold."""

    format: str  # one of FORMATS
    _: KW_ONLY
    bit_depth: int | None = None  # 8 or 16; None: the picture's. Formats that are not in DEEP have 8
    quality: int = 95  # 1 to 100, of the formats in LOSSY
    lossless: bool = False  # without loss, whatever the quality, in those of EITHER
    private: bool = False  # leave out place and person, see core.images.privacy
    # The settings that the picture was made with, which `read_settings` finds again; None: none are stored.
    metadata: Mapping[str, Any] | None = None

    @property
    def is_lossless(self) -> bool:
        """Whether the file holds the very samples that were given, of whatever depth it has."""
        return is_lossless(self.format, self.quality, self.lossless)

    @property
    def has_quality(self) -> bool:
        """Whether `quality` changes anything."""
        return self.format in LOSSY and not (self.lossless and self.format in EITHER)

    def depth_of(self, picture: Picture) -> int:
        """Bits per sample of the picture's file: 8 or 16."""
        return (self.bit_depth or picture.depth) if self.format in DEEP else 8
