"""What the window's tests share; the binding must be chosen before Qt is imported."""

import gc
import itertools
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_API", "pyside6")
sys.path.insert(0, str(Path(__file__).parent))

import cv2
import numpy as np
import pytest


@pytest.fixture(autouse=True)
def own_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is read from or recorded in the folder of whoever runs the tests."""
    import core.models.catalog as catalog

    monkeypatch.setattr(catalog, "own_folder", lambda: tmp_path / "own models")
    monkeypatch.setattr(catalog, "_own_left_out", False)  # a start in safe mode sets it


@pytest.fixture(autouse=True)
def gone_at_the_end() -> Iterator[None]:
    """What a test has let go is deleted before the next one: without a running loop Qt would keep it for ever, and each
    later window would be styled together with all before it. What an engine has set apart from the search for cycles is
    searched as well, or every window would stay."""
    yield
    gc.unfreeze()
    from PySide6.QtCore import QCoreApplication, QEvent

    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def picture_file(tmp_path: Path) -> Callable[..., Path]:
    """picture_file("a.png", 40, 30) writes a picture of that size and returns its path."""

    def write(name: str = "a.png", width: int = 40, height: int = 30) -> Path:
        path = tmp_path / "pictures" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        ramp = np.linspace(0, 255, width, dtype=np.uint8)
        pixels = np.dstack([np.tile(ramp, (height, 1))] * 3)
        pixels[: height // 2, :, 1] = 255 - pixels[: height // 2, :, 1]
        done, data = cv2.imencode(path.suffix, pixels)
        assert done
        path.write_bytes(data.tobytes())
        return path

    return write


@pytest.fixture
def system_font(qapp):
    """system_font(18): the system gives programs a font of 18 points; for a window that is made then."""
    from PySide6.QtGui import QFont

    from app.kit.theme import Theme

    before = qapp.font()

    def set_size(points: int) -> None:
        font = QFont(before)
        font.setPointSize(points)
        qapp.setFont(font)

    yield set_size
    qapp.setFont(before)
    Theme(qapp).choose("dark")


@pytest.fixture
def engine():
    from fake_engine import FakeEngine

    return FakeEngine()


@pytest.fixture
def studio_maker(qapp, engine, tmp_path: Path) -> Iterator[Callable[[], object]]:
    """Starts the whole window with the fake engine; a second call starts it anew on the same folders."""
    from PySide6.QtCore import QThreadPool
    from PySide6.QtWidgets import QMessageBox

    from app.kit.theme import Theme
    from app.preferences.keeper import PreferencesKeeper
    from app.shell.studio import Studio, Surroundings
    from app.system.folders import folders_below
    from app.system.logs import LogLines

    folders = folders_below(tmp_path / "home")
    made: list[Studio] = []

    def make() -> Studio:
        theme = Theme(qapp)
        theme.choose("dark")
        keeper = PreferencesKeeper(folders.config)
        studio = Studio(Surroundings(folders, theme, keeper, LogLines(), lambda: engine, folders.session))
        made.append(studio)
        # Tests press Stop at once, as nobody does: for the button seconds go by before each press.
        studio.window.controls.run.clock = itertools.count(step=10).__next__
        studio.start()
        return studio

    yield make
    engine.gate.set()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
        for studio in made:
            assert studio.stop()
            for pool in studio.window.findChildren(
                QThreadPool
            ):  # a window that is deleted waits for its threads
                pool.clear()
                pool.waitForDone()
            studio.window.close()
            studio.window.deleteLater()
            studio.deleteLater()
    qapp.processEvents()


@pytest.fixture
def studio(studio_maker):
    return studio_maker()


@pytest.fixture
def with_picture(studio, picture_file, qtbot):
    """The window with one picture, 40 x 30."""
    from window_use import add

    add(studio, qtbot, picture_file())
    return studio


@pytest.fixture
def two(studio, picture_file, qtbot):
    """The window with two pictures."""
    from window_use import add

    add(studio, qtbot, picture_file("a.png"), picture_file("b.png"))
    return studio
