"""Folders that are looked into again and again: which pictures have come, or have been replaced, and are whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from core.images.scan import ENLARGED, Refused, scan
from core.storage.looking import Stamp, stamp_of

EVERY = 3.0  # seconds between two looks: a file that did not change meanwhile has come to rest
RESTS = 5  # times as long as a look took nothing is looked at: a far drive with many files has its peace
LONGEST = 60.0  # seconds; but not for longer
# Looks for which a file may be empty or shut: whoever writes it may have claimed the name first.
PATIENCE = 10
MOST = 1000  # pictures that one look hands out; the others come with the next one


@dataclass
class Look:
    """What one look has shown."""

    # To be enlarged, with the watched folder of each.
    pictures: list[tuple[Path, Path]] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)  # folders that cannot be listed, each told once
    away: list[Path] = field(default_factory=list)  # watched folders that cannot be reached at present


class Watched:
    """Looks into folders and all below them. A picture is handed out once its file has been the same at two looks and
    opens, and once more when it has become another one. Files that `is_result` knows as made by this program never are.

    Looks cost time, as the drive may be far away: they are for a worker, one at a time. Nothing of what was seen is
    forgotten while a folder is away.
    """

    def __init__(self, folders: Sequence[Path], is_result: Callable[[Path, Path], bool]) -> None:
        """`is_result` is asked with a file and its watched folder, once for each state of the file."""
        self._folders, self._is_result = list(folders), is_result
        self._seen: dict[Path, Stamp] = {}  # at the last look
        self._known: dict[Path, Stamp] = {}  # handed out, or results
        self._shut: dict[Path, int] = {}  # for how many looks a file has been empty, or could not be opened
        self._failed: set[Path] = set()
        self._told: set[str] = set()  # folders that were refused at the last look

    def begin(self) -> list[tuple[Path, Path]]:
        """A first look, after which all that is there counts as handed out. Returns that, results included."""
        listed, _ = self._list()
        self._seen = {path: stamp for path, _, stamp in listed}
        self._known.update(self._seen)
        return [(path, folder) for path, folder, _ in listed]

    def failed(self, path: Path) -> None:
        """Nothing came of a picture. If that was since its drive went away, it is handed out anew when it is back."""
        self._failed.add(path)

    def look(self) -> Look:
        """What has come to rest since the last look."""
        failed, self._failed = self._failed, set()
        listed, look = self._list()
        before, self._seen = self._seen, {path: stamp for path, _, stamp in listed}
        for path in failed - self._seen.keys():
            self._known.pop(path, None)
        for path, folder, stamp in listed:
            if len(look.pictures) == MOST:
                break
            if self._known.get(path) == stamp:
                continue
            if before.get(path) != stamp:
                self._shut.pop(path, None)
            elif self._is_due(path, stamp) and not self._is_result(path, folder):
                look.pictures.append((path, folder))
        return look

    def _is_due(self, path: Path, stamp: Stamp) -> bool:
        """Whether a file at rest is taken now: one that opens, or that has not opened for so long that whoever takes it
        shall say so. The latter comes once more when it opens."""
        if stamp.size and _opens(path):
            self._shut.pop(path, None)
            self._known[path] = stamp
            return True
        self._shut[path] = self._shut.get(path, 0) + 1
        return self._shut[path] == PATIENCE

    def _list(self) -> tuple[list[tuple[Path, Path, Stamp]], Look]:
        """Each file that could be a picture or a book, with its watched folder and its stamp."""
        listed, look, refused = list[tuple[Path, Path, Stamp]](), Look(), list[Refused]()
        for folder in self._folders:
            before = len(refused)
            for path, root in scan(folder, refused, kinds=ENLARGED):
                if root is not None and (stamp := stamp_of(path)) is not None:
                    listed.append((path, folder, stamp))
            if any(one.path == str(folder) for one in refused[before:]):
                look.away.append(folder)
        watched = {str(folder) for folder in self._folders}
        look.refused = [one for one in refused if one.path not in self._told | watched]
        self._told = {one.path for one in refused}
        return listed, look


def pause_after(took: float) -> float:
    """Seconds until the next look, after one that took so many."""
    return min(max(EVERY, RESTS * took), LONGEST)


def _opens(path: Path) -> bool:
    """Whether a file can be read: on some systems one that is being written is shut until that has ended."""
    try:
        with path.open("rb") as file:
            return bool(file.read(1))
    except OSError:
        return False
