"""Saves the pages of a book into an archive like the one they come from; all else in it goes along as it is."""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Lock
from typing import IO, Any
from zipfile import ZIP_STORED

from core.errors import SaveError
from core.images.formats.book import Book
from core.images.formats.capacity import check_format, save_notices
from core.images.formats.encode import disk_told, encoded
from core.images.formats.encode_frames import Page, PageFacts, Step
from core.images.formats.encoding import Encoding
from core.images.formats.epub import MIMETYPE
from core.images.formats.zip_files import (
    LONGEST_COMMENT,
    Packed,
    as_it_is,
    pieces,
    stored,
    unpacked,
    zip_parts,
)
from core.images.metadata import comment_with
from core.images.names import FORMAT_OF_SUFFIX, SUFFIXES, TITLES, format_for
from core.images.picture import Picture
from core.images.privacy import anonymous_settings
from core.storage.atomic import write_atomically
from core.storage.paths import display_name, system_path

MOST_NAMED = 5  # pages that stay as they are and are told of one by one
# Of the folder that it is unpacked into.
_OUTSIDE = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)")


@dataclass(frozen=True)
class _Made:
    """Where an enlarged page lies until the end, and what is written of it."""

    place: int
    size: int
    crc: int
    format: str


@dataclass
class BookFile:
    """Takes the pages as they are computed, in any order and from any thread, and writes them into one file at the end.
    Until then they lie in a file without a name in the same folder, which is gone when the program is. A page that is
    not enlarged stays as it is."""

    folder: Path
    book: Book
    format: str  # of the pages; SAME: as each is
    bit_depth: int | None = None
    quality: int = 95  # of lossy pages
    lossless: bool = False  # of pages whose format can be so
    private: bool = False  # leave out place and person, see core.images.privacy
    _made: dict[int, _Made] = field(default_factory=dict, init=False)
    _kept: dict[int, str] = field(default_factory=dict, init=False)  # why pages are not enlarged
    _notices: dict[str, None] = field(default_factory=dict, init=False)  # each once, in their order
    _size: int = field(default=0, init=False)
    _lock: Lock = field(default_factory=Lock, init=False)

    def __post_init__(self) -> None:
        with disk_told(self.folder):
            self._file: IO[bytes] = tempfile.TemporaryFile(dir=system_path(self.folder))  # noqa: SIM115

    def close(self) -> None:
        with contextlib.suppress(OSError):  # what a full disk has not taken is not wanted any more
            self._file.close()

    def add(self, number: int, page: Picture, settings: Mapping[str, Any] | None) -> Page | None:
        """Takes page `number`, from 0 on, and returns it as it is held, for `put`; one that cannot be encoded stays as
        it is. Raises SaveError."""
        name = self.book.pages[number].filename
        format = wished = format_for(self.format, Path(name))
        try:
            check_format(format, page.width, page.height)
        except SaveError as error:
            if self.book.epub:
                self.keep(number, f"{self.book.shown(self.book.pages[number])}: {error}")
                return None
            format = "png"
        how = Encoding(
            format,
            bit_depth=self.bit_depth,
            quality=self.quality,
            lossless=self.lossless,
            private=self.private,
            metadata=settings,
        )
        try:
            data = encoded(page, how, shown=Path(name))
        except SaveError as error:
            self.keep(number, f"{self.book.shown(self.book.pages[number])}: {error}")
            return None
        notices = save_notices(page, how)
        if format != wished:
            too_large = f"Some pages are too large for {TITLES[wished]} and were saved as PNG."
            notices = (too_large, *notices)
        held = Page(data, PageFacts(format, notices))
        self.put(number, held)
        return held

    def put(self, number: int, page: Page) -> None:
        """Takes page `number` as `add` has returned it, maybe to an earlier run. Raises SaveError."""
        data, facts = page.data, page.facts
        with self._lock, disk_told(self.folder):
            self._file.seek(self._size)
            self._file.write(data)
            self._made[number] = _Made(self._size, len(data), zlib.crc32(data), facts.format)
            self._size += len(data)
            for notice in facts.notices:
                self._notices.setdefault(notice)

    def keep(self, number: int, problem: str) -> None:
        """Lets page `number` stay as it is, for this reason, a sentence."""
        with self._lock:
            self._kept[number] = problem

    @property
    def empty(self) -> bool:
        """Whether no page was enlarged."""
        return not self._made

    @property
    def size(self) -> int:
        """About how many bytes the file gets."""
        pages = {id(self.book.pages[number]) for number in self._made}
        return self._size + sum(info.compress_size for info in self.book.infos if id(info) not in pages)

    @property
    def problems(self) -> list[str]:
        """Why pages stay as they are, in their order."""
        return [self._kept[number] for number in sorted(self._kept)]

    def notices(self) -> tuple[str, ...]:
        """Sentences about what the file does not hold, and which pages stay as they are in it."""
        numbers, told = sorted(self._kept), list(self._notices)
        told += [f"A page was kept as it was: {self._kept[number]}" for number in numbers[:MOST_NAMED]]
        if others := numbers[MOST_NAMED:]:
            names = ", ".join(display_name(self.book.pages[number].filename) for number in others)
            told.append(f"So were {len(others)} more: {names}.")
        return tuple(told)

    def save(
        self,
        path: Path,
        milliseconds: Sequence[int],
        loops: int,
        settings: Mapping[str, Any] | None,
        *,
        overwrite: bool,
        others: Iterable[Path],
        step: Step = lambda number: None,
    ) -> Path:
        """Writes the file, as `FramesFile.save` does. Pages are shown for as long as anybody looks at them. Raises
        SaveError, and PictureError where the archive was changed meanwhile."""
        if self.private:
            settings = None if settings is None else anonymous_settings(settings)
        comment = comment_with(self.book.comment, settings)
        if len(comment) > LONGEST_COMMENT:  # what was drawn by hand may be long; each page says it, too
            comment = comment_with(self.book.comment, None)[:LONGEST_COMMENT]
            self._notices.setdefault(
                "The settings are too long for the comment of an archive: the pages have them."
            )
        self.book.check_unchanged()
        with disk_told(self.folder):
            self._file.flush()
        return write_atomically(
            path, zip_parts(self._files(step), comment), overwrite=overwrite, others=others
        )

    def _files(self, step: Step) -> Iterator[Packed]:
        """All files of the archive in its order, under names that stay within the folder they are unpacked into."""
        numbers = {id(info): number for number, info in enumerate(self.book.pages)}
        taken = {info.filename.casefold() for info in self.book.infos}
        for info in self.book.infos:
            number = numbers.get(id(info))
            made = None if number is None else self._made.get(number)
            name = _within(info.filename)
            if made is not None:
                name = _ending(name, made.format)
            if name != info.filename:
                name = _free(name, taken)
            if self.book.epub and name == MIMETYPE and info.compress_type != ZIP_STORED:
                data = unpacked(self.book.path, info)
                yield stored(info, name, len(data), info.CRC, partial(iter, [data]))
            elif made is None or number is None:
                yield as_it_is(self.book.path, info, name)
            else:
                step(number)
                yield stored(info, name, made.size, made.crc, partial(self._page, made))
        self.book.check_unchanged()

    def _page(self, made: _Made) -> Iterator[bytes]:
        self._file.seek(made.place)
        yield from pieces(self._file, made.size)


def _within(name: str) -> str:
    """The name of a file; where it would be unpacked outside of the folder, without what leads there."""
    if not _OUTSIDE.search(name):
        return name
    parts = re.split(r"[/\\]", re.sub(r"^[A-Za-z]:", "", name))
    inside = "/".join(part for part in parts if part not in ("", ".", "..")) or "file"
    return inside + "/" if parts[-1] == "" else inside  # a folder


def _ending(name: str, format: str) -> str:
    """A page's name with the ending of its format."""
    stem, ending = os.path.splitext(name)
    return name if FORMAT_OF_SUFFIX.get(ending.lower()) == format else stem + SUFFIXES[format]


def _free(name: str, taken: set[str]) -> str:
    """A new name, with a number where another file has that already. Folders may share one."""
    stem, ending = os.path.splitext(name)
    names = itertools.chain([name], (f"{stem}-{number}{ending}" for number in itertools.count(1)))
    free = next(one for one in names if one.endswith("/") or one.casefold() not in taken)
    taken.add(free.casefold())
    return free
