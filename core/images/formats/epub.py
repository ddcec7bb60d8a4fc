"""What an EPUB has beside the pictures of other books: a file that says what it is, and maybe locks on pictures."""

from __future__ import annotations

import contextlib
import html
import posixpath
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipInfo

from core.errors import PictureError
from core.images.formats.zip_files import unpacked
from core.storage.paths import display_name

MIMETYPE = "mimetype"  # the first file, stored: EPUB 3.3, section 4.2.3
_IS_EPUB = b"application/epub+zip"
_LOCKS = "META-INF/encryption.xml"
_LARGEST_LOCKS = 1 << 24  # bytes
_LOCKED = re.compile(r"""<(?:[\w.-]+:)?CipherReference\s[^>]*?\bURI\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def is_epub(path: Path, infos: Iterable[ZipInfo]) -> bool:
    """Whether an archive is an EPUB, by its name or by what it says itself."""
    if path.suffix.lower() == ".epub":
        return True
    told = (info for info in infos if info.filename == MIMETYPE and info.file_size <= len(_IS_EPUB) + 8)
    with contextlib.suppress(PictureError):
        return any(unpacked(path, info).strip() == _IS_EPUB for info in told)
    return False


def check_not_locked(path: Path, infos: Iterable[ZipInfo], pages: Sequence[str]) -> None:
    """Raises PictureError where pages are encrypted, as those of books with copy protection are. Fonts that are only
    hidden from other programs stay as they are."""
    shown = display_name(path)
    locked: set[str] = set()
    for info in infos:
        if info.filename.casefold() != _LOCKS.casefold():
            continue
        if info.file_size > _LARGEST_LOCKS:
            raise PictureError(f"{shown} is damaged or a trap: its list of locked files is too long.")
        locked |= _locked_in(unpacked(path, info))
    if any(_plain(page) in locked for page in pages):
        raise PictureError(
            f"{shown} is protected against copying: its pictures are locked. Get the book without protection."
        )


def _locked_in(data: bytes) -> set[str]:
    """The files that a list of locked ones names, from the top folder of the archive."""
    marks = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
    text = data.decode(marks.get(data[:2], "utf-8"), errors="replace")
    return {_plain(unquote(html.unescape(one or other))) for one, other in _LOCKED.findall(text)}


def _plain(name: str) -> str:
    return posixpath.normpath(name.lstrip("/")).casefold()
