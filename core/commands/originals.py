"""`upscale --move-originals FOLDER`: takes pictures out of the inputs, each once all its results are safe."""

from __future__ import annotations

import argparse
import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from core.commands.inputs import BatchInput
from core.errors import SaveError, SettingsError
from core.events import OriginalMoved
from core.images.moved import is_within, move_original
from core.images.names import numbered
from core.storage.looking import Stamp, is_file, stamp_of
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


RETRY = (
    60.0  # seconds after which it is tried again to move what could not be moved, while folders are watched
)


@dataclass
class _Stayed:
    """An original that could not be moved, and its results."""

    stamp: Stamp
    folder: Path
    results: list[Path]
    reason: str


class Originals:
    """Moves the originals of pictures that have all `wanted` results, one by each model: other processes may have made
    some, or an earlier run, which could not move the original. Each result has to name this very file."""

    def __init__(self, folder: Path, wanted: int) -> None:
        self._folder, self._wanted = folder, wanted
        self._results: defaultdict[Path, list[Path]] = defaultdict(list)
        self._stayed: dict[Path, _Stayed] = {}
        self._again = 0.0  # the time from which on these are tried again

    def begin(self) -> None:
        """Forgets results: pictures that come now may have the names of earlier ones."""
        self._results.clear()

    def has(self, one: BatchInput, result: Path) -> OriginalMoved | None:
        """A result of a picture was saved, or is there already. What became of the original, if this was the last."""
        found = self._results[one.path]
        found.append(result)
        stamp = stamp_of(one.path)
        if len(found) < self._wanted or stamp is None:
            return None
        event = _moved(one.path, self._folder / one.steps.parent, found)
        self._stayed.pop(one.path, None)
        if not event.moved:
            self._stayed[one.path] = _Stayed(stamp, self._folder / one.steps.parent, found, event.reason)
            self._again = 0.0
        return event

    def try_again(self, now: float) -> Iterator[OriginalMoved]:
        """Moves what could not be moved before, unless another file lies there by now. What still stays is told of
        where the reason is another one. At the time `now`, in seconds: RETRY passes between two tries."""
        if now < self._again:
            return
        for path, stayed in list(self._stayed.items()):
            if stamp_of(path) != stayed.stamp:
                del self._stayed[path]
                continue
            event = _moved(path, stayed.folder, stayed.results)
            if event.moved:
                del self._stayed[path]
            if event.reason != stayed.reason:
                stayed.reason = event.reason
                yield event
        self._again = now + RETRY

    def places_of(self, one: BatchInput) -> Iterator[Path]:
        """Where a picture may lie that another process has moved away, as this one would: the file itself and those of
        the same name before it, if it has a number."""
        folder = self._folder / one.steps.parent
        return takewhile(is_file, numbered(folder, one.path.stem, one.path.suffix))


def _moved(path: Path, folder: Path, results: list[Path]) -> OriginalMoved:
    try:
        return OriginalMoved(str(path), str(move_original(path, folder, [(one, "") for one in results])))
    except SaveError as error:
        return OriginalMoved(str(path), reason=str(error))
