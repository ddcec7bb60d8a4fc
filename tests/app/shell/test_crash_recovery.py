"""The program is killed, aborts or cannot start: what is left, and what the next start makes of it."""

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QThreadPool

from app.kit.work import Worker
from app.shell.application import quit_on_signals, threads_ended

ROOT = Path(__file__).resolve().parents[3]

START = """
import sys
sys.argv = ["resshift-studio"]
from PySide6.QtCore import QTimer
from fake_engine import FakeEngine
import app.shell.application as application
program = []
original = application.Program.start
def start(self, paths):
    original(self, paths)
    program.append(self.studio)
    every = QTimer(self.studio, interval=20)
    every.timeout.connect(look)
    every.start()
application.Program.start = start
"""

UPSCALE_AND_WAIT_FOR_THE_END = """
def look():
    studio = program[0]
    item = studio.comparison.item
    if item is None:
        return
    if not item.results and not studio.runner.busy:
        studio.upscaling.run_selected()
    elif item.results and item.latest.kept is not None:
        print("kept", flush=True)
"""

TELL_AND_RESTORE = """
def look():
    import json
    studio = program[0]
    found = [n for n in studio.window.picture.notices.notices if n.key == "unsaved"]
    if found:
        text = found[0].text
        found[0].actions[0][1]()
        item = studio.model.item(0)
        print(json.dumps({"text": text, "name": item.name, "size": [item.latest.width, item.latest.height]}))
        studio.window.close()
"""

UPSCALE_AND_HOLD = """
from PySide6.QtWidgets import QMessageBox
engine = FakeEngine()
engine.gate.clear()
FakeEngine = lambda: engine
said = []
def say(word):
    if word not in said:
        said.append(word)
        print(word, flush=True)
def look():
    studio = program[0]
    if studio.comparison.item is None:
        return
    if not studio.runner.busy:
        studio.upscaling.run_selected()
    elif studio.window.findChildren(QMessageBox):
        say("asks")
    elif engine.at_step.is_set():
        say("at work")
        if {asked}:
            QTimer.singleShot(0, studio.window.close)
"""

RUN = "sys.exit(application.main({arguments}, engine=FakeEngine))"


def start(home: Path, look: str, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    code = START + look + RUN.format(arguments=list(arguments))
    variables = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "RESSHIFT_STUDIO_HOME": str(home),
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests' / 'app'}",
        **environment,
    }
    return subprocess.Popen([sys.executable, "-c", code], env=variables, stdout=subprocess.PIPE, text=True)


def ends(process: subprocess.Popen[str]) -> str:
    """What it printed; it must have ended well."""
    output, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    return output


def test_a_killed_window_offers_its_unsaved_result_at_the_next_start(tmp_path, picture_file):
    first = start(tmp_path, UPSCALE_AND_WAIT_FOR_THE_END, str(picture_file()))
    assert first.stdout is not None
    assert first.stdout.readline().strip() == "kept"
    first.send_signal(signal.SIGKILL)
    first.communicate(timeout=60)
    found = json.loads(ends(start(tmp_path, TELL_AND_RESTORE)).splitlines()[0])
    assert found["text"] == "1 result from last time has not been saved."
    assert (found["name"], found["size"]) == ("a.png", [160, 120])


@pytest.mark.skipif(sys.platform == "win32", reason="signals of another kind")
def test_being_asked_to_end_by_the_system_is_no_crash(tmp_path):
    said = "def look():\n    print('up', flush=True)\n"
    process = start(tmp_path, said)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "up"
    process.send_signal(signal.SIGTERM)
    ends(process)
    assert not (tmp_path / "data" / "running").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="signals of another kind")
@pytest.mark.parametrize("asked", [False, True])
def test_being_asked_to_end_while_a_picture_is_at_work_waits_for_no_answer(tmp_path, picture_file, asked):
    """Not for one to a question that is open already, either."""
    process = start(tmp_path, UPSCALE_AND_HOLD.replace("{asked}", str(asked)), str(picture_file()))
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "at work"
    if asked:
        assert process.stdout.readline().strip() == "asks"
    process.send_signal(signal.SIGTERM)
    ends(process)
    assert not (tmp_path / "data" / "running").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="signals of another kind")
def test_a_terminal_that_is_closed_ends_the_program_unless_that_is_to_be_ignored(qapp, monkeypatch):
    quits = []
    monkeypatch.setattr(qapp, "quit", lambda: quits.append("quit"))
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup does
        quit_on_signals(qapp, lambda: quits.append("before"))
        signal.raise_signal(signal.SIGHUP)
        assert quits == []
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        quit_on_signals(qapp, lambda: quits.append("before"))
        signal.raise_signal(signal.SIGHUP)
        assert quits == ["before", "quit"]
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def test_the_program_waits_for_its_threads_and_knows_where_one_hangs(qapp, monkeypatch):
    """A thread that outlives Python would abort the process."""
    monkeypatch.setattr("app.shell.application.MOMENT_MS", 20)
    owner, hangs = QObject(), threading.Event()
    Worker(owner).start(hangs.wait)
    try:
        assert threads_ended(QObject())
        assert not threads_ended(owner)
    finally:
        hangs.set()
        owner.findChild(QThreadPool).waitForDone()
    assert threads_ended(owner)


def test_a_fatal_message_of_qt_is_in_the_log_and_the_fault_file(tmp_path):
    fatal = "from PySide6.QtCore import qFatal\ndef look():\n    qFatal('the end of it')\n"
    process = start(tmp_path, fatal)
    process.communicate(timeout=120)
    assert process.returncode != 0
    assert "the end of it" in (tmp_path / "logs" / "studio.log").read_text()
    assert "Fatal Python error" in (tmp_path / "logs" / "fault.log").read_text()


@pytest.mark.skipif(sys.platform != "linux", reason="a screen is always there elsewhere")
def test_a_missing_screen_is_a_clear_message(tmp_path):
    process = subprocess.run(
        [sys.executable, str(ROOT / "main.py")],
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "xcb",
            "DISPLAY": ":4711",
            "RESSHIFT_STUDIO_HOME": str(tmp_path),
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert process.returncode == 3
    assert "libxcb-cursor0" in process.stderr
    assert "python main.py upscale" in process.stderr
    assert "Traceback" not in process.stderr


SIZES = """
looks = []
def look():
    import json
    w = program[0].window
    looks.append(w.resize(800, 600))
    if len(looks) == 5:  # the bar has had its turns to shrink
        hint = w.minimumSizeHint()
        print(json.dumps([w.width(), w.height(), w.devicePixelRatio(), hint.width(), hint.height()]))
        w.close()
"""


@pytest.mark.parametrize("factor", ["1", "1.25", "2"])
def test_a_small_screen_and_every_scaling_have_room_for_the_window(tmp_path, factor):
    found = json.loads(ends(start(tmp_path, SIZES, QT_SCALE_FACTOR=factor)).splitlines()[0])
    assert found[:3] == [800, 600, float(factor)]
    assert found[3] <= 800
    assert found[4] <= 600
