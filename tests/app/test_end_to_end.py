"""One real run: a picture is dropped, enlarged by the real engine, saved, and made again by command."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import cv2
import pytest
from PySide6.QtCore import QMimeData, QUrl

from app.engine.thread import load_engine
from app.queue.items import State
from app.system.folders import sample_pictures

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def engine():
    return None


@pytest.fixture
def studio_maker(qapp, tmp_path):
    """Like the other tests' window, with the real engine."""
    from app.kit.theme import Theme
    from app.preferences.keeper import PreferencesKeeper
    from app.shell.studio import Studio, Surroundings
    from app.system.folders import folders_below
    from app.system.logs import LogLines

    folders = folders_below(tmp_path / "home")
    keeper = PreferencesKeeper(folders.config)
    studio = Studio(Surroundings(folders, Theme(qapp), keeper, LogLines(), load_engine, folders.session))
    studio.start()
    yield lambda: studio
    assert studio.stop()
    studio.window.close()


def test_the_window_and_the_command_line_make_the_same_file(studio, tmp_path, qtbot):
    pixels = cv2.imread(str(sample_pictures()[0]))[40:64, 60:92]
    source = tmp_path / "sample.png"
    source.write_bytes(cv2.imencode(".png", pixels)[1].tobytes())
    # Which number format is faster is measured anew in every process, so it is laid down here.
    controls = studio.window.controls
    controls.set_settings(replace(controls.settings(), dtype="float32", steps=2, seed=11))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(source))])
    studio.window.dropped.emit(mime)
    qtbot.waitUntil(lambda: studio.comparison.item is not None, timeout=20_000)
    item = studio.comparison.item
    studio.upscaling.run_selected()
    qtbot.waitUntil(lambda: not studio.runner.busy, timeout=120_000)
    assert item.state is State.DONE, item.message
    assert studio.window.picture.filmstrip.steps == 2
    with qtbot.waitSignal(studio.saver.saved, timeout=20_000):
        studio.results.save()
    ours = item.latest.saved.path.read_bytes()

    out = tmp_path / "by command"
    command = [sys.executable, str(ROOT / "main.py"), "upscale", str(source), "-o", str(out)]
    command += ["--steps", "2", "--seed", "11", "--dtype", "float32"]
    done = subprocess.run(
        command, env={**os.environ}, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    (theirs,) = out.iterdir()
    assert theirs.name == item.latest.saved.path.name
    assert ours == theirs.read_bytes()
