"""Lists pictures in folders one by one, so that even a hundred thousand files take no time at first."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.storage.paths import display_name

EXTENSIONS = frozenset(
    [
        ".png",
        ".apng",
        ".jpg",
        ".jpeg",
        ".jpe",
        ".jfif",
        ".webp",
        ".tif",
        ".tiff",
        ".bmp",
        ".dib",
        ".gif",
        ".avif",
        ".heic",
        ".heif",
    ]
)


@dataclass(frozen=True)
class Refused:
    """Something that was named and cannot be a picture, with a sentence that says why."""

    path: str
    reason: str


def scan(path: Path, refused: list[Refused]) -> Iterator[tuple[Path, Path | None]]:
    """(picture, `path`) for each file below a folder that could be a picture; (path, None) for a file.

    A file that is named is always taken, whatever its suffix. Folders are walked in the order of names. Links to
    folders are not followed, so there are no circles; hidden files, pipes and devices are left out. What is named and
    cannot be a picture is added to `refused`.
    """
    # Not Path.is_dir: it raises for a name that is too long, or in a folder that may not be entered.
    if os.path.isdir(path):  # noqa: PTH112
        for found in _walk(path, refused):
            yield found, path
    elif os.path.isfile(path):  # noqa: PTH113
        yield path, None
    elif os.path.lexists(path):
        refused.append(Refused(str(path), f"{display_name(path)} is not a file that can hold a picture."))
    else:
        refused.append(Refused(str(path), f"{display_name(path)} does not exist."))


def _walk(folder: Path, refused: list[Refused]) -> Iterator[Path]:
    try:
        with os.scandir(folder) as entries:
            listed = sorted(entries, key=lambda e: e.name)
    except OSError as error:
        reason = f"{display_name(folder)} cannot be listed: {error.strerror or error}."
        refused.append(Refused(str(folder), reason))
        return
    for entry in listed:
        if entry.name.startswith("."):
            continue
        try:
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(Path(entry.path), refused)
            elif os.path.splitext(entry.name)[1].lower() in EXTENSIONS and entry.is_file():
                yield Path(entry.path)
        except OSError:
            continue  # it went away meanwhile
