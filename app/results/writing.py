"""Writes one result into one file. For worker threads; no row is touched here."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from app.kit.words import tr
from app.kit.work import computing
from app.queue.items import RawFile, Result, Saved
from app.results.care import Care
from app.viewing.original import Original
from core.errors import SaveError
from core.finishing.finish import KAPPA
from core.finishing.packed import finish_to_dict
from core.images.formats.encoding import Encoding
from core.images.names import DEEP, LOSSY, is_lossless, numbered
from core.images.picture import Picture
from core.jobs import CancelToken, SaveSettings
from core.storage.paths import display_name

COARSE = 2_000_000_000  # nanoseconds: some file systems keep times no finer


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
        settings = self.settings
        exact = settings.format in DEEP and settings.format not in LOSSY and settings.bit_depth is None
        return exact and not settings.private


@dataclass(frozen=True)
class Written:
    """The file, sentences about what it cannot hold, and where the exact pixels are now, if they had to make room."""

    file: RawFile
    lost: tuple[str, ...]
    moved: Path | None = None
    replaced: frozenset[str] = frozenset()  # ids of other results whose file it was until now

    @property
    def path(self) -> Path:
        return self.file.path


@dataclass(frozen=True)
class Neighbour:
    """Another result with a file of the name that is to be written, perhaps that very file. `keep` puts its exact
    pixels into the session's folder."""

    care: Care
    raw: RawFile | None
    saved: Saved | None
    keep: Callable[[Picture], Path]

    def make_room(self, path: Path) -> bool:
        """In the worker, before the file at `path` is replaced: what only this file holds is kept first. Returns
        whether it is a file of this result."""
        raw = self.raw
        is_raw = raw is not None and _is_same_file(raw.path, path)
        if raw is not None and is_raw and self.care.moved is None and is_unchanged(raw):
            self.care.moved = self.keep(read_pixels(raw.path))
        return is_raw or (self.saved is not None and _is_same_file(self.saved.path, path))


@dataclass(frozen=True)
class InTheWay:
    """What a file that is to be replaced may be, by its name: the picture of a row, or results that were saved."""

    sources: Sequence[Path] = ()
    neighbours: Sequence[Neighbour] = ()

    def make_room(self, path: Path) -> frozenset[str]:
        """In the worker. Returns the ids of the results whose file it is. Raises SaveError for the picture of a row."""
        if any(_is_same_file(source, path) for source in self.sources):
            text = tr("{0} is a picture in the queue: choose another name or folder for the result.")
            raise SaveError(text.format(display_name(path)))
        return frozenset(near.care.result.result_id for near in self.neighbours if near.make_room(path))


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


@dataclass(frozen=True)
class Pixels:
    """Of one result: as the model made them, with its finish, and the file that the first were read from."""

    exact: Picture
    finished: Picture
    file: Path | None


def making(care: Care) -> Callable[[], Pixels]:
    """The work of reading the pixels of a result and giving them its finish, for a worker. It raises SaveError,
    PictureError or SettingsError."""
    item, result = care.item, care.result
    picture, file = result.picture, result.kept or result.raw
    finish, original, faithful = result.finish, Original(item, result), result.faithful
    seamless = result.settings.tileable

    def make() -> Pixels:
        holder = picture or care.moved or file
        exact = pixels = read_pixels(holder)
        if finish.changes:
            from core.finishing.blend import finished

            kappa = read_pixels(faithful) if faithful is not None and finish.faithful == KAPPA else None
            source = original.read()
            with computing():
                pixels = finished(pixels, source, finish, kappa, seamless=seamless)
        held_in = holder.path if isinstance(holder, RawFile) else holder
        return Pixels(exact, pixels, held_in if isinstance(held_in, Path) else None)

    return make


def _encoding(result: Result, target: Target) -> Encoding:
    """How the file is made, which may store how the result was made."""
    settings, written = target.settings, dict(result.written)
    if result.finish.changes:
        written["finish"] = finish_to_dict(result.finish)
    if settings.format in LOSSY and is_lossless(settings.format, settings.quality, settings.lossless):
        written["lossless"] = True
    return settings.encoding(written if target.metadata else None)


@dataclass(frozen=True)
class Fit:
    """A quality with which a file is small enough, and the bytes that it then has."""

    quality: int
    bytes: int


def fitting(care: Care, target: Target, most: int, cancel: CancelToken) -> Callable[[], Fit]:
    """The work of finding the highest quality, up to the target's, with which its file has at most `most` bytes.
    Nothing is written. It raises FileTooLargeError, Cancelled, and what `making` raises."""
    make, how = making(care), replace(_encoding(care.result, target), lossless=False)

    def find() -> Fit:
        from core.images.formats.encode import encoded_within

        cancel.raise_if_cancelled()
        found = encoded_within(make().finished, how, most, shown=target.path, go_on=cancel.raise_if_cancelled)
        return Fit(found.quality, len(found.data))

    return find


def writing(
    care: Care,
    target: Target,
    taken: TakenPaths,
    keep: Callable[[Picture], Path],
    in_the_way: InTheWay,
) -> Callable[[], Written]:
    """The work of writing for a worker. `keep` puts the exact pixels into the session's folder: that comes first where
    the file that holds them is about to be replaced by something else."""
    item, result = care.item, care.result
    source, shown = item.source, item.path
    finish, make, settings = result.finish, making(care), target.settings
    how = _encoding(result, target)
    spoils = finish.changes or not target.is_exact

    def write() -> Written:
        from core.images.files import save_notices, save_picture
        from core.images.names import check_not_source
        from core.storage.atomic import take_date

        made = make()
        pixels = made.finished
        target.path.parent.mkdir(parents=True, exist_ok=True)
        with taken.path_for(target.path, find_free=target.find_free) as path:
            check_not_source(shown, path)
            replaced = in_the_way.make_room(path)
            if spoils and made.file is not None and _is_same_file(made.file, path):
                care.moved = keep(made.exact)
            save_picture(
                pixels,
                path,
                format=how.format,
                bit_depth=how.bit_depth,
                quality=how.quality,
                lossless=how.lossless,
                private=how.private,
                metadata=how.metadata,
                overwrite=not target.find_free,
            )
        if settings.keep_date and source is not None:
            take_date(source, path)
        return Written(_as_it_is(path), save_notices(pixels, how), care.moved, replaced)

    return write


def read_pixels(picture: Picture | Path | RawFile | None) -> Picture:
    """Raises SaveError, also for a file into which another program has written meanwhile, or PictureError."""
    if isinstance(picture, Picture):
        return picture
    if picture is None:
        raise SaveError("The result is no longer there: please upscale the picture again.")
    from core.images.files import read_picture

    if not isinstance(picture, RawFile):
        return read_picture(picture)
    if not is_unchanged(picture):
        text = tr(
            "{0} has been changed since the result was saved into it, so the result is no longer there: please "
            "upscale the picture again."
        )
        raise SaveError(text.format(display_name(picture.path)))
    return read_picture(picture.path)


def is_unchanged(file: RawFile) -> bool:
    """Whether it is as it was written. One that cannot be asked counts as unchanged: who reads it is told why."""
    try:
        now = _as_it_is(file.path)
    except OSError:
        return True
    return now.size == file.size and abs(now.changed - file.changed) <= COARSE


def _as_it_is(path: Path) -> RawFile:
    status = path.stat()
    return RawFile(path, status.st_size, status.st_mtime_ns)


def _is_same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
