"""Comic books and archives of pictures (CBZ, ZIP, EPUB): which of their files are pages, their order, and what they
show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipInfo

from core.errors import PictureError
from core.images.formats.decode import decode_picture
from core.images.formats.epub import MIMETYPE, check_not_locked, is_epub
from core.images.formats.frames import Frame, Frames
from core.images.formats.zip_files import check_all_there, is_link, read_directory, unpacked
from core.images.names import FORMAT_OF_SUFFIX
from core.images.picture import Picture
from core.images.scan import is_noise, is_picture
from core.images.several import is_first_only
from core.storage.looking import Stamp, stamp_of
from core.storage.paths import display_name

_DIGITS = re.compile(r"([0-9]{1,18})")
_SLASHES = re.compile(r"[/\\]")


@dataclass(frozen=True)
class Book:
    """The files of an archive, in its order, and the pages among them as they are read: 2 comes before 10. In an EPUB
    other files name the pages, so each keeps its name and its format."""

    path: Path
    infos: tuple[ZipInfo, ...]
    pages: tuple[ZipInfo, ...]
    comment: bytes
    stamp: Stamp | None  # of the file when it was opened
    epub: bool = False

    def frames(self, *, allow_partial: bool = False) -> Frames:
        def frames() -> Iterator[Frame]:
            for info in self.pages:
                self.check_unchanged()  # at once, and not at the end alone
                try:
                    yield Frame(self._whole(info, allow_partial=allow_partial))
                except PictureError as error:
                    yield Frame(None, problem=str(error))

        return Frames(len(self.pages), False, 0, frames)

    def first(self, *, allow_partial: bool = False) -> Picture:
        """The first page that can be read. Raises PictureError, that of the very first, if there is none."""
        failure: PictureError | None = None
        for info in self.pages:
            try:
                return self.page(info, allow_partial=allow_partial)
            except PictureError as error:
                failure = failure or error
        assert failure is not None  # there are pages
        raise failure

    def page(self, info: ZipInfo, *, allow_partial: bool = False) -> Picture:
        """What a page shows. Raises PictureError."""
        return decode_picture(unpacked(self.path, info), self.shown(info), allow_partial=allow_partial)

    def _whole(self, info: ZipInfo, *, allow_partial: bool) -> Picture:
        """A page of which nothing is lost when its picture is enlarged."""
        if self.epub and not _is_written(info):
            raise PictureError(
                f"{self.shown(info)} is of a format that no result has, and other files of the EPUB name it by that."
            )
        picture = self.page(info, allow_partial=allow_partial)
        if any(is_first_only(notice) for notice in picture.notices):
            raise PictureError(f"{self.shown(info)} has several frames: enlarge it by itself.")
        return picture

    def shown(self, info: ZipInfo) -> str:
        return f"{display_name(info.filename)} in {display_name(self.path)}"

    def check_whole(self) -> None:
        """Raises PictureError where something in it could not be kept. Called before anything is computed."""
        check_all_there(self.path, self.infos)

    def check_unchanged(self) -> None:
        """Raises PictureError where another program has written into the file since."""
        if stamp_of(self.path) != self.stamp:
            raise PictureError(f"{display_name(self.path)} was changed meanwhile: enlarge it again.")


def read_book(path: Path) -> Book:
    """Raises PictureError, which names the file: also for an archive without pictures."""
    stamp = stamp_of(path)
    infos, comment = read_directory(path)
    epub = is_epub(path, infos)
    if epub:
        infos = sorted(infos, key=lambda info: info.filename != MIMETYPE)  # which has to be the first
    pages = sorted((info for info in infos if _is_page(info)), key=lambda info: _reading_order(info.filename))
    if not pages:
        raise PictureError(f"{display_name(path)} holds no pictures that this program opens.")
    if epub:
        check_not_locked(path, infos, [info.filename for info in pages])
    return Book(path, tuple(infos), tuple(pages), comment, stamp, epub)


def _is_written(info: ZipInfo) -> bool:
    """Whether a result can have the format that the name of a page tells."""
    return Path(info.filename).suffix.lower() in FORMAT_OF_SUFFIX


def _is_page(info: ZipInfo) -> bool:
    *folders, name = _SLASHES.split(info.filename)
    hidden = any(is_noise(folder) for folder in folders if folder not in (".", ".."))
    return is_picture(name) and not hidden and not is_link(info)


def _reading_order(name: str) -> list[list[str | int]]:
    """By folders, and within by names, with numbers as numbers: text and number take turns, so like meets like."""
    return [
        [int(part) if odd % 2 else part for odd, part in enumerate(_DIGITS.split(one.casefold()))]
        for one in _SLASHES.split(name)
    ]
