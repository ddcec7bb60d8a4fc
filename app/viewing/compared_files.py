"""Files that a picture is compared with. They are no results: nothing saves or counts them."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from app.queue.items import Item
from app.viewing.viewer.shape import alike
from core.images.framing import AS_IT_IS, Framing
from core.images.picture import Picture

MOST = 12  # of one row; then the oldest that is not seen makes room
CAPTION = 32  # characters


@dataclass(eq=False)
class ComparedFile:
    """A file, or a picture that is none (a pasted one), that can stand on either side."""

    source: Path | Picture
    name: str
    framing: Framing = AS_IT_IS
    side: str = field(default_factory=lambda: uuid.uuid4().hex)  # its id among the sides
    size: tuple[int, int] | None = None  # width, height, once it has been read
    told: tuple[int, int] | None = (
        None  # the size of the picture that it was last told of that it has another shape
    )

    @property
    def caption(self) -> str:
        """The name, cut in the middle where it is long: its end tells files of one picture apart."""
        half = (CAPTION - 1) // 2
        return self.name if len(self.name) <= CAPTION else f"{self.name[:half]}…{self.name[-half:]}"


class ComparedFiles:
    """By row, for as long as the row is there."""

    def __init__(self) -> None:
        self._files: dict[str, list[ComparedFile]] = {}

    def of(self, item: Item | None) -> list[ComparedFile]:
        """Those of a row, the newest last."""
        return [] if item is None else list(self._files.get(item.item_id, []))

    def add(
        self, item: Item, source: Path | Picture, name: str, *, framing: Framing = AS_IT_IS
    ) -> ComparedFile:
        """The file among those of the row; one that is there already, framed alike, is not added again."""
        files = self._files.setdefault(item.item_id, [])
        known = (file for file in files if _same(file.source, source) and file.framing == framing)
        if (file := next(known, None)) is None:
            file = ComparedFile(source, name, framing)
            files.append(file)
        return file

    def make_room(self, item: Item, *, seen: Collection[str]) -> list[ComparedFile]:
        """Take the oldest away that are too many, but none that is on a side, and return them."""
        files = self.of(item)
        gone = [file for file in files if file.side not in seen][: max(0, len(files) - MOST)]
        for file in gone:
            self.remove(item, file)
        return gone

    def find(self, item: Item | None, side: str) -> ComparedFile | None:
        return next((file for file in self.of(item) if file.side == side), None)

    def remove(self, item: Item, file: ComparedFile) -> None:
        self._files[item.item_id] = [other for other in self.of(item) if other is not file]

    def forget(self, item: Item) -> list[ComparedFile]:
        """Forget those of a row, and return them."""
        return self._files.pop(item.item_id, [])


def _same(one: Path | Picture, other: Path | Picture) -> bool:
    """Pictures are not compared pixel by pixel."""
    return one is other or (isinstance(one, Path) and isinstance(other, Path) and one == other)


def extent_of(size: tuple[int, int], picture: tuple[int, int] | None) -> tuple[int, int]:
    """The size to show a file of `size` at beside a row's picture (None: not known yet): its own where they have the
    same shape; else the picture's shape, so large that the whole file fits in with its own pixels."""
    if picture is None or alike(picture, size):
        return size
    factor = max(size[0] / picture[0], size[1] / picture[1])
    # A strip beside a square would have to become endless.
    factor = max(1.0, min(factor, 4 * max(size) / max(picture)))
    return max(1, round(picture[0] * factor)), max(1, round(picture[1] * factor))
