"""`upscale --move-originals FOLDER`: takes pictures out of the inputs, each once all its results are safe."""

from __future__ import annotations

import argparse
import os
from collections import defaultdict
from pathlib import Path

from core.commands.inputs import BatchInput
from core.errors import SaveError, SettingsError
from core.events import OriginalMoved
from core.images.moved import is_within, move_original
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
    """Moves the originals of pictures of which `wanted` results have been made in this run, one by each model."""

    def __init__(self, folder: Path, wanted: int) -> None:
        self._folder, self._wanted = folder, wanted
        self._made: defaultdict[Path, list[Path]] = defaultdict(list)

    def made(self, one: BatchInput, result: Path) -> OriginalMoved | None:
        """A result of a picture was saved. What became of the original, if this was the last."""
        made = self._made[one.path]
        made.append(result)
        if len(made) < self._wanted:
            return None
        del self._made[one.path]  # another picture of this name may come
        try:
            results = [(result, "") for result in made]
            moved = move_original(one.path, self._folder / one.steps.parent, results)
            return OriginalMoved(str(one.path), str(moved))
        except SaveError as error:
            return OriginalMoved(str(one.path), reason=str(error))
