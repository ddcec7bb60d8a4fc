"""Archives come from anywhere: what is refused, what is read within which bounds, and what is written."""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import pytest

from core.errors import PictureError
from core.images.files import read_picture
from core.images.formats import zip_files
from core.images.formats.zip_files import (
    Packed,
    as_it_is,
    check_all_there,
    comment_in,
    read_directory,
    stored,
    unpacked,
    zip_parts,
)

TEXT = b"some text, some text, some text, some more" * 20


def archive(path: Path, files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with ZipFile(path, "w", method) as file:
        for name, data in files.items():
            file.writestr(name, data)
    return path


def infos(path: Path) -> list[ZipInfo]:
    return read_directory(path)[0]


def patched(path: Path, find: bytes, other: bytes) -> Path:
    data = path.read_bytes()
    assert find in data
    path.write_bytes(data.replace(find, other))
    return path


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_file_is_unpacked(tmp_path: Path, method: int) -> None:
    path = archive(tmp_path / "a.zip", {"a.txt": TEXT, "empty": b""}, method)
    assert [unpacked(path, info) for info in infos(path)] == [TEXT, b""]


@pytest.mark.parametrize("size", [0, 99, 100, 101, 258, 5000, 100_000])
def test_a_file_is_unpacked_in_pieces_whose_borders_lie_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(zip_files, "_PIECE", 100)
    data = (TEXT + bytes(3000)) * (size // len(TEXT) + 1)
    path = archive(tmp_path / "a.zip", {"a": data[:size]})
    (info,) = infos(path)
    assert unpacked(path, info) == data[:size]
    assert all(len(part) <= 100 for part in zip_files._inflated(zip_files._packed_bytes(path, info)))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_ways_of_packing_without_a_bound_are_not_unpacked_but_kept(tmp_path: Path, method: int) -> None:
    path = archive(tmp_path / "a.zip", {"a.txt": TEXT}, method)
    (info,) = infos(path)
    with pytest.raises(PictureError, match=r"a\.txt in a\.zip is packed in a way"):
        unpacked(path, info)
    other = tmp_path / "b.zip"
    other.write_bytes(b"".join(zip_parts([as_it_is(path, info, info.orig_filename)], b"")))
    with ZipFile(other) as file:
        assert file.read("a.txt") == TEXT


@pytest.mark.parametrize(
    ("head", "what"),
    [(b"Rar!\x1a\x07\x01\0", r"a RAR archive \(CBR\)"), (b"7z\xbc\xaf\x27\x1c\0\0", r"a 7z archive \(CB7\)")],
)
def test_other_archives_are_named(tmp_path: Path, head: bytes, what: str) -> None:
    for name in ("a.cbz", "a.cbr"):
        path = tmp_path / name
        path.write_bytes(head + bytes(100))
        with pytest.raises(PictureError, match=f"{name} is {what}, which is not opened"):
            read_picture(path)


@pytest.mark.parametrize("data", [b"", b"PK", b"no archive at all" * 9, b"PK\3\4" + bytes(99)])
def test_what_is_no_archive_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.cbz"
    path.write_bytes(data)
    with pytest.raises(PictureError, match=r"a\.cbz is damaged, or no ZIP archive"):
        read_directory(path)


def test_a_cut_off_archive_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.cbz", {"a.txt": TEXT})
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(PictureError, match="damaged"):
        read_directory(path)


def test_a_pipe_and_a_missing_file_are_refused_without_waiting(tmp_path: Path) -> None:
    with pytest.raises(PictureError, match="no longer there"):
        read_directory(tmp_path / "gone.cbz")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.cbz")
        with pytest.raises(PictureError, match="a pipe"):
            read_directory(tmp_path / "pipe.cbz")


def test_a_locked_archive_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.cbz", {"a.txt": TEXT})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\1\2") + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(PictureError, match="locked by a password"):
        read_directory(path)


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = archive(tmp_path / "a.cbz", {str(number): b"" for number in range(4)})
    monkeypatch.setattr(zip_files, "MOST_FILES", 3)
    with pytest.raises(PictureError, match="more than 3 files"):
        read_directory(path)
    monkeypatch.setattr(zip_files, "_LARGEST_DIRECTORY", 40)
    with pytest.raises(PictureError, match="damaged"):
        read_directory(path)


def test_files_that_lie_over_each_other_are_a_trap(tmp_path: Path) -> None:
    """The same bytes many times: a small archive that would become a huge one."""
    path = archive(tmp_path / "a.cbz", {"a": os.urandom(3000)}, zipfile.ZIP_STORED)
    (info,) = infos(path)
    data = b"".join(zip_parts([as_it_is(path, info, str(number)) for number in range(9)], b""))
    start = data.index(b"PK\1\2")
    directory = data[start:]
    places = [at for at in range(len(directory)) if directory.startswith(b"PK\1\2", at)]
    folded = bytearray(data[:3100] + directory)
    end = folded.index(b"PK\5\6")
    struct.pack_into("<L", folded, end + 16, 3100)
    for at in places:
        struct.pack_into("<L", folded, 3100 + at + 42, 0)
    path.write_bytes(folded)
    with pytest.raises(PictureError, match="a trap"):
        read_directory(path)


def test_a_bomb_is_unpacked_no_further_than_its_directory_says(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.cbz", {"a": bytes(10_000_000)})
    (info,) = infos(path)
    info.file_size = 1000
    with pytest.raises(PictureError, match="damaged"):
        unpacked(path, info)
    info.file_size = zip_files.LARGEST_FILE + 1
    with pytest.raises(PictureError, match="larger than 1 GB"):
        unpacked(path, info)


def test_other_bytes_than_were_packed_are_told_and_kept_as_they_are(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.cbz", {"a": TEXT}, zipfile.ZIP_STORED)
    patched(path, b"some more", b"some less")
    (info,) = infos(path)
    with pytest.raises(PictureError, match=r"a in a\.cbz is damaged"):
        unpacked(path, info)
    made = as_it_is(path, info, info.orig_filename)
    assert b"".join(made.parts()) == TEXT.replace(b"some more", b"some less")


@pytest.mark.parametrize(("system", "attributes"), [(3, 0o640 << 16), (0, 0x20)])
def test_names_dates_and_rights_go_along_in_whatever_letters(
    tmp_path: Path, system: int, attributes: int
) -> None:
    """Rights that are told of another system than theirs would be those of files that nobody may read."""
    path = tmp_path / "a.zip"
    with ZipFile(path, "w") as file:
        for name in ("bücher/ä.txt", "plain.txt", "folder/"):
            info = ZipInfo(name, (2001, 2, 3, 4, 5, 6))
            info.create_system, info.external_attr = system, attributes
            file.writestr(info, b"x")
    patched(path, b"plain.txt", b"\x83\x8c\x83\x8d.txt\0"[:9])  # Shift-JIS, of which nothing says that it is
    before = infos(path)
    data = b"".join(zip_parts([as_it_is(path, info, info.orig_filename) for info in before], b"ours"))
    assert b"\x83\x8c\x83\x8d.txt" in data
    with ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        assert file.comment == b"ours"
        after = file.infolist()
    for one, other in zip(before, after, strict=True):
        assert (one.orig_filename, one.date_time) == (other.orig_filename, other.date_time)
        assert (one.create_system, one.external_attr) == (other.create_system, other.external_attr)
        (made,) = ZipFile(
            io.BytesIO(b"".join(zip_parts([stored(one, "new", 0, 0, lambda: [])], b"")))
        ).infolist()
        assert (made.create_system, made.external_attr) == (system, attributes)


@pytest.mark.parametrize("sound", [True, False])
def test_a_name_in_utf8_beside_the_usual_one_is_taken_if_it_belongs_to_it(
    tmp_path: Path, sound: bool
) -> None:
    info = ZipInfo("ae.png")
    crc = zlib.crc32(b"ae.png") ^ (not sound)
    name = struct.pack("<BL", 1, crc) + "../漫.png".encode()
    info.extra = struct.pack("<2H", 0x7075, len(name)) + name
    path = tmp_path / "a.zip"
    with ZipFile(path, "w") as file:
        file.writestr(info, TEXT)
    (found,) = infos(path)
    assert found.filename == ("../漫.png" if sound else "ae.png")
    data = b"".join(zip_parts([as_it_is(path, found, found.filename)], b""))
    assert found.filename.encode() in data
    with ZipFile(io.BytesIO(data)) as file:
        assert file.namelist() == [found.filename]
        assert not file.infolist()[0].extra


@pytest.mark.parametrize("field", [0, 26, 28])
def test_files_whose_bytes_are_not_there_are_found_before_they_are_copied(tmp_path: Path, field: int) -> None:
    """Their header is none, or their name or what follows it is so long that the file ends before them."""
    path = archive(tmp_path / "a.zip", {"a": TEXT, "b": TEXT}, zipfile.ZIP_STORED)
    check_all_there(path, infos(path))
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\3\4") + field
    data[at : at + 2] = b"\xff\xff"
    path.write_bytes(data)
    with pytest.raises(PictureError, match=r"b in a\.zip is damaged"):
        check_all_there(path, infos(path))


def test_a_link_becomes_a_plain_file(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with ZipFile(path, "w") as file:
        info = ZipInfo("link.jpg")
        info.create_system, info.external_attr = 3, 0o120777 << 16
        file.writestr(info, "/etc/passwd")
    (info,) = infos(path)
    assert zip_files.is_link(info)
    assert as_it_is(path, info, "link.jpg").rights == (0, 0)


def test_large_archives_have_large_numbers(tmp_path: Path) -> None:
    """Zip64, over 4 GB: the zeros are not written."""
    piece, info = bytes(1 << 26), ZipInfo("large")
    large = Packed(b"large", 0, 0, (0, 33), 0, 1 << 32, 1 << 32, lambda: [piece] * 64)
    small = stored(info, "small", len(TEXT), zlib.crc32(TEXT), lambda: [TEXT])
    path = tmp_path / "a.zip"
    with path.open("wb") as file:
        for part in zip_parts([large, small], b"end"):
            file.seek(len(part), io.SEEK_CUR) if part is piece else file.write(part)
    with ZipFile(path) as archive:
        assert [info.file_size for info in archive.infolist()] == [1 << 32, len(TEXT)]
        assert archive.infolist()[1].header_offset > 1 << 32
        assert archive.read("small") == TEXT
        assert archive.comment == b"end"


def test_many_files_are_counted_beyond_16_bits(monkeypatch: pytest.MonkeyPatch) -> None:
    info = ZipInfo("a")
    monkeypatch.setattr(zip_files, "_MANY", 2)
    data = b"".join(zip_parts([stored(info, f"{n}", 0, 0, lambda: []) for n in range(3)], b""))
    end = data.index(b"PK\6\6")
    assert struct.unpack_from("<2Q", data, end + 24) == (3, 3)
    assert data.index(b"PK\6\7") == end + 56
    assert struct.unpack_from("<2H", data, len(data) - 14) == (2, 2)


@pytest.mark.parametrize("comment", [b"", b"a word", b"PK\5\6 within", b"x" * 65_535])
def test_the_comment_is_found_at_the_end(tmp_path: Path, comment: bytes) -> None:
    path = tmp_path / "a.zip"
    with ZipFile(path, "w") as file:
        file.writestr("a", TEXT)
        file.comment = comment
    assert comment_in(path.read_bytes()) == comment


def test_what_is_no_archive_has_no_comment() -> None:
    assert comment_in(b"") == comment_in(TEXT) == comment_in(b"PK\5\6" + TEXT) == b""
