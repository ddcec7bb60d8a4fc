"""Imports, one instance, crashes, uncaught errors, the log: what surrounds the window."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale

from app.shell.application import locale_of_numbers
from app.system.logs import UncaughtErrors

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
from app.kit.text import number_text
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
        found["number"] = number_text(1234.5)
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


def test_a_program_says_that_it_ends_before_it_waits_for_anything(tmp_path):
    code = RUN % (300, "[]")
    watched = """
stop = application.Studio.stop
def watched(self):
    found["ending"] = application.SingleInstance(application.find_folders().data)._ending
    return stop(self)
application.Studio.stop = watched
code = application.main("""
    done = run_python(code.replace("code = application.main(", watched), tmp_path / "home")
    assert json.loads(done.stdout.strip().splitlines()[-1])["ending"], done.stderr


def test_a_damaged_settings_file_is_told_and_set_aside(tmp_path):
    config = tmp_path / "home" / "config"
    config.mkdir(parents=True)
    (config / "settings.json").write_bytes(b"\x00garbage")
    found = start_program(tmp_path / "home", [])
    assert any("defaults are used" in text for text in found["notices"])
    assert (config / "settings.json.bad").read_bytes() == b"\x00garbage"


LOCALES = {"C": "1234.5", "tr_TR.UTF-8": "1.234,5", "de_DE.UTF-8": "1.234,5", "ar_EG.UTF-8": "1,234.5"}


@pytest.mark.parametrize("locale", LOCALES)
def test_any_locale_will_do(tmp_path, picture_file, locale):
    found = start_program(tmp_path / "home", [str(picture_file("ü.png"))], LC_ALL=locale, LANG=locale)
    assert found["rows"] == ["ü.png"]
    assert found["number"] == LOCALES[locale]


@pytest.mark.parametrize("system", ["ar_EG", "fa_IR", "mr_IN", "ne_NP", "my_MM", "bn_BD", "dz_BT"])
@pytest.mark.parametrize(("language", "written"), [("en", "0.5"), ("de", "0,5"), ("zh_CN", "0.5")])
def test_digits_are_those_of_the_windows_language(system, language, written):
    chosen = locale_of_numbers(QLocale(system), language)
    assert chosen.toString(0.5, "f", 1) == written
    assert chosen.measurementSystem() == QLocale.MeasurementSystem.MetricSystem


@pytest.mark.parametrize("system", ["C", "en_US", "de_DE", "fr_FR", "de_CH", "tr_TR", "ar_MA"])
def test_the_systems_own_marks_are_kept(system):
    assert locale_of_numbers(QLocale(system), "ja") == QLocale(system)


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
