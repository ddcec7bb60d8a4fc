"""A book as one job: what its pages become, what stays, and that nothing is left where it fails."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest
from PIL import Image

from core.commands import upscale_estimate
from core.errors import SaveError
from core.events import Event, JobCancelled, JobDone, JobFailed, JobsEstimated, JobStarted, Progress
from core.finishing.finish import Finish
from core.images.files import read_picture, read_settings
from core.images.formats import capacity, encode, encode_book
from core.images.formats.book import read_book
from core.images.formats.decode import decode_picture
from core.images.formats.encode_frames import FramesFile
from core.images.formats.encoding import Encoding
from core.images.picture import Picture
from core.images.source import SOURCE, digest_of
from core.jobs import CancelToken, Region, SampleSettings, SaveSettings, UpscaleJob
from core.upscaling import upscaler
from core.upscaling.done_before import DoneBefore
from core.upscaling.upscaler import Upscaler
from tests.core.commands.test_upscale import names, upscale
from tests.core.images.formats.test_book import book, encoded

pytestmark = pytest.mark.usefixtures("model", "own_home")
SETTINGS = SampleSettings(model="tiny", steps=1, dtype="float32", device="cpu")
FILES = {
    "ComicInfo.xml": b"<ComicInfo/>",
    "p10.jpg": encoded(10, "JPEG"),
    "p2.png": encoded(20, size=(6, 10)),
}


def job(path: Path, out: Path, format: str = "same", **more: object) -> UpscaleJob:
    return UpscaleJob(path, SETTINGS, SaveSettings(out, format=format, **more))  # type: ignore[arg-type]


def run(one: UpscaleJob, cancel: CancelToken | None = None) -> list[Event]:
    events: list[Event] = []
    Upscaler().run(one, events.append, cancel or CancelToken())
    return events


def done(one: UpscaleJob) -> JobDone:
    event = run(one)[-1]
    assert isinstance(event, JobDone), event
    return event


def inside(event: JobDone) -> dict[str, bytes]:
    with ZipFile(str(event.output)) as file:
        assert file.testzip() is None
        return {info.filename: file.read(info) for info in file.infolist()}


def size(data: bytes) -> tuple[int, int]:
    picture = decode_picture(data, "page")
    return picture.width, picture.height


def test_each_page_is_enlarged_and_all_else_stays_in_its_place(tmp_path: Path) -> None:
    path = book(tmp_path / "book.cbz", FILES)
    event = done(job(path, tmp_path / "out"))
    assert Path(str(event.output)).name == "book_resshift_x4.cbz"
    files = inside(event)
    assert list(files) == list(FILES)
    assert files["ComicInfo.xml"] == FILES["ComicInfo.xml"]
    assert (size(files["p2.png"]), size(files["p10.jpg"])) == ((24, 40), (32, 24))
    assert files["p10.jpg"].startswith(b"\xff\xd8")
    assert (event.width, event.height) == (24, 40)  # of the first page that is read
    alone = run(UpscaleJob(None, SETTINGS, picture=decode_picture(FILES["p2.png"], "")))[-1]
    assert isinstance(alone, JobDone)
    assert alone.picture is not None
    assert np.array_equal(decode_picture(files["p2.png"], "").pixels, alone.picture.pixels)


def test_progress_counts_pages_in_the_order_they_are_read(tmp_path: Path) -> None:
    events = run(job(book(tmp_path / "book.cbz", FILES), tmp_path / "out"))
    told = [event for event in events if isinstance(event, Progress) and event.frames]
    assert all(event.pages for event in told)
    assert {(event.frame, event.frames) for event in told} == {(1, 2), (2, 2)}
    (started,) = [event for event in events if isinstance(event, JobStarted)]
    assert (started.width, started.height, started.source) == (6, 10, str(tmp_path / "book.cbz"))


def test_book_and_pages_say_how_they_were_made(tmp_path: Path) -> None:
    path = book(tmp_path / "book.zip", FILES, b"of others")
    event = done(job(path, tmp_path / "out"))
    written = read_settings(Path(str(event.output)))
    assert written == event.settings
    assert (written["frames"], written["pages"], written[SOURCE]) == (2, "same", digest_of(path))
    page = tmp_path / "page.png"
    page.write_bytes(inside(event)["p2.png"])
    of_page = read_settings(page)
    assert of_page is not None
    assert (of_page["seed"], SOURCE in of_page, "frames" in of_page) == (0, False, False)
    assert "quality" not in of_page  # of a PNG, as if it were a picture by itself
    with ZipFile(str(event.output)) as file:
        assert file.comment.startswith(b"of others\n")
    bare = done(job(path, tmp_path / "bare", metadata=False))
    assert read_settings(Path(str(bare.output))) is None


def test_what_is_protected_on_one_page_is_not_written_for_all(tmp_path: Path) -> None:
    path = book(tmp_path / "book.cbz", FILES)
    wanted = replace(SETTINGS, finish=Finish(strength=0.5))
    one = UpscaleJob(path, wanted, SaveSettings(tmp_path / "out", format="same"), propose=("text",))
    event = done(one)
    assert SampleSettings.from_dict(event.settings).finish == Finish(strength=0.5)
    asked = DoneBefore(wanted, "{name}_resshift_x{scale}", "same", book=path, propose=("text",))
    assert asked.result_of(path, tmp_path / "out", "book") == Path(str(event.output))
    other = replace(asked, propose=("faces",))
    assert other.result_of(path, tmp_path / "out", "book") is None


def test_without_place_and_person_the_path_of_the_model_goes(tmp_path: Path) -> None:
    event = done(job(book(tmp_path / "book.cbz", FILES), tmp_path / "out", private=True))
    written = read_settings(Path(str(event.output)))
    assert written is not None
    assert written["private"] is True


def test_pages_that_cannot_be_read_stay_as_they_are_and_are_named(tmp_path: Path) -> None:
    broken = {f"p{number}.png": b"broken %d" % number for number in range(3, 10)}
    path = book(tmp_path / "book.cbz", {"p1.png": b"no picture", **FILES, **broken})
    event = done(job(path, tmp_path / "out"))
    files = inside(event)
    assert {name: files[name] for name in broken} == broken
    assert files["p1.png"] == b"no picture"
    assert size(files["p2.png"]) == (24, 40)
    assert "A page was kept as it was: p1.png in book.cbz is a text file" in event.notices[0]
    assert event.notices[-1] == "So were 3 more: p7.png, p8.png, p9.png."
    assert len(event.notices) == encode_book.MOST_NAMED + 1


def test_where_no_page_can_be_enlarged_nothing_is_written(tmp_path: Path) -> None:
    end = run(job(book(tmp_path / "book.cbz", {"1.png": b"?", "2.png": b"?"}), tmp_path / "out"))[-1]
    assert isinstance(end, JobFailed)
    assert end.message.startswith("Nothing could be enlarged. 1.png in book.cbz")
    assert names(tmp_path / "out") == []


def test_a_page_that_fails_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    path = book(tmp_path / "book.cbz", {"1.png": encoded(), "2.png": encoded(size=(4, 4))})
    one = UpscaleJob(path, SETTINGS, SaveSettings(tmp_path / "out", format="same"), region=Region(0, 0, 8, 6))
    event = done(one)
    assert event.notices[-1].endswith("2.png in book.cbz: The region does not lie inside the picture.")
    assert inside(event)["2.png"] == encoded(size=(4, 4))


def test_where_several_fail_one_after_the_other_it_is_not_for_what_they_show(tmp_path: Path) -> None:
    large, small = encoded(), encoded(size=(4, 4))
    path = book(tmp_path / "book.cbz", {"1.png": large, **{f"{n}.png": small for n in range(2, 6)}})
    one = UpscaleJob(path, SETTINGS, SaveSettings(tmp_path / "out", format="same"), region=Region(0, 0, 8, 6))
    end = run(one)[-1]
    assert isinstance(end, JobFailed)
    assert end.message == "4.png in book.cbz: The region does not lie inside the picture."
    assert names(tmp_path / "out") == []


def test_pages_get_the_format_that_was_asked_for_and_names_that_say_so(tmp_path: Path) -> None:
    files = {"a/1.jpg": encoded(format="JPEG"), "a/1.bmp": encoded(format="BMP"), "a/1.png": encoded()}
    path = book(tmp_path / "book.cbz", files)
    assert list(inside(done(job(path, tmp_path / "same")))) == ["a/1.jpg", "a/1-1.png", "a/1.png"]
    webp = inside(done(job(path, tmp_path / "webp", "webp")))
    assert list(webp) == ["a/1.webp", "a/1-1.webp", "a/1-2.webp"]
    assert all(data[8:12] == b"WEBP" for data in webp.values())


def test_a_page_too_large_for_its_format_becomes_a_png(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(capacity._LARGEST_SIDE, "webp", 40)
    path = book(
        tmp_path / "book.cbz", {"strip.webp": encoded(format="WEBP", size=(11, 4)), "b.png": encoded()}
    )
    event = done(job(path, tmp_path / "out"))
    assert size(inside(event)["strip.png"]) == (44, 16)
    assert "Some pages are too large for WebP and were saved as PNG." in event.notices


def test_names_that_lead_out_of_the_folder_do_so_no_more(tmp_path: Path) -> None:
    outside = {"../../a.png": encoded(), "/b.png": encoded(), "C:\\c.png": encoded(), "x/..\\..\\d.txt": b"d"}
    event = done(job(book(tmp_path / "book.cbz", outside), tmp_path / "out"))
    assert list(inside(event)) == ["a.png", "b.png", "c.png", "x/d.txt"]


def test_files_of_one_name_stay_two(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "book.cbz", "w") as file:
        file.writestr("1.png", encoded(size=(3, 3)))
        with pytest.warns(UserWarning, match="Duplicate name"):
            file.writestr("1.png", encoded(size=(5, 5)))
    event = done(job(tmp_path / "book.cbz", tmp_path / "out"))
    with ZipFile(str(event.output)) as file:
        assert [size(file.read(info)) for info in file.infolist()] == [(12, 12), (20, 20)]


@pytest.mark.parametrize("phase", ["sample", "save"])
def test_a_stop_leaves_nothing(tmp_path: Path, phase: str) -> None:
    cancel, out, events = CancelToken(), tmp_path / "out", list[Event]()

    def emit(event: Event) -> None:
        events.append(event)
        if isinstance(event, Progress) and event.phase == phase and event.frame == 2:
            cancel.cancel()

    Upscaler().run(job(book(tmp_path / "book.cbz", FILES), out), emit, cancel)
    assert isinstance(events[-1], JobCancelled)
    assert names(out) == []


def test_a_book_that_changes_meanwhile_is_not_mixed_with_itself(tmp_path: Path) -> None:
    path, out, events = book(tmp_path / "book.cbz", FILES), tmp_path / "out", list[Event]()

    def emit(event: Event) -> None:
        events.append(event)
        if isinstance(event, JobStarted):
            book(path, {"1.png": encoded()})
            os.utime(path, ns=(1, 1))

    Upscaler().run(job(path, out), emit, CancelToken())
    end = events[-1]
    assert isinstance(end, JobFailed)
    assert end.message == "book.cbz was changed meanwhile: enlarge it again."
    assert names(out) == []


def test_a_full_disk_is_named_and_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: object, *_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(encode_book, "_Made", full)
    end = run(job(book(tmp_path / "book.cbz", FILES), tmp_path / "out"))[-1]
    assert isinstance(end, JobFailed)
    assert "out: No space left on device. Free some space" in end.message
    assert names(tmp_path / "out") == []


def test_pages_that_a_full_disk_has_not_taken_are_let_go_of(tmp_path: Path) -> None:
    class Full:
        def close(self) -> None:
            raise OSError(28, "No space left on device")

    pages = encode_book.BookFile(tmp_path, read_book(book(tmp_path / "book.cbz", FILES)), "same")
    frames = FramesFile(tmp_path, "tiff", 2)
    for file in (pages, frames):
        file._file.close()
        file._file = Full()  # type: ignore[assignment]
        file.close()


def test_a_page_that_cannot_be_encoded_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(picture: Picture, how: Encoding, *, shown: Path) -> bytes:
        if how.format == "jpeg":
            raise SaveError("The picture could not be encoded as JPEG.")
        return encode.encoded(picture, how, shown=shown)

    monkeypatch.setattr(encode_book, "encoded", fails)
    event = done(job(book(tmp_path / "book.cbz", FILES), tmp_path / "out"))
    assert inside(event)["p10.jpg"] == FILES["p10.jpg"]
    assert event.notices[-1].endswith("p10.jpg in book.cbz: The picture could not be encoded as JPEG.")


def test_how_large_a_book_gets_is_known_before_it_is_written(tmp_path: Path) -> None:
    path = book(tmp_path / "book.cbz", {**FILES, "large.bin": bytes(50_000), "bad.png": b"no picture"})
    file = encode_book.BookFile(tmp_path, read_book(path), "same")
    for number in range(1, 3):
        file.add(number, Picture(np.full((40, 30, 3), number, np.uint8)), None)
    saved = file.save(tmp_path / "new.cbz", [], 0, None, overwrite=False, others=[])
    file.close()
    assert 0 < saved.stat().st_size - file.size < 1000  # the names


def test_pages_become_no_animations(tmp_path: Path) -> None:
    (end,) = run(job(book(tmp_path / "book.cbz", FILES), tmp_path / "out", "gif"))
    assert isinstance(end, JobFailed)
    assert end.message.startswith("GIF is for animations alone")


def test_the_book_itself_is_never_replaced(tmp_path: Path) -> None:
    path = book(tmp_path / "book.cbz", FILES)
    end = run(job(path, tmp_path, name="{name}", overwrite=True))[-1]
    assert isinstance(end, JobFailed)
    assert "input itself" in end.message


@pytest.mark.parametrize("comment", [b"x" * 65_535, b'{"a": "%s"}' % ("ü" * 32_000).encode()])
def test_settings_too_long_for_a_comment_are_left_to_the_pages(tmp_path: Path, comment: bytes) -> None:
    """Also where the comment would be too long by the way the settings are put into it alone."""
    event = done(job(book(tmp_path / "book.cbz", FILES, comment), tmp_path / "out"))
    assert any("too long for the comment" in notice for notice in event.notices)
    with ZipFile(str(event.output)) as file:
        assert file.comment == comment


def test_names_that_lead_out_of_the_folder_do_so_no_more_and_none_takes_the_place_of_another(
    tmp_path: Path,
) -> None:
    files = {"../": b"", "../in/": b"", "../in/a.bmp": encoded(format="BMP"), "in/A.png": encoded()}
    files |= {"t.txt": b"1", "/t.txt": b"2", "C:\\t.txt": b"3", "x/../../t.txt": b"4"}
    made = inside(done(job(book(tmp_path / "book.cbz", files), tmp_path / "out")))
    assert list(made) == [
        *("file/", "in/", "in/a-1.png", "in/A.png"),
        *("t.txt", "t-1.txt", "t-2.txt", "x/t.txt"),
    ]
    assert [made[name] for name in list(made)[4:]] == [b"1", b"2", b"3", b"4"]


def test_a_book_of_which_not_all_can_be_kept_is_refused_before_it_is_enlarged(tmp_path: Path) -> None:
    path = book(tmp_path / "book.cbz", FILES)
    data = path.read_bytes()
    path.write_bytes(b"XX" + data[2:])
    (end,) = run(job(path, tmp_path / "out"))
    assert isinstance(end, JobFailed)
    assert end.message.startswith("ComicInfo.xml in book.cbz is damaged")


def test_without_a_file_to_save_into_the_first_page_is_enlarged(tmp_path: Path) -> None:
    event = done(UpscaleJob(book(tmp_path / "book.cbz", FILES), SETTINGS))
    assert (event.width, event.height) == (24, 40)


# --- on the command line ------------------------------------------------------------------------------------

OPTIONS = ("--model", "tiny", "--steps", "1", "--device", "cpu", "--dtype", "float32")


def test_a_folder_of_books_and_pictures_can_be_given_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    book(folder / "book.cbz", FILES)
    book(folder / "other.zip", FILES)
    Image.new("RGB", (8, 8)).save(folder / "a.png")
    asked = (folder, "-o", folder / "out", *OPTIONS, "--keep-date")
    assert upscale(*asked) == 0
    assert names(folder / "out") == ["a_resshift_x4.png", "book_resshift_x4.cbz"]
    made = folder / "out" / "book_resshift_x4.cbz"
    assert made.stat().st_mtime_ns == (folder / "book.cbz").stat().st_mtime_ns
    assert "1 .zip" in capsys.readouterr().err
    assert upscale(*asked) == 0
    told = capsys.readouterr().err
    assert "Done before with the same settings: 2" in told
    assert "Results of earlier runs among the inputs, passed over: 2" in told
    assert upscale(folder / "book.cbz", "-o", folder / "out", *OPTIONS, "--format", "webp") == 0
    assert "Done before" not in capsys.readouterr().err
    assert upscale(folder / "book.cbz", "-o", folder / "out", "--like", made, "--again") == 0
    assert len(names(folder / "out")) == 4


def test_what_is_for_single_pictures_is_refused_for_books(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = book(tmp_path / "book.cbz", FILES)
    assert upscale(path, "-o", tmp_path / "out", *OPTIONS, "--spread", "2") == 1
    assert "leave them out for books" in capsys.readouterr().err


def test_the_estimate_counts_all_pages() -> None:
    found = JobsEstimated(12.0, 1000, 1000, None, None)
    (told,) = upscale_estimate.lines(found, 1, within=2)
    assert told.startswith("1 picture with 2 pages or frames: about 12 s")


def test_only_what_is_saved_reads_it_ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A book is read page by page, so nothing of it is read beforehand."""
    read: list[object] = []
    own = upscaler._read
    monkeypatch.setattr(upscaler, "_read", lambda job, *more: read.append(job.source) or own(job, *more))
    assert upscale(book(tmp_path / "book.cbz", FILES), "-o", tmp_path / "out", *OPTIONS) == 0
    assert set(read) == {None}
    assert read_picture(tmp_path / "out" / "book_resshift_x4.cbz").width == 24
