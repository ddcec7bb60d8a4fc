"""A window whose training page is in view, pictures to train on, and a folder of runs."""

import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
from training_use import FAKE, LONG

from app.shell.pages import TRAIN
from app.training.runs.store import RunStore
from core.training.run_folder import RunFolder


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Six sound pictures, one damaged, one too small."""
    folder = tmp_path / "leaves"
    folder.mkdir()
    for number in range(6):
        rng = np.random.default_rng(number)
        cells = rng.integers(0, 256, (9, 9, 3), np.uint8)
        pixels = cv2.resize(cells, (144, 128), interpolation=cv2.INTER_NEAREST)
        (folder / f"{number}.png").write_bytes(cv2.imencode(".png", pixels)[1].tobytes())
    (folder / "damaged.png").write_bytes(b"nonsense")
    (folder / "tiny.png").write_bytes(cv2.imencode(".png", pixels[:20, :20])[1].tobytes())
    return folder


@pytest.fixture
def window_maker(studio_maker, monkeypatch, qtbot):
    """A window whose training page is in view and whose processes pretend."""
    made = []

    def make():
        studio = studio_maker()
        launcher = studio.training.launcher
        launcher.command, launcher.nice = (sys.executable, str(FAKE)), 0
        made.append(studio)
        studio.window.show_page(TRAIN)
        qtbot.waitUntil(lambda: studio.training.panel is not None, timeout=LONG)
        return studio

    yield make
    for studio in made:
        for run in studio.training.store.folders():
            RunFolder(run).say("stop")
    for studio in made:
        for process in studio.training.launcher.processes:
            process.wait(20)


@pytest.fixture
def studio(window_maker):
    return window_maker()


@pytest.fixture
def form(studio):
    return studio.training.panel.setup


@pytest.fixture
def view(studio):
    return studio.training.panel.run


@pytest.fixture
def ready(studio, form, pictures, qtbot):
    """The pictures have been checked; ten iterations."""
    studio.training.panel.dropped.emit(pictures)
    qtbot.waitUntil(lambda: form.checked is not None, timeout=LONG)
    form.thoroughness.expert.editor("iterations").setValue(10)
    return studio


@pytest.fixture
def store(tmp_path: Path) -> RunStore:
    return RunStore(tmp_path / "runs")
