"""ZIP archives: read within bounds, since they come from anywhere, and written with files of others as they are packed.

The format is that of PKWARE's APPNOTE.TXT (4.3 has the records, 4.5.3 the larger numbers of Zip64). Python's zipfile
reads; it cannot put a packed file of one archive into another, so the records of new ones are written here.
"""

from __future__ import annotations

import contextlib
import io
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO, cast
from zipfile import BadZipFile, ZipFile, ZipInfo

from core.errors import PictureError
from core.images.file_bytes import read_file
from core.storage.paths import display_name, system_path

MOST_FILES = 20_000
MOST_BYTES = 1 << 38  # of all files together, unpacked
LARGEST_FILE = 1 << 30  # bytes of one that is unpacked
LONGEST_COMMENT = 65_535  # bytes

_LARGEST_DIRECTORY = 1 << 23  # bytes; some hundred for each file
_END = b"PK\5\6"
_END_LENGTH = 22
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LARGE = 0xFFFFFFFF  # stands for a number of 32 bits that Zip64 has instead
_MANY = 0xFFFF
_ENCRYPTED = 0x1
_UTF8 = 0x800
_KEPT_FLAGS = _UTF8 | 0x6  # what these say of the name and the way of packing stays true
_UNICODE_NAME = 0x7075  # a further field: the name in UTF-8
_PIECE = 1 << 20  # bytes that are copied at once
# What zipfile raises on damaged archives.
_DAMAGE = (
    *(BadZipFile, OSError, ValueError, LookupError, NotImplementedError, RuntimeError, EOFError),
    *(OverflowError, struct.error, zlib.error),
)
_OTHERS = ((b"Rar!\x1a\x07", "a RAR archive (CBR)"), (b"7z\xbc\xaf\x27\x1c", "a 7z archive (CB7)"))


class _Bounded:
    """A file of which no directory is read that would fill the memory."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def read(self, size: int = -1) -> bytes:
        if size > _LARGEST_DIRECTORY:
            raise BadZipFile("the list of its files is too long")
        return self._file.read(size)


def read_directory(path: Path) -> tuple[list[ZipInfo], bytes]:
    """The files in an archive, in its order, and its comment. Raises PictureError, which names the archive: also for
    one that is locked by a password, or whose numbers can only be a trap."""
    shown = display_name(path)

    def read(file: BinaryIO) -> tuple[list[ZipInfo], bytes, int]:
        head = file.read(8)
        for magic, what in _OTHERS:
            if head.startswith(magic):
                raise PictureError(f"{shown} is {what}, which is not opened: pack its pictures as ZIP (CBZ).")
        with _damage_told(shown), ZipFile(cast(BinaryIO, _Bounded(file))) as archive:
            return archive.infolist(), archive.comment, os.fstat(file.fileno()).st_size

    infos, comment, size = read_file(path, read, most=MOST_BYTES)
    if len(infos) > MOST_FILES:
        raise PictureError(f"{shown} holds more than {MOST_FILES:,} files: split it first.")
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise PictureError(f"{shown} is locked by a password: unpack it, and pack its pictures without one.")
    # Files that lie over each other would be copied several times.
    if sum(info.compress_size for info in infos) > size or sum(info.file_size for info in infos) > MOST_BYTES:
        raise PictureError(f"{shown} is damaged or a trap: its files have more bytes than it can hold.")
    for info in infos:
        _tell_name(info)
    return infos, comment


def _tell_name(info: ZipInfo) -> None:
    """Lets an entry have the name that a field of its own tells in UTF-8, where the usual place has none in known
    letters. Of the versions of zipfile some do so."""
    field = _field(info.extra, _UNICODE_NAME)
    if info.flag_bits & _UTF8 or len(field) < 6 or field[0] != 1:
        return
    if int.from_bytes(field[1:5], "little") != zlib.crc32(info.orig_filename.encode("cp437")):
        return
    with contextlib.suppress(ValueError):
        info.filename = field[5:].decode().partition("\0")[0]
        info.flag_bits |= _UTF8


def check_all_there(path: Path, infos: Iterable[ZipInfo]) -> None:
    """Raises PictureError where a file's bytes are not where the directory says, so that they could not be copied."""
    with (
        _damage_told(display_name(path)),
        open(system_path(path), "rb") as file,  # noqa: PTH123 - the path may be prefixed for Windows
    ):
        size = os.fstat(file.fileno()).st_size
        for info in infos:
            with _damage_told(_shown(path, info)):
                _go_to_bytes(file, info)
                if file.tell() + info.compress_size > size:
                    raise BadZipFile("it ends too early")


def _shown(path: Path, info: ZipInfo) -> str:
    return f"{display_name(info.filename)} in {display_name(path)}"


def unpacked(path: Path, info: ZipInfo) -> bytes:
    """The bytes of one file of an archive, never more than its directory says. Raises PictureError, which names
    both."""
    shown = _shown(path, info)
    if info.file_size > LARGEST_FILE:
        raise PictureError(f"{shown} is larger than {LARGEST_FILE >> 30} GB: unpack it first.")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise PictureError(f"{shown} is packed in a way that is not opened: pack it anew, by the usual one.")
    parts = _packed_bytes(path, info)
    if info.compress_type == zipfile.ZIP_DEFLATED:
        parts = _inflated(parts)
    data, crc = io.BytesIO(), 0  # which gives its bytes without a copy
    with _damage_told(shown):
        for part in parts:
            if data.tell() + len(part) > info.file_size:
                raise BadZipFile("more than it should be")
            data.write(part)
            crc = zlib.crc32(part, crc)
        if data.tell() != info.file_size or crc != info.CRC:
            raise BadZipFile("other bytes than were packed")
    return data.getvalue()


def _inflated(parts: Iterable[bytes]) -> Iterator[bytes]:
    """In pieces: a part may be a thousand times as large as it is packed."""
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    for part in parts:
        while part and not inflate.eof:
            yield inflate.decompress(part, _PIECE)
            part = inflate.unconsumed_tail
    yield inflate.flush()


@contextmanager
def _damage_told(shown: str) -> Iterator[None]:
    try:
        yield
    except _DAMAGE as error:
        text = f"{shown} is damaged, or no ZIP archive. Fetch or pack it again."
        raise PictureError(text, detail=repr(error)) from error


def is_link(info: ZipInfo) -> bool:
    """Whether it is a link to another file, whose bytes are that one's name."""
    return stat.S_ISLNK(info.external_attr >> 16)


@dataclass(frozen=True)
class Packed:
    """A file as it is written into an archive. `name`: its bytes; `parts` gives those of the file, as it is packed."""

    name: bytes
    flags: int
    method: int
    date: tuple[int, int]  # time and date as MS-DOS has them
    crc: int
    packed: int  # bytes
    size: int  # bytes, unpacked
    parts: Callable[[], Iterable[bytes]]
    # Of which system, and the attributes there; none: those that a new file gets.
    rights: tuple[int, int] = (
        0,
        0,
    )


def as_it_is(path: Path, info: ZipInfo, name: str) -> Packed:
    """A file of another archive, byte for byte, under its own name or another. A link becomes a plain file."""
    return Packed(
        _raw_name(info, name),
        info.flag_bits & _KEPT_FLAGS,
        info.compress_type,
        _dos_date(info),
        info.CRC,
        info.compress_size,
        info.file_size,
        lambda: _packed_bytes(path, info),
        (0, 0) if is_link(info) else _rights(info),
    )


def stored(info: ZipInfo, name: str, size: int, crc: int, parts: Callable[[], Iterable[bytes]]) -> Packed:
    """A file in the place of another, unpacked: pictures are packed already."""
    flags, date = info.flag_bits & _UTF8, _dos_date(info)
    return Packed(
        _raw_name(info, name), flags, zipfile.ZIP_STORED, date, crc, size, size, parts, _rights(info)
    )


def _rights(info: ZipInfo) -> tuple[int, int]:
    return info.create_system, info.external_attr


def _raw_name(info: ZipInfo, name: str) -> bytes:
    """A name as the archive has it. If not in UTF-8 nobody says in which letters: zipfile reads some that have all
    bytes."""
    return name.encode("utf-8" if info.flag_bits & _UTF8 else "cp437")


def _dos_date(info: ZipInfo) -> tuple[int, int]:
    year, month, day, hour, minute, second = info.date_time
    return hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day


def _packed_bytes(path: Path, info: ZipInfo) -> Iterator[bytes]:
    """Raises PictureError."""
    with (
        _damage_told(_shown(path, info)),
        open(system_path(path), "rb") as file,  # noqa: PTH123 - the path may be prefixed for Windows
    ):
        _go_to_bytes(file, info)
        yield from pieces(file, info.compress_size)


def _go_to_bytes(file: BinaryIO, info: ZipInfo) -> None:
    file.seek(info.header_offset)
    head = _LOCAL.unpack(file.read(_LOCAL.size))
    if head[0] != b"PK\3\4":
        raise BadZipFile("no header")
    file.seek(head[-2] + head[-1], io.SEEK_CUR)


def pieces(file: IO[bytes], length: int) -> Iterator[bytes]:
    """The next `length` bytes of a file. Raises EOFError if there are fewer."""
    while length:
        piece = file.read(min(length, _PIECE))
        if not piece:
            raise EOFError
        length -= len(piece)
        yield piece


def _field(extra: bytes, wanted: int) -> bytes:
    """What one of a file's further fields holds; b"" if there is none."""
    while len(extra) >= 4:
        number, length = struct.unpack_from("<2H", extra)
        if number == wanted and len(extra) >= 4 + length:
            return extra[4 : 4 + length]
        extra = extra[4 + length :]
    return b""


def zip_parts(files: Iterable[Packed], comment: bytes) -> Iterator[bytes]:
    """The bytes of an archive, one part after the other."""
    at = count = 0
    directory = bytearray()
    for file in files:
        large = max(file.packed, file.size) >= _LARGE
        sizes = (_LARGE, _LARGE) if large else (file.packed, file.size)
        more = _zip64(file.size, file.packed) if large else b""
        needed = 45 if large else 20
        common = (needed, file.flags, file.method, *file.date, file.crc, *sizes, len(file.name))
        head = _LOCAL.pack(b"PK\3\4", *common, len(more)) + file.name + more
        far = at >= _LARGE
        more = _zip64(*((file.size, file.packed) if large else ()), *((at,) if far else ()))
        system, attributes = file.rights
        made_by = (system & 0xFF) << 8 | 45
        place = (0, 0, 0, attributes, _LARGE if far else at)  # no comment, disk or kind
        directory += _CENTRAL.pack(b"PK\1\2", made_by, *common, len(more), *place) + file.name + more
        yield head
        yield from file.parts()
        at += len(head) + file.packed
        count += 1
    yield bytes(directory)
    if count >= _MANY or at >= _LARGE or len(directory) >= _LARGE:
        numbers = (0, 0, count, count, len(directory), at)
        yield struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, *numbers)
        yield struct.pack("<4sLQL", b"PK\6\7", 0, at + len(directory), 1)
    files_told = min(count, _MANY)
    sizes_told = (min(len(directory), _LARGE), min(at, _LARGE))
    yield struct.pack("<4s4H2LH", _END, 0, 0, files_told, files_told, *sizes_told, len(comment)) + comment


def _zip64(*numbers: int) -> bytes:
    return struct.pack(f"<2H{len(numbers)}Q", 1, 8 * len(numbers), *numbers) if numbers else b""


def comment_in(end: bytes) -> bytes:
    """The comment of an archive whose last bytes these are; b"" if it has none, or is none."""
    at = end.rfind(_END, max(0, len(end) - _END_LENGTH - LONGEST_COMMENT))
    while at >= 0:
        if end[at + _END_LENGTH - 2 :][:2] == struct.pack("<H", max(0, len(end) - at - _END_LENGTH) & _MANY):
            return end[at + _END_LENGTH :]
        at = end.rfind(_END, 0, at)
    return b""
