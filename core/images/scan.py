"""Lists pictures in folders one by one, so that even a hundred thousand files take no time at first."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
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
        ".tga",
        ".dds",
        ".avif",
        ".heic",
        ".heif",
        ".jxl",
        ".dng",
        ".nef",
        ".cr2",
        ".cr3",
        ".arw",
        ".orf",
        ".rw2",
        ".raf",
        ".pef",
        ".srw",
    ]
)

# Of books, those that are taken out of folders. Any other archive must be named: it may hold whatever there is.
BOOKS = frozenset([".cbz"])
ENLARGED = EXTENSIONS | BOOKS  # what is taken out of folders to be enlarged
MOST_NAMED = 300  # files of a folder that are passed over and named


@dataclass(frozen=True)
class Refused:
    """Something that was named and cannot be a picture, with a sentence that says why."""

    path: str
    reason: str
    files: tuple[str, ...] = ()  # of a folder, to which it applies: the first of them


# What systems leave in folders of pictures, and their folders of thumbnails and bins.
_NOISE = frozenset(["thumbs.db", "desktop.ini"])
_NOISY_FOLDERS = frozenset(["@eadir", "__macosx", "$recycle.bin", "system volume information"])


def scan(
    path: Path,
    refused: list[Refused],
    passed: Counter[str] | None = None,
    *,
    kinds: frozenset[str] = EXTENSIONS,
    others: list[str] | None = None,
) -> Iterator[tuple[Path, Path | None]]:
    """(picture, `path`) for each file below a folder that could be a picture; (path, None) for a file.

    A file that is named is always taken, whatever its suffix. Folders are walked in the order of names. Links to
    folders are not followed, so there are no circles; hidden files, pipes and devices are left out. What is named and
    cannot be a picture is added to `refused`. `kinds`: the endings of what is taken out of folders. `passed` counts the
    other files of folders by theirs, such as ".txt"; the paths of the first `MOST_NAMED` of them go into `others`.
    """
    # Not Path.is_dir: it raises for a name that is too long, or in a folder that may not be entered.
    if os.path.isdir(path):  # noqa: PTH112
        passed, others = Counter[str]() if passed is None else passed, [] if others is None else others
        for found in _walk(path, refused, passed, kinds, others):
            yield found, path
    elif os.path.isfile(path):  # noqa: PTH113
        yield path, None
    elif os.path.lexists(path):
        refused.append(Refused(str(path), f"{display_name(path)} is not a file that can hold a picture."))
    else:
        refused.append(Refused(str(path), f"{display_name(path)} does not exist."))


def is_noise(name: str) -> bool:
    """Whether a folder of that name is one that systems leave among pictures."""
    return name.startswith(".") or name.lower() in _NOISY_FOLDERS


def is_picture(name: str) -> bool:
    """Whether a file in a folder could be a picture, by its name: not what systems leave there, such as ._a.png."""
    return not name.startswith(".") and os.path.splitext(name)[1].lower() in EXTENSIONS


def kinds_text(passed: Mapping[str, int]) -> str:
    """ "3 .txt, 1 without an ending": the most frequent kinds first, at most six of them."""
    most = sorted(passed.items(), key=lambda entry: (-entry[1], entry[0]))
    parts = [f"{count} {display_name(kind) if kind else 'without an ending'}" for kind, count in most[:6]]
    return ", ".join([*parts, "..."] if len(most) > 6 else parts)


def _walk(
    folder: Path, refused: list[Refused], passed: Counter[str], kinds: frozenset[str], others: list[str]
) -> Iterator[Path]:
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
                if entry.name.lower() in _NOISY_FOLDERS:
                    continue
                yield from _walk(Path(entry.path), refused, passed, kinds, others)
                continue
            kind = os.path.splitext(entry.name)[1].lower()
            if not entry.is_file() or entry.name.lower() in _NOISE:
                continue
            if kind in kinds:
                yield Path(entry.path)
            else:
                passed[kind] += 1
                if len(others) < MOST_NAMED:
                    others.append(entry.path)
        except OSError:
            continue  # it went away meanwhile
