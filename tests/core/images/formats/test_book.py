"""Which files of an archive are pages, and in which order they are read."""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import numpy as np
import pytest
from PIL import Image

from core.errors import PictureError
from core.images.files import frames_in, read_frames, read_picture
from core.images.formats.book import read_book
from core.images.formats.zip_files import as_it_is, zip_parts
from core.images.header import Page, page_format, pages_of, picture_size, size_and_depth
from core.images.metadata import comment_with, read_settings


def encoded(shade: int = 100, format: str = "PNG", size: tuple[int, int] = (8, 6)) -> bytes:
    out = io.BytesIO()
    Image.fromarray(np.full((size[1], size[0], 3), shade, np.uint8)).save(out, format)
    return out.getvalue()


def book(path: Path, files: dict[str, bytes], comment: bytes = b"") -> Path:
    with ZipFile(path, "w") as file:
        for name, data in files.items():
            file.writestr(name, data)
        file.comment = comment
    return path


def pages(path: Path) -> list[str]:
    return [info.filename for info in read_book(path).pages]


def test_pages_are_read_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    names = ["p10.png", "p2.PNG", "b/1.jpg", "a/12.jpg", "a/3.jpg", "cover.webp"]
    path = book(tmp_path / "a.cbz", dict.fromkeys(names, b""))
    assert pages(path) == ["a/3.jpg", "a/12.jpg", "b/1.jpg", "cover.webp", "p2.PNG", "p10.png"]


def test_what_systems_and_programs_put_there_is_no_page(tmp_path: Path) -> None:
    others = [
        "ComicInfo.xml",
        "__MACOSX/._a.png",
        ".thumbs/a.png",
        "b/.a.png",
        "c.png/",
        "in.zip",
        "Thumbs.db",
    ]
    path = book(tmp_path / "a.cbz", {**dict.fromkeys(others, b""), "./a.png": b"", "../b.png": b""})
    with ZipFile(path, "a") as file:
        info = ZipInfo("link.png")
        info.create_system, info.external_attr = 3, 0o120777 << 16
        file.writestr(info, "a.png")
    assert sorted(pages(path)) == ["../b.png", "./a.png"]


@pytest.mark.parametrize(
    "name", ["9" * 5000 + ".png", "²٣.png", "\\..\\a.png", "/a.png", "C:a.png", "ß1/1ß.png"]
)
def test_no_name_is_too_odd_for_an_order(tmp_path: Path, name: str) -> None:
    path = book(tmp_path / "a.cbz", {name: b"", "1.png": b"", "a/b/2.png": b"", "a/1/b.png": b""})
    assert len(pages(path)) == 4


def test_an_archive_without_pictures_says_so(tmp_path: Path) -> None:
    path = book(tmp_path / "a.zip", {"report.docx": b"x"})
    with pytest.raises(PictureError, match=r"a\.zip holds no pictures"):
        read_picture(path)
    assert frames_in(path) == 0


def test_its_picture_is_the_first_page_that_can_be_read(tmp_path: Path) -> None:
    path = book(tmp_path / "a.cbz", {"2.png": encoded(80), "1.png": b"no picture", "3.png": encoded(90)})
    assert int(read_picture(path).pixels[0, 0, 0]) == 80
    assert picture_size(path) == (8, 6)
    assert size_and_depth(path) == ((8, 6), 8)
    assert frames_in(path) == 3
    with pytest.raises(PictureError, match=r"1\.png in b\.cbz is a text file"):
        read_picture(book(tmp_path / "b.cbz", {"1.png": b"no picture"}))


def test_each_page_is_a_picture_or_says_why_not(tmp_path: Path) -> None:
    moving = io.BytesIO()
    frames = [Image.fromarray(np.full((4, 4), shade, np.uint8)) for shade in (0, 99)]
    frames[0].save(moving, "GIF", save_all=True, append_images=frames[1:])
    path = book(tmp_path / "a.cbz", {"1.png": encoded(), "2.png": b"?", "3.gif": moving.getvalue()})
    found = read_frames(path)
    assert found is not None
    one, two, three = found.frames()
    assert (one.picture is not None, two.picture, three.picture) == (True, None, None)
    assert "2.png in a.cbz" in two.problem
    assert "3.gif in a.cbz has several frames" in three.problem


def test_the_sizes_of_all_pages_are_told_by_their_headers(tmp_path: Path) -> None:
    files = {"1.jpg": encoded(format="JPEG"), "2.png": encoded(size=(5, 4)), "3.png": b"?"}
    path = book(tmp_path / "a.cbz", files)
    assert list(pages_of(path, whole=False)) == [Page("1.jpg", (8, 6), 8), Page("2.png", (5, 4), 8)]
    assert page_format(path) == "jpeg"
    assert page_format(tmp_path / "gone.cbz") == "png"
    with pytest.raises(PictureError, match=r"1\.png"):
        list(pages_of(book(tmp_path / "b.cbz", {"1.png": b"?"}), whole=False))


def test_an_archive_with_any_bytes_changed_is_read_or_refused_in_our_words(tmp_path: Path) -> None:
    sound = book(tmp_path / "a.cbz", {"1.png": encoded(), "b/2.jpg": encoded(format="JPEG")}).read_bytes()
    path, random = tmp_path / "b.cbz", np.random.default_rng(0)
    for _ in range(100):
        data = bytearray(sound)
        for at in random.integers(0, len(data), int(random.integers(1, 6))):
            data[at] = random.integers(256)
        path.write_bytes(data[: int(random.integers(1, len(data)))] if random.random() < 0.1 else data)
        with suppress(PictureError):
            found = read_book(path)
            list(found.frames().frames())
            list(zip_parts([as_it_is(path, info, info.orig_filename) for info in found.infos], b""))


SETTINGS = {"model": "tiny", "seed": 3}


@pytest.mark.parametrize(
    ("comment", "kept"),
    [
        (b"", b""),
        (b"scanned by nobody\n\nbut me\n", b"scanned by nobody\n\nbut me\n"),
        (b'{"tags": [1]}', b'{"tags": [1]}'),
    ],
)
def test_settings_stand_beside_what_others_write_into_the_comment(
    tmp_path: Path, comment: bytes, kept: bytes
) -> None:
    ours = comment_with(comment, SETTINGS)
    path = book(tmp_path / "a.cbz", {"1.png": encoded()}, ours)
    assert read_settings(path) == SETTINGS
    assert comment_with(ours, None) == kept
    assert comment_with(ours, SETTINGS) == ours
    assert comment_with(comment, None) == comment
    assert read_settings(book(tmp_path / "b.cbz", {"1.png": encoded()}, comment)) is None


def test_the_settings_of_a_page_are_not_those_of_the_book(tmp_path: Path) -> None:
    page = b"x{ResShift Studio" * 9
    assert read_settings(book(tmp_path / "a.cbz", {"1.png": page})) is None


def test_a_book_that_was_replaced_is_read_no_further(tmp_path: Path) -> None:
    path = book(tmp_path / "a.cbz", {"1.png": encoded(), "2.png": encoded()})
    frames = read_book(path).frames().frames()
    next(frames)
    book(path, {"1.png": encoded()})
    with pytest.raises(PictureError, match="was changed meanwhile"):
        next(frames)
