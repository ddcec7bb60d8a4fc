"""What has been computed for sheets: kept by picture, region and settings, so that nothing is computed twice."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtGui import QImage

from core.finishing.strokes import Marks
from core.jobs import Region, SampleSettings

BUDGET = 512 * 2**20  # bytes of pixels


@dataclass(frozen=True)
class CellKey:
    """What decides the pixels of a cell."""

    item_id: str
    region: Region
    settings: SampleSettings
    marks: Marks | None = None  # what the model fills in, if it does


@dataclass(frozen=True)
class CellResult:
    image: QImage
    seconds: float
    notices: tuple[str, ...] = ()


class CellResults:
    """The least recently used are forgotten first, but none that is `needed` for the sheet in view."""

    def __init__(self, budget: int = BUDGET) -> None:
        self._budget = budget
        self._kept: OrderedDict[CellKey, CellResult] = OrderedDict()

    def put(self, key: CellKey, result: CellResult, needed: Collection[CellKey] = ()) -> None:
        self._kept[key] = result
        self._kept.move_to_end(key)
        size = sum(r.image.sizeInBytes() for r in self._kept.values())
        for old in [k for k in self._kept if k != key and k not in needed]:
            if size <= self._budget:
                break
            size -= self._kept.pop(old).image.sizeInBytes()

    def get(self, key: CellKey) -> CellResult | None:
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def __contains__(self, key: CellKey) -> bool:
        return key in self._kept

    def __len__(self) -> int:
        return len(self._kept)

    def forget(self, item_id: str) -> None:
        """Forget all of a picture that has been removed."""
        for key in [k for k in self._kept if k.item_id == item_id]:
            del self._kept[key]

    def forget_model(self, model: str) -> None:
        """Forget all of a model that is another one now."""
        for key in [k for k in self._kept if k.settings.model == model]:
            del self._kept[key]
