"""A second start of the program."""

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QLockFile

from app.system.single_instance import SingleInstance

ROOT = Path(__file__).resolve().parents[3]


def test_a_second_start_hands_its_files_over(tmp_path, qtbot):
    first = SingleInstance(tmp_path)
    assert first.first
    code = (
        "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication;"
        "app = QCoreApplication([]); from app.system.single_instance import SingleInstance;"
        "second = SingleInstance(Path(sys.argv[1]));"
        "odd = Path(b'/x/\\xff.png'.decode('utf8', 'surrogateescape'));"
        "print(second.first, second.hand_over([odd]), second.hand_over([odd, Path('/y')], compare=True))"
    )
    pair = []
    first.pairArrived.connect(pair.extend)
    with qtbot.waitSignal(first.filesArrived, timeout=10_000) as told:
        process = subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
        )
    qtbot.waitUntil(lambda: len(pair) == 2, timeout=10_000)
    assert process.communicate(timeout=20)[0].split() == ["False", "True", "True"]
    assert [os.fsencode(path) for path in pair] == [b"/x/\xff.png", b"/y"]
    assert [os.fsencode(path) for path in told.args[0]] == [b"/x/\xff.png"]
    first.release()
    assert SingleInstance(tmp_path).first


class Lock:
    """Somebody else's, until it has been asked for so often."""

    def __init__(self, refusals: int) -> None:
        self.refusals = refusals

    def tryLock(self, timeout_ms: int) -> bool:
        self.refusals -= 1
        return self.refusals < 0

    def error(self) -> QLockFile.LockError:
        return QLockFile.LockError.LockFailedError

    def unlock(self) -> None: ...


def test_a_first_program_that_ends_is_waited_for(tmp_path, qapp):
    first = SingleInstance(tmp_path)
    first.stop_listening()
    second = SingleInstance(tmp_path)
    second._lock = Lock(3)
    assert not second.first
    assert not second.hand_over([])
    assert second.first
    second.release()
    first.release()


def test_one_of_two_that_wait_becomes_the_first_and_the_other_reaches_it(tmp_path, qapp, monkeypatch):
    first = SingleInstance(tmp_path)
    first.stop_listening()
    second = SingleInstance(tmp_path)
    first.release()
    third = SingleInstance(tmp_path)
    sent = []
    monkeypatch.setattr(second, "_send", lambda paths: sent.append(third.first) or len(sent) == 2)
    monkeypatch.setattr(SingleInstance, "_ending", True)  # the file as it was a moment ago
    assert second.hand_over([])
    assert (second.first, sent) == (False, [True, True])
    third.release()


def test_a_first_program_that_ends_for_ever_is_not(tmp_path, qapp, monkeypatch):
    monkeypatch.setattr("app.system.single_instance.ENDING_MS", 0)
    first = SingleInstance(tmp_path)
    first.stop_listening()
    second = SingleInstance(tmp_path)
    assert not second.hand_over([])
    assert not second.first
    first.release()


def test_a_first_program_that_hangs_does_not_keep_the_second_from_starting(tmp_path, qapp, monkeypatch):
    monkeypatch.setattr("app.system.single_instance.TIMEOUT_MS", 50)
    first = SingleInstance(tmp_path)
    assert first.first
    first._server.close()
    second = SingleInstance(tmp_path)
    assert not second.first
    assert not second.hand_over([])
    first.release()
