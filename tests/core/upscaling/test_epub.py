"""EPUB comics: enlarged as books whose other files name the pages, so these keep their names and formats."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from core.errors import PictureError
from core.events import JobDone, JobFailed
from core.images.files import read_picture, read_settings
from core.images.formats import capacity
from core.images.formats.book import read_book
from core.jobs import SaveSettings, UpscaleJob
from tests.core.commands.test_upscale import names, upscale
from tests.core.images.formats.test_book import book, encoded
from tests.core.upscaling.test_book_run import OPTIONS, SETTINGS, done, inside, job, run, size

pytestmark = pytest.mark.usefixtures("model", "own_home")
PAGE = b'<html><head><meta name="viewport" content="width=8, height=6"/></head><body><img src="1.jpg"/></body></html>'
FILES = {
    "mimetype": b"application/epub+zip",
    "META-INF/container.xml": b"<container/>",
    "OEBPS/1.xhtml": PAGE,
    "OEBPS/1.jpg": encoded(10, "JPEG"),
    "OEBPS/2.png": encoded(20, size=(6, 10)),
}
LOCK = """<?xml version="1.0"?><encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"
 xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:EncryptionMethod Algorithm="{0}"/>
 <enc:CipherData><enc:CipherReference URI="{1}"/></enc:CipherData></enc:EncryptedData></encryption>"""
AES, FONTS = "http://www.w3.org/2001/04/xmlenc#aes128-cbc", "http://www.idpf.org/2008/embedding"


def locked(folder: Path, name: str, *, way: str = AES, code: str = "utf-8") -> Path:
    lock = {"META-INF/encryption.xml": LOCK.format(way, name).encode(code)}
    return book(folder / "book.epub", {**FILES, **lock})


def test_pages_grow_and_all_that_names_them_stays(tmp_path: Path) -> None:
    path = book(tmp_path / "book.epub", FILES)
    event = done(job(path, tmp_path / "out"))
    assert Path(str(event.output)).name == "book_resshift_x4.epub"
    files = inside(event)
    assert list(files) == list(FILES)
    assert (size(files["OEBPS/1.jpg"]), size(files["OEBPS/2.png"])) == ((32, 24), (24, 40))
    assert files["OEBPS/1.jpg"].startswith(b"\xff\xd8")
    assert all(files[name] == FILES[name] for name in list(FILES)[:3])
    assert read_settings(Path(str(event.output))) == event.settings
    assert read_picture(Path(str(event.output))).width == 32


@pytest.mark.parametrize("way", [ZIP_STORED, ZIP_DEFLATED])
def test_what_says_that_it_is_one_is_first_and_stored(tmp_path: Path, way: int) -> None:
    """Readers look for it at a certain place, see EPUB 3.3, section 4.2.3."""
    with ZipFile(tmp_path / "book.epub", "w", way) as file:
        for name in reversed(FILES):
            file.writestr(name, FILES[name])
    output = Path(str(done(job(tmp_path / "book.epub", tmp_path / "out")).output))
    data = output.read_bytes()
    assert data[30:58] == b"mimetypeapplication/epub+zip"
    assert data[8:10] == b"\0\0"  # stored
    with ZipFile(output) as file:
        assert file.testzip() is None
        assert file.namelist() == ["mimetype", *(name for name in reversed(FILES) if name != "mimetype")]


@pytest.mark.parametrize("name", ["book.epub", "book.cbz", "book.zip", "book.EPUB"])
def test_it_is_one_by_what_it_says_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    assert read_book(book(tmp_path / name, FILES)).epub


def test_others_are_none(tmp_path: Path) -> None:
    others = {"mimetype": b"application/zip", "1.png": encoded()}
    assert not read_book(book(tmp_path / "book.cbz", others)).epub
    assert not read_book(book(tmp_path / "long.cbz", {**others, "mimetype": b"x" * 1000})).epub
    assert read_book(book(tmp_path / "bare.epub", {"1.png": encoded()})).epub


def test_under_a_name_of_another_kind_it_is_said_what_it_is(tmp_path: Path) -> None:
    with pytest.raises(PictureError, match=r"is an EPUB that is not called \.epub"):
        read_picture(book(tmp_path / "book.bin", FILES))


@pytest.mark.parametrize("code", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "name", ["OEBPS/2.png", "/OEBPS/2.png", "OEBPS/%32.png", "OEBPS/&#50;.png", "OEBPS/x/../2.PNG"]
)
def test_locked_pictures_are_refused_before_anything_is_computed(
    tmp_path: Path, name: str, code: str
) -> None:
    (end,) = run(job(locked(tmp_path, name, code=code), tmp_path / "out"))
    assert isinstance(end, JobFailed)
    assert end.message.startswith("book.epub is protected against copying: its pictures are locked.")
    assert names(tmp_path / "out") == []


@pytest.mark.parametrize("name", ["OEBPS/font.otf", "OEBPS/1.xhtml"])
def test_other_files_may_be_locked(tmp_path: Path, name: str) -> None:
    path = locked(tmp_path, name, way=FONTS)
    files = inside(done(job(path, tmp_path / "out")))
    assert files["META-INF/encryption.xml"] == LOCK.format(FONTS, name).encode()


def test_pages_of_formats_that_are_not_written_stay_as_they_are_and_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(capacity._LARGEST_SIDE, "webp", 40)
    more = {"OEBPS/icon.gif": encoded(format="GIF"), "OEBPS/strip.webp": encoded(format="WEBP", size=(11, 4))}
    event = done(job(book(tmp_path / "book.epub", {**FILES, **more}), tmp_path / "out"))
    files = inside(event)
    assert {name: files[name] for name in more} == more
    assert "icon.gif in book.epub is of a format that no result has" in event.notices[0]
    assert "strip.webp in book.epub: WebP holds at most 40 pixels a side" in event.notices[1]


def test_other_formats_are_refused(tmp_path: Path) -> None:
    path = book(tmp_path / "book.epub", FILES)
    (end,) = run(UpscaleJob(path, SETTINGS, SaveSettings(tmp_path / "out", format="webp")))
    assert isinstance(end, JobFailed)
    assert "they keep their formats" in end.message


def test_on_the_command_line_one_that_is_named_is_taken_and_then_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of folders it is not: most EPUBs are novels."""
    folder = tmp_path / "in"
    folder.mkdir()
    path = book(folder / "book.epub", FILES)
    asked = ("-o", tmp_path / "out", *OPTIONS)
    assert upscale(folder, *asked) != 0
    assert "1 .epub" in capsys.readouterr().err
    assert upscale(path, *asked) == 0
    assert names(tmp_path / "out") == ["book_resshift_x4.epub"]
    assert upscale(path, *asked) == 0
    assert "Done before with the same settings: 1" in capsys.readouterr().err


def test_the_end_of_its_job_counts_its_pages(tmp_path: Path) -> None:
    event = done(job(book(tmp_path / "book.epub", FILES), tmp_path / "out"))
    assert isinstance(event, JobDone)
    assert event.settings["frames"] == 2
