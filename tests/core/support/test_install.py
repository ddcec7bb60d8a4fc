"""The environment for the graphics card: made from a locked list, whole or not at all, and every failure is said."""

from __future__ import annotations

import hashlib
import http.server
import io
import os
import re
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.commands.support import _cancel_at_end_of_input
from core.errors import Cancelled, SupportError
from core.events import Event, FetchProgress
from core.jobs import CancelToken
from core.process.messages import Found
from core.storage import folders
from core.support import install as support
from core.support import kinds, uv
from core.support.install import Installed, install, installed, interpreter, place, remove
from core.support.kinds import Kind
from core.support.uv import sentence_for
from tests.core.shut_folders import shut

WHOLE = Found("3.12.0", "1", [], [("cpu", "Processor", 1, True), ("cuda:0", "Card", 1, False)], "2.0")
KIND = Kind("cpu", "the processor alone", f"{sys.version_info[0]}.{sys.version_info[1]}", 1000)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(folders.HOME_VARIABLE, str(tmp_path / "Prüfung mit Raum"))
    monkeypatch.setattr(kinds, "FOLDER", tmp_path / "lists")
    (tmp_path / "lists").mkdir()
    monkeypatch.setattr(uv, "RETRIES", 0)
    return tmp_path


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    """A folder with one package of one module, and the locked list with its SHA-256."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    write_lock(tmp_path / "lists", wheel(folder))
    return folder


def wheel(folder: Path, *, content: str = "WHO = 'tiny'") -> Path:
    path = folder / "tinything-1.0-py3-none-any.whl"
    record = "tinything.py,,\ntinything-1.0.dist-info/METADATA,,\ntinything-1.0.dist-info/WHEEL,,\n"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("tinything.py", content)
        archive.writestr(
            "tinything-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tinything\nVersion: 1.0\n"
        )
        archive.writestr(
            "tinything-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr("tinything-1.0.dist-info/RECORD", record + "tinything-1.0.dist-info/RECORD,,\n")
    return path


def write_lock(lists: Path, package: Path) -> None:
    digest = hashlib.sha256(package.read_bytes()).hexdigest()
    lists.joinpath(f"{kinds.system()}-cpu.txt").write_text(f"tinything==1.0 --hash=sha256:{digest}\n")


def make(**options: object) -> tuple[Installed, list[Event]]:
    events: list[Event] = []
    settings = {"check": lambda python: WHOLE, "cancel": CancelToken(), "python": sys.executable, **options}
    return install(KIND, emit=events.append, **settings), events  # type: ignore[arg-type]


def test_it_is_made_checked_and_removed(wheels: Path) -> None:
    asked: list[Path] = []

    def check(python: Path) -> Found:
        asked.append(python)
        assert python.is_file()
        return WHOLE

    found, events = make(find_links=wheels, check=check)
    assert found == Installed("cpu", "2.0", ("Processor",)) == installed()
    assert list(place().rglob("tinything.py"))
    assert interpreter().is_file()
    assert len(asked) == 1
    assert any(isinstance(e, FetchProgress) and e.phase == "check" for e in events)
    assert not place().with_name("support.new").exists()
    remove()
    assert installed() is None
    assert not place().exists()
    remove()  # twice does no harm


def test_a_newer_one_takes_the_place_of_an_older_one(wheels: Path) -> None:
    make(find_links=wheels)
    (place() / "old").touch()
    make(find_links=wheels)
    assert installed() is not None
    assert not (place() / "old").exists()


@pytest.mark.parametrize("found", [Found("3.12.0", missing=["torch"]), SupportError("It cannot compute.")])
def test_one_that_fails_its_check_is_not_put_in_place(found: Found | SupportError, wheels: Path) -> None:
    make(find_links=wheels)
    (place() / "older").touch()

    def check(python: Path) -> Found:
        if isinstance(found, SupportError):
            raise found
        return found

    with pytest.raises(SupportError):
        make(find_links=wheels, check=check)
    assert (place() / "older").exists()


def test_half_of_one_does_not_count(wheels: Path) -> None:
    make(find_links=wheels)
    (place() / support.MARK).unlink()
    assert installed() is None
    (place() / support.MARK).write_text("{}")
    assert installed() is None


def test_another_file_than_the_locked_one_is_refused(wheels: Path) -> None:
    wheel(wheels, content="import os")
    with pytest.raises(SupportError, match="not the one that was expected"):
        make(find_links=wheels)
    assert installed() is None


def test_a_missing_package_is_said(wheels: Path) -> None:
    next(wheels.iterdir()).unlink()
    with pytest.raises(SupportError, match=f"The folder {re.escape(str(wheels))} holds no tinything"):
        make(find_links=wheels)
    assert not support._unfinished().exists()
    with pytest.raises(SupportError, match=r"There is no folder .*/nowhere"):
        make(find_links=wheels / "nowhere")


@pytest.mark.parametrize(
    ("said", "lacking"),
    [
        ("Because there is no version of torch==2.9.0 and you require torch==2.9.0, we can", "torch==2.9.0"),
        ("Because torch was not found in the provided package locations and you require", "torch"),
        ("Because tiny-thing==1.0 has no wheels with a matching Python ABI tag", "tiny-thing==1.0"),
        ("error: something else", ""),
    ],
)
def test_the_package_that_lacks_is_named(said: str, lacking: str) -> None:
    assert uv.lacking_package(said) == lacking


@pytest.mark.parametrize("end", [SupportError("It cannot compute."), Cancelled(), MemoryError()])
def test_what_is_not_finished_does_not_stay_and_the_rest_can_be_removed(
    end: BaseException, wheels: Path
) -> None:
    def check(python: Path) -> Found:
        assert support._unfinished().exists()
        raise end

    assert not support.left_over()
    with pytest.raises(type(end)):
        make(find_links=wheels, check=check)
    assert not support._unfinished().exists()
    assert support.left_over()  # the cache, to go on from there
    remove()
    assert not support.left_over()


@contextmanager
def served(folder: Path, *, page: bool = False, cut: bool = False) -> Iterator[str]:
    """An index with the package; or a proxy's page in place of everything, or answers that break off."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.do_GET(body_too=False)

        def do_GET(self, *, body_too: bool = True) -> None:
            package = next(folder.iterdir())
            digest = hashlib.sha256(package.read_bytes()).hexdigest()
            if self.path.endswith(".whl"):
                body = b"<html>Sign in, please</html>" if page else package.read_bytes()
            else:
                body = f'<a href="/{package.name}#sha256={digest}">{package.name}</a>'.encode()
            self.send_response(200)
            self.send_header(
                "Content-Type", "text/html" if page or not self.path.endswith(".whl") else "application/zip"
            )
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if body_too:
                self.wfile.write(body[: len(body) // 2] if cut and self.path.endswith(".whl") else body)

        def log_message(self, *args: object) -> None: ...

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/simple"
    finally:
        server.shutdown()
        server.server_close()


def test_packages_are_fetched_from_an_index(wheels: Path) -> None:
    with served(wheels) as index:
        assert make(index=index)[0].kind == "cpu"


def test_a_proxys_page_in_place_of_a_package_is_recognised(wheels: Path) -> None:
    with served(wheels, page=True) as index, pytest.raises(SupportError) as error:
        make(index=index)
    assert "proxy" in str(error.value)
    assert installed() is None


def test_what_breaks_off_goes_on_another_time(wheels: Path) -> None:
    with served(wheels, cut=True) as index, pytest.raises(SupportError):
        make(index=index)
    with served(wheels) as index:
        assert make(index=index)[0].kind == "cpu"


def test_without_a_network_the_sentence_says_so(wheels: Path) -> None:
    with pytest.raises(SupportError, match="check the connection"):
        make(index="http://127.0.0.1:9/simple")


def test_cancel_stops_the_installer_and_leaves_nothing_half_made(wheels: Path, tmp_path: Path) -> None:
    cancel = CancelToken()
    slow = tmp_path / "uv"
    slow.write_text("#!/bin/sh\nexec sleep 600\n")
    slow.chmod(0o755)
    threading.Timer(0.3, cancel.cancel).start()
    with pytest.raises(Cancelled):
        make(find_links=wheels, uv=slow, cancel=cancel)
    assert installed() is None
    make(find_links=wheels)


def test_two_at_once_do_not_get_into_each_others_way(wheels: Path) -> None:
    with support._lock(), pytest.raises(SupportError, match="right now"):
        make(find_links=wheels)


def test_an_older_one_comes_back_where_the_new_one_cannot_take_its_place(
    wheels: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(find_links=wheels)
    (place() / "older").touch()
    rename = Path.rename

    def fail(path: Path, target: Path) -> Path:
        if path.name == "support.new":
            raise PermissionError(13, "It is in use")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(SupportError, match="in use"):
        make(find_links=wheels)
    assert (place() / "older").exists()
    assert installed() is not None


def test_too_little_room_is_said_before_anything_is_fetched(
    wheels: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = os.statvfs_result  # any class with `free` will do
    monkeypatch.setattr(
        support.shutil, "disk_usage", lambda folder: type("Usage", (), {"free": 10, "of": usage})()
    )
    with pytest.raises(SupportError, match="not enough room"):
        make(find_links=wheels)
    assert not place().exists()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("error: failed to write: No space left on device (os error 28)", "disk is full"),
        ("Hash mismatch for `torch==2`", "not the one that was expected"),
        ("cause: error sending request for url", "check the connection"),
        ("error: Failed to extract: invalid Zip archive", "proxy"),
        ("something else", "details"),
    ],
)
def test_failures_become_sentences(said: str, words: str) -> None:
    assert words in sentence_for(said)


class TestKinds:
    def test_the_lists_that_are_carried_are_whole(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Each has torch and a SHA-256 for every package, and is offered on its system."""
        folder = Path(kinds.__file__).resolve().parents[2] / "resources" / "support"
        monkeypatch.setattr(kinds, "FOLDER", folder)
        for name in ("linux", "windows", "macos"):
            monkeypatch.setattr(kinds, "system", lambda name=name: name)
            monkeypatch.setattr(kinds.platform, "machine", lambda: "x86_64")
            for kind in kinds.kinds():
                text = kind.requirements.read_text("utf-8")
                pins = [line for line in text.splitlines() if "==" in line]
                assert any(line.startswith("torch==") for line in pins)
                assert text.count("--hash=sha256:") >= len(pins)
                assert kind.bytes > 10**8
                assert "file:" not in text
        assert [path.stem for path in sorted(folder.glob("*.txt"))] == [
            "linux-cpu",
            "linux-cuda",
            "macos-mps",
            "windows-cpu",
        ]

    @pytest.mark.parametrize(
        ("vendors", "seen", "wanted"),
        [
            ({"0x10de"}, [], "cuda"),
            ({"0x1002"}, [], "rocm"),
            (set(), ["NVIDIA GeForce RTX 4070"], "cuda"),
            (set(), ["AMD Radeon RX 7600"], "rocm"),
            (set(), ["llvmpipe"], ""),
            ({"0x8086"}, ["Intel(R) Arc A770"], "xpu"),
            ({"0x8086"}, ["Intel(R) UHD Graphics"], ""),
        ],
    )
    def test_the_kind_follows_the_card(
        self, vendors: set[str], seen: list[str], wanted: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(kinds, "system", lambda: "linux")
        monkeypatch.setattr(kinds, "_vendors", lambda: vendors)
        monkeypatch.setattr(kinds, "_seen_on_vulkan", lambda: seen)
        assert kinds._of_this_computer() == wanted


def test_a_link_to_another_disk_is_followed(wheels: Path, tmp_path: Path) -> None:
    other = tmp_path / "other disk" / "resshift"
    other.parent.mkdir()
    folders.user_data().mkdir(parents=True)
    link = folders.user_data() / "support"
    link.symlink_to(other)
    for _ in range(2):
        make(find_links=wheels)
        assert installed() is not None
        assert interpreter(other).is_file()
        assert list(other.parent.iterdir()) == [other]  # nothing of an older one
    remove()
    assert installed() is None
    assert list(other.parent.iterdir()) == []
    assert link.is_symlink()


def test_what_an_interrupted_swap_left_is_removed(wheels: Path) -> None:
    make(find_links=wheels)
    place().rename(support._older())
    remove()
    assert not support._older().exists()


def test_a_folder_that_cannot_be_written_to_is_said(
    wheels: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a file").touch()
    monkeypatch.setenv(folders.HOME_VARIABLE, str(tmp_path / "a file" / "home"))
    for ask in (remove, lambda: make(find_links=wheels)):
        with pytest.raises(SupportError, match="cannot be written to"):
            ask()


def test_a_python_that_is_not_there_is_said(wheels: Path) -> None:
    with pytest.raises(SupportError, match="There is no Python /nowhere/python"):
        make(find_links=wheels, python="/nowhere/python")


def test_cancelling_in_the_last_phase_keeps_what_was_there(wheels: Path, tmp_path: Path) -> None:
    cancel = CancelToken()

    def check(python: Path) -> Found:
        cancel.cancel()
        return WHOLE

    with pytest.raises(Cancelled):
        make(find_links=wheels, cancel=cancel, check=check)
    assert installed() is None
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nexec sleep 60\n")
    slow.chmod(0o755)
    with pytest.raises(Cancelled):  # while the interpreter looks what it has
        support.check_environment(slow, cancel=cancel)


def test_the_command_ends_with_whoever_reads_its_output(monkeypatch: pytest.MonkeyPatch) -> None:
    """The window closes the pipe to it, or has crashed."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    cancel = CancelToken()
    _cancel_at_end_of_input(cancel)
    assert cancel.cancelled


def test_a_data_folder_that_may_not_be_entered_holds_no_environment(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        shut(home, patch)
        assert installed() is None
        with pytest.raises(SupportError, match="cannot be written to: Permission denied"):
            remove()
