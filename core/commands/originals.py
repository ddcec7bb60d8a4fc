"""`upscale --move-originals FOLDER`: takes pictures out of the inputs, each once all its results are safe."""

from __future__ import annotations

import argparse
import os
from collections import defaultdict
from pathlib import Path

from core.commands.inputs import BatchInput
from core.errors import SaveError, SettingsError
from core.events import OriginalMoved
from core.images.names import numbered
from core.images.original import SOURCE, digest_of
from core.images.results import settings_in
from core.storage.moving import move_file
from core.storage.paths import display_name, display_path


def check_originals(options: argparse.Namespace) -> None:
    """Raises SettingsError for a folder in which the originals would be found again."""
    if options.move_originals is None:
        return
    place = os.path.realpath(options.move_originals)
    for text in options.input:
        if os.path.isdir(text) and Path(place).is_relative_to(os.path.realpath(text)):  # noqa: PTH112
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
            return OriginalMoved(str(one.path), str(self._move(one, made)))
        except SaveError as error:
            return OriginalMoved(str(one.path), reason=str(error))

    def _move(self, one: BatchInput, results: list[Path]) -> Path:
        """Where the original lies now. Raises SaveError; then it lies where it was."""
        source, name = one.path, display_name(one.path)
        if source.is_symlink():
            raise SaveError(f"{name} is a link to a file elsewhere, so it stays.")
        folder = Path(os.path.abspath(self._folder / one.steps.parent))
        if os.path.realpath(folder) == os.path.realpath(source.parent):
            raise SaveError(f"{name} lies in that folder already, so it stays.")
        digest = digest_of(source)
        for result in results:
            written = settings_in(result)
            if not digest or written is None or written.get(SOURCE) != digest:
                raise SaveError(
                    f"{name} stays: {display_name(result)} does not say that it was made of this very file."
                )
        return move_file(source, digest, numbered(folder, source.stem, source.suffix))
