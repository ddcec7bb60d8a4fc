"""`upscale --move-originals FOLDER`: takes pictures out of the inputs, each once all its results are safe."""

from __future__ import annotations

import argparse
import os
from collections import defaultdict
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

from core.commands.inputs import BatchInput
from core.errors import SaveError, SettingsError
from core.events import OriginalMoved
from core.images.moved import is_within, move_original
from core.images.names import numbered
from core.storage.looking import is_file, stamp_of
from core.storage.paths import display_path


def check_originals(options: argparse.Namespace) -> None:
    """Raises SettingsError for a folder in which the originals would be found again, and for a shard: it counts the
    inputs, of which another one may have moved some away."""
    if options.move_originals is None:
        return
    if options.shard != (0, 1):
        raise SettingsError(
            "--shard counts the inputs, and --move-originals takes some away meanwhile, so pictures would be left out: "
            "leave out --shard, or share out the work on this computer by --nproc."
        )
    for text in options.input:
        if os.path.isdir(text) and is_within(options.move_originals, Path(text)):  # noqa: PTH112
            raise SettingsError(
                f"--move-originals names a folder within {display_path(text)}, where the originals would be taken for "
                "new pictures: choose one elsewhere."
            )


class Originals:
    """Moves the originals of pictures that have `wanted` results, one by each model, if one at least is new: other
    processes may have made some, or an earlier run that broke off."""

    def __init__(self, folder: Path, wanted: int) -> None:
        self._folder, self._wanted = folder, wanted
        self._results: defaultdict[Path, list[Path]] = defaultdict(list)
        self._new: set[Path] = set()  # pictures that have a new result

    def has(self, one: BatchInput, result: Path, *, new: bool) -> OriginalMoved | None:
        """A result of a picture was saved, or is there already. What became of the original, if this was the last."""
        found = self._results[one.path]
        found.append(result)
        if new:
            self._new.add(one.path)
        if len(found) < self._wanted or one.path not in self._new or stamp_of(one.path) is None:
            return None
        try:
            results = [(result, "") for result in found]
            moved = move_original(one.path, self._folder / one.steps.parent, results)
            return OriginalMoved(str(one.path), str(moved))
        except SaveError as error:
            return OriginalMoved(str(one.path), reason=str(error))

    def places_of(self, one: BatchInput) -> Iterator[Path]:
        """Where a picture may lie that another process has moved away, as this one would: the file itself and those of
        the same name before it, if it has a number."""
        folder = self._folder / one.steps.parent
        return takewhile(is_file, numbered(folder, one.path.stem, one.path.suffix))
