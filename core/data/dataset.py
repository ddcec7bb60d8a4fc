"""The pictures of a training run as they were chosen: training pictures, held-out pictures, and the shift of each."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import TrainingError
from core.storage import records
from core.storage.atomic import write_atomically

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Item:
    """One picture (or pair). Paths are relative to the data set's folder, or absolute.

    shift  (dx, dy) in HQ pixels by which the enlarged poor picture is shifted: enlarged(x) = hq(x - dx)
    """

    hq: str
    lq: str = ""  # "": it is made by degradation
    width: int = 0  # of the good picture
    height: int = 0
    shift: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Dataset:
    """Training and validation pictures. No picture, and no duplicate of one, is on both sides."""

    folder: str
    scale: int
    train: tuple[Item, ...]
    validation: tuple[Item, ...]

    @property
    def paired(self) -> bool:
        """Whether there are pairs; else poor versions are made by degradation."""
        return bool(self.train and self.train[0].lq)

    @property
    def pixels(self) -> int:
        """The number of pixels of all good training pictures."""
        return sum(i.width * i.height for i in self.train)

    def path(self, name: str) -> Path:
        """The file of an item, by its `hq` or `lq`."""
        return Path(os.path.join(self.folder, name))  # noqa: PTH118 - an absolute name stays as it is

    def save(self, path: Path) -> None:
        """Writes the list as JSON, whole or not at all. File names that are no valid text are kept, too. Raises
        SaveError."""
        body = {
            "format": FORMAT,
            "folder": self.folder,
            "scale": self.scale,
            "train": [_row(i) for i in self.train],
            "validation": [_row(i) for i in self.validation],
        }
        write_atomically(path, json.dumps(body, separators=(",", ":")).encode("ascii"), overwrite=True)

    @classmethod
    def load(cls, path: Path) -> Dataset:
        """The list in a file. Raises TrainingError if it cannot be read."""
        try:
            body = records.read(_Stored, path)
        except (FileNotFoundError, records.RecordError) as error:
            raise TrainingError(
                f"The list of pictures {path} cannot be read: {error}.", detail=repr(error)
            ) from error
        sides = (tuple(map(_item, side)) for side in (body.train, body.validation))
        return cls(body.folder, body.scale, *sides)


Row = tuple[str, str, int, int, int, int]  # hq, lq, width, height, shift


@dataclass(frozen=True)
class _Stored:
    """The file, as `save` writes it."""

    folder: str
    scale: int
    train: list[Row]
    validation: list[Row]


def _row(item: Item) -> list[Any]:
    return [item.hq, item.lq, item.width, item.height, *item.shift]


def _item(row: Row) -> Item:
    hq, lq, width, height, dx, dy = row
    return Item(hq, lq, width, height, (dx, dy))
