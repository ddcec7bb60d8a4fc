"""Moves the original of results away, once they are known to be safe."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from core.errors import SaveError
from core.images.names import numbered
from core.images.results import settings_in
from core.images.source import SOURCE, digest_of
from core.storage.moving import move_file
from core.storage.paths import display_name


def move_original(source: Path, folder: Path, results: Iterable[tuple[Path, str]]) -> Path:
    """Moves a picture into `folder`, under a number where its name is taken, and returns where it lies now. `results`:
    the files of its results, each with the digest of what it was made of; "" where the file itself is to say that.

    Raises SaveError, and then the picture lies where it was: if a result is not there or is of another file, for links,
    and where it lies in that folder already."""
    name, folder = display_name(source), Path(os.path.abspath(folder))
    if source.is_symlink():
        raise SaveError(f"{name} is a link to a file elsewhere, so it stays.")
    if _is_same(folder, source.parent):
        raise SaveError(f"{name} lies in that folder already, so it stays.")
    digest = digest_of(source)
    for result, made_of in results:
        known = made_of if made_of and _has_content(result) else (settings_in(result) or {}).get(SOURCE)
        if not digest or known != digest:
            raise SaveError(
                f"{name} stays: {display_name(result)} does not say that it was made of this very file."
            )
    return move_file(source, digest, numbered(folder, source.stem, source.suffix))


def is_within(folder: Path, outer: Path) -> bool:
    """Whether a folder, which need not be there yet, is another one, or lies in it."""
    real = Path(os.path.realpath(folder))
    return any(_is_same(one, outer) for one in (real, *real.parents))


def _is_same(folder: Path, other: Path) -> bool:
    """Whether both are one folder, which may have several names: links, mounts, capitals where they play no part."""
    try:
        return folder.samefile(other)
    except OSError:  # one is not there
        return os.path.realpath(folder) == os.path.realpath(other)


def _has_content(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False
