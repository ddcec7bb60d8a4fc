"""A second start reaches the first one, and nobody else does."""

from __future__ import annotations

import os
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.system import peer, single_instance
from app.system.single_instance import SingleInstance, socket_name
from core.errors import SaveError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sockets of POSIX")


@pytest.fixture(autouse=True)
def short_folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The paths of tests are too long for a socket."""
    with tempfile.TemporaryDirectory(prefix="rs-") as folder:
        monkeypatch.setattr(single_instance, "runtime_folder", lambda longest: Path(folder))
        yield


def test_both_ends_of_a_pair_are_this_users() -> None:
    one, other = socket.socketpair()
    with one, other:
        assert peer.same_user(one.fileno())
        one.sendall(b"x")
        assert other.recv(1) == b"x"  # it is still open


def test_the_other_ends_user_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    one, other = socket.socketpair()
    with one, other:
        assert not peer.same_user(one.fileno())


def test_what_is_no_socket_is_nobodys(tmp_path: Path) -> None:
    with (tmp_path / "file").open("w") as file:
        assert not peer.same_user(file.fileno())


def test_files_of_another_user_are_not_taken_and_none_are_sent_to_one(
    qapp, qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single_instance, "TIMEOUT_MS", 300)
    first = SingleInstance(tmp_path)
    came: list[list[Path]] = []
    first.filesArrived.connect(came.append)
    try:
        with socket.socket(socket.AF_UNIX) as mine:
            mine.connect(socket_name(tmp_path))
            mine.sendall(b'["2f78"]\n')
            qtbot.waitUntil(lambda: came == [[Path("/x")]])
        monkeypatch.setattr(single_instance, "same_user", lambda descriptor: False)
        with socket.socket(socket.AF_UNIX) as foreign:
            foreign.connect(socket_name(tmp_path))
            foreign.sendall(b'["2f79"]\n')
            foreign.settimeout(5)
            qtbot.waitUntil(lambda: _closed(foreign))
        assert came == [[Path("/x")]]
        second = SingleInstance(tmp_path)
        assert not second.hand_over([Path("/secret")])
        assert came == [[Path("/x")]]
    finally:
        first.release()


def _closed(connected: socket.socket) -> bool:
    connected.setblocking(False)
    try:
        return connected.recv(1) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def test_without_a_folder_of_ones_own_the_program_still_opens(
    qapp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(longest: int) -> Path:
        raise SaveError("taken by somebody else")

    monkeypatch.setattr(single_instance, "runtime_folder", refused)
    first = SingleInstance(tmp_path)
    assert first.first
    second = SingleInstance(tmp_path)
    assert not second.first
    assert not second.hand_over([tmp_path])
    first.release()


def test_a_start_in_another_environment_reaches_the_first_one(
    qapp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From a terminal without XDG_RUNTIME_DIR, say: sockets would lie elsewhere."""
    first = SingleInstance(tmp_path)
    with tempfile.TemporaryDirectory(prefix="rs-") as elsewhere:
        monkeypatch.setattr(single_instance, "runtime_folder", lambda longest: Path(elsewhere))
        assert SingleInstance(tmp_path)._address() == first._server.fullServerName()
        first.release()
        assert SingleInstance(tmp_path)._address() == socket_name(tmp_path)


def test_the_computer_of_a_lock_is_known(qapp, tmp_path: Path) -> None:
    first = SingleInstance(tmp_path)
    assert (first.other_computer, SingleInstance(tmp_path).other_computer) == ("", "")
    first.release()
    (tmp_path / "instance.lock").write_text("4242\nresshift-studio\nelsewhere\n")
    second = SingleInstance(tmp_path)
    assert (second.first, second.other_computer) == (False, "elsewhere")


def test_on_a_full_disk_nobody_else_is_taken_to_run(qapp, tmp_path: Path) -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        alone = SingleInstance(tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert alone.first
    alone.release()
    after = SingleInstance(tmp_path)
    assert after.first
    assert not SingleInstance(tmp_path).first
    after.release()
