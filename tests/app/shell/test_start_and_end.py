"""Imports, one instance, crashes, uncaught errors, the log: what surrounds the window."""

import json
import logging
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app.system.crash_guard import CrashGuard
from app.system.logs import UncaughtErrors, enable_fault_log, set_up_logging, tear_down_logging
from app.system.single_instance import SingleInstance

ROOT = Path(__file__).resolve().parents[3]


def run_python(code: str, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    variables = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "RESSHIFT_STUDIO_HOME": str(home),
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests' / 'app'}",
        "PYTHONWARNINGS": "default",
        **environment,
    }
    return subprocess.run(
        [sys.executable, "-c", code], env=variables, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize("module", ["app.shell.main_window", "app.shell.application", "app.shell.studio"])
def test_the_window_is_there_before_torch(module, tmp_path):
    heavy = ("torch", "core.upscaling.upscaler", "core.compute.device", "cv2")
    code = f"import sys, {module}; print([m for m in {heavy} if m in sys.modules])"
    done = run_python(code, tmp_path)
    assert done.stdout.strip() == "[]", done.stderr


RUN = """
import sys, json
sys.argv = ["resshift-studio"]
from PySide6.QtCore import QTimer
from fake_engine import FakeEngine
import app.shell.application as application
found = {}
def connected(event, args):
    if event == "socket.connect":
        found.setdefault("connections", []).append(str(args[1]))
sys.addaudithook(connected)
original = application.Program.start
def start(self, paths):
    original(self, paths)
    def look():
        found["rows"] = [item.path.name for item in self.studio.model]
        found["notices"] = [n.text for n in self.studio.window.picture.notices.notices]
        found["theme"] = self.studio.theme.choice
        self.studio.window.close()
    QTimer.singleShot(%d, look)
application.Program.start = start
code = application.main(%s, engine=FakeEngine)
print(json.dumps({"code": code, **found}))
"""


def start_program(home: Path, arguments: list[str], *, stays_ms: int = 300, **environment: str) -> dict:
    done = run_python(RUN % (stays_ms, repr(arguments)), home, **environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.strip().splitlines()[-1])


def test_the_program_opens_its_arguments_and_ends_cleanly(tmp_path, picture_file):
    found = start_program(tmp_path / "home", [str(picture_file())])
    assert found["code"] == 0
    assert found["rows"] == ["a.png"]
    assert found["notices"] == []
    assert "connections" not in found  # nothing at all goes to the network
    assert json.loads((tmp_path / "home/config/settings.json").read_bytes())["version"] == 1
    assert not (tmp_path / "home/data/running").exists()


def test_a_damaged_settings_file_is_told_and_set_aside(tmp_path):
    config = tmp_path / "home" / "config"
    config.mkdir(parents=True)
    (config / "settings.json").write_bytes(b"\x00garbage")
    found = start_program(tmp_path / "home", [])
    assert any("defaults are used" in text for text in found["notices"])
    assert (config / "settings.json.bad").read_bytes() == b"\x00garbage"


@pytest.mark.parametrize("locale", ["C", "tr_TR.UTF-8", "de_DE.UTF-8", "ar_EG.UTF-8"])
def test_any_locale_will_do(tmp_path, picture_file, locale):
    found = start_program(tmp_path / "home", [str(picture_file("ü.png"))], LC_ALL=locale, LANG=locale)
    assert found["rows"] == ["ü.png"]


def test_after_two_crashes_the_program_starts_with_defaults(tmp_path):
    config = tmp_path / "home" / "config"
    config.mkdir(parents=True)
    (config / "settings.json").write_text('{"version": 1, "theme": "light"}')
    data = tmp_path / "home" / "data"
    data.mkdir()
    (data / "running").write_text("2")
    found = start_program(tmp_path / "home", [])
    assert any("crashed twice" in text for text in found["notices"])
    assert found["theme"] == "system"
    assert json.loads((config / "settings.json").read_bytes())["theme"] == "light"
    assert start_program(tmp_path / "home", [])["theme"] == "light"


def test_the_crash_guard_counts(tmp_path):
    assert not CrashGuard(tmp_path).safe_mode
    assert not CrashGuard(tmp_path).safe_mode
    third = CrashGuard(tmp_path)
    assert third.safe_mode
    third.ended_well()
    assert CrashGuard(tmp_path).crashes == 0


def test_a_second_start_hands_its_files_over(tmp_path, qtbot):
    first = SingleInstance(tmp_path)
    assert first.first
    code = (
        "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication;"
        "app = QCoreApplication([]); from app.system.single_instance import SingleInstance;"
        "second = SingleInstance(Path(sys.argv[1]));"
        "print(second.first, second.hand_over([Path(b'/x/\\xff.png'.decode('utf8', 'surrogateescape'))]))"
    )
    with qtbot.waitSignal(first.filesArrived, timeout=10_000) as told:
        process = subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
        )
    assert process.communicate(timeout=20)[0].split() == ["False", "True"]
    assert [os.fsencode(path) for path in told.args[0]] == [b"/x/\xff.png"]
    first.release()
    assert SingleInstance(tmp_path).first


def test_a_first_program_that_hangs_does_not_keep_the_second_from_starting(tmp_path, qapp, monkeypatch):
    monkeypatch.setattr("app.system.single_instance.TIMEOUT_MS", 50)
    first = SingleInstance(tmp_path)
    assert first.first
    first._server.close()
    second = SingleInstance(tmp_path)
    assert not second.first
    assert not second.hand_over([])
    first.release()


def test_an_error_in_a_slot_is_told_and_the_program_goes_on(studio, qtbot, monkeypatch):
    errors = UncaughtErrors()
    errors.happened.connect(studio.notices.on_uncaught)
    try:
        error = ValueError("in a slot")
        errors._on_exception(ValueError, error, None)
        thread = threading.Thread(target=lambda: 1 / 0)
        errors.install()
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: "ZeroDivisionError" in studio.window.picture.notices.notices[0].text)
    finally:
        errors.remove()
    assert "1 / 0" in studio.window.picture.notices.notices[0].detail


def test_the_log_goes_to_a_file_and_to_the_panel(tmp_path, qapp):
    lines = set_up_logging(tmp_path)
    try:
        logging.getLogger("somewhere").warning("a line")
    finally:
        tear_down_logging()
    assert "somewhere: a line" in (tmp_path / "studio.log").read_text()
    assert any("a line" in line for line in lines.lines)


def test_without_a_log_file_the_program_goes_on(tmp_path, qapp):
    (tmp_path / "studio.log").mkdir()
    lines = set_up_logging(tmp_path)
    try:
        logging.getLogger("somewhere").warning("a line")
    finally:
        tear_down_logging()
    assert any("a line" in line for line in lines.lines)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110
def test_a_log_on_a_full_disk_does_no_harm(tmp_path, qapp, capsys):
    (tmp_path / "studio.log").symlink_to("/dev/full")
    lines = set_up_logging(tmp_path)
    try:
        for _ in range(3):
            logging.getLogger("somewhere").warning("a line")
        text = capsys.readouterr().err
    finally:
        logging.raiseExceptions = False
        try:
            tear_down_logging()
        except OSError:
            pass
        finally:
            logging.raiseExceptions = True
    assert text.count("cannot be written") <= 1
    assert len(lines.lines) == 3


def test_a_crash_in_native_code_leaves_a_report(tmp_path):
    code = (
        "import ctypes, sys; from pathlib import Path; from app.system.logs import enable_fault_log;"
        "file = enable_fault_log(Path(sys.argv[1] if len(sys.argv) > 1 else '.')); ctypes.string_at(0)"
    )
    variables = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], env=variables, check=False, timeout=30)
    assert done.returncode != 0
    assert "Fatal Python error" in (tmp_path / "fault.log").read_text()


def test_the_fault_log_may_be_missing(tmp_path):
    assert enable_fault_log(tmp_path / "nowhere") is None
