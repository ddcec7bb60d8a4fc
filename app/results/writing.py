"""Writes one result into one file. For worker threads; no row is touched here."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.results.care import Care
from app.viewing.original import Original
from core.errors import SaveError
from core.finishing.finish import KAPPA
from core.finishing.packed import finish_to_dict
from core.images.names import numbered
from core.images.picture import Picture
from core.jobs import SaveSettings

EXACT = ("png", "tiff")  # formats that lose nothing


@dataclass(frozen=True)
class Target:
    """Where one result goes. With `find_free` a taken name gets -1, -2, ...; else the file is replaced."""

    path: Path
    settings: SaveSettings
    metadata: bool
    find_free: bool

    @property
    def is_exact(self) -> bool:
        """Whether the file holds all that the result has, so that it can stand for it from then on."""
        exact = self.settings.format in EXACT and self.settings.bit_depth is None
        return exact and not self.settings.private


@dataclass(frozen=True)
class Written:
    """The file, sentences about what it cannot hold, and where the exact pixels are now, if they had to make room."""

    path: Path
    lost: tuple[str, ...]
    moved: Path | None = None


class TakenPaths:
    """The files that are being written. One that takes long is not there yet, and its name is taken even so."""

    def __init__(self) -> None:
        self._taken: list[str] = []
        self._lock = threading.Lock()

    @contextmanager
    def path_for(self, target: Path, *, find_free: bool) -> Iterator[Path]:
        """`target`, or with `find_free` the first such name that is not taken. It is taken until the end."""
        path = self._first_free(target) if find_free else target
        if not find_free:
            self._claim(path, shared=True)
        try:
            yield path
        finally:
            self._give_back(path)

    def _first_free(self, target: Path) -> Path:
        for path in numbered(target.parent, target.stem, target.suffix):
            if not self._claim(path):
                continue
            # Asked without the lock: a drive that does not answer keeps nobody else waiting.
            if not os.path.lexists(path):
                return path
            self._give_back(path)
        raise AssertionError("names have no end")

    def _claim(self, path: Path, *, shared: bool = False) -> bool:
        with self._lock:
            name = os.path.normcase(path)
            if name in self._taken and not shared:
                return False
            self._taken.append(name)
            return True

    def _give_back(self, path: Path) -> None:
        with self._lock:
            self._taken.remove(os.path.normcase(path))


def writing(
    care: Care, target: Target, taken: TakenPaths, keep: Callable[[Picture], Path]
) -> Callable[[], Written]:
    """The work of writing for a worker. `keep` puts the exact pixels into the session's folder: that comes first where
    the file that holds them is about to be replaced by something else."""
    item, result = care.item, care.result
    source, shown = item.source, item.path
    picture, file, written = result.picture, result.file, dict(result.written)
    finish, original, faithful = result.finish, Original(item, result), result.faithful
    if finish.changes:
        written["finish"] = finish_to_dict(finish)
    settings, metadata = target.settings, written if target.metadata else None
    spoils = finish.changes or not target.is_exact

    def write() -> Written:
        from core.images.files import save_notices, save_picture
        from core.images.names import check_not_source
        from core.storage.atomic import take_date

        holder = picture or care.moved or file
        exact = pixels = read_pixels(holder)
        if finish.changes:
            from core.finishing.blend import finished

            kappa = read_pixels(faithful) if faithful is not None and finish.faithful == KAPPA else None
            pixels = finished(pixels, original.read(), finish, kappa)
        target.path.parent.mkdir(parents=True, exist_ok=True)
        with taken.path_for(target.path, find_free=target.find_free) as path:
            check_not_source(shown, path)
            if spoils and isinstance(holder, Path) and _is_same_file(holder, path):
                care.moved = keep(exact)
            save_picture(
                pixels,
                path,
                format=settings.format,
                bit_depth=settings.bit_depth,
                quality=settings.quality,
                metadata=metadata,
                overwrite=not target.find_free,
                private=settings.private,
            )
        if settings.keep_date and source is not None:
            take_date(source, path)
        lost = save_notices(
            pixels, settings.format, bit_depth=settings.bit_depth, private=settings.private, metadata=metadata
        )
        return Written(path, lost, care.moved)

    return write


def read_pixels(picture: Picture | Path | None) -> Picture:
    """Raises SaveError or PictureError."""
    if isinstance(picture, Picture):
        return picture
    if picture is None:
        raise SaveError("The result is no longer there: please upscale the picture again.")
    from core.images.files import read_picture

    return read_picture(picture)


def _is_same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
