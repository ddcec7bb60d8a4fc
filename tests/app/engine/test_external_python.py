"""The engine's work in another Python environment: found, checked, explained, and with the same results."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import app.engine.external_python as external
from app.engine.external_python import (
    ExternalEngine,
    check,
    clean_environment,
    engine_loader,
    interpreter_of,
    likely_environments,
)
from app.engine.status import EngineStatus
from app.preferences.dialog import PreferencesDialog
from app.preferences.preferences import Preferences
from core.errors import DeviceError
from core.events import Event, JobCancelled, JobDone, JobFailed, JobStarted, StepPreview
from core.images.picture import Picture
from core.jobs import CancelToken, SampleSettings, UpscaleJob

SETTINGS = SampleSettings(device="cpu", dtype="float32", steps=2)
HERE = Path(sys.executable)


def picture() -> Picture:
    return Picture(np.random.default_rng(3).integers(0, 255, (20, 24, 3), np.uint8, endpoint=True))


@pytest.fixture(scope="module")
def engine() -> Iterator[ExternalEngine]:
    engine = ExternalEngine(HERE)
    yield engine
    engine.close()
    engine._exchange.cleanup()


def test_the_results_are_those_of_the_programs_own_engine(engine: ExternalEngine) -> None:
    from core.upscaling.upscaler import Upscaler

    own, theirs = [], []
    job = UpscaleJob(None, SETTINGS, picture=picture(), previews=True)
    Upscaler().run(job, own.append, CancelToken())
    engine.run(job, theirs.append, CancelToken())
    assert [type(e) for e in theirs] == [type(e) for e in own]
    assert isinstance(theirs[-1], JobDone)
    assert theirs[-1].picture is not None
    np.testing.assert_array_equal(theirs[-1].picture.pixels, own[-1].picture.pixels)
    assert theirs[-1].settings == own[-1].settings
    for a, b in zip(_previews(theirs), _previews(own), strict=True):
        np.testing.assert_array_equal(a, b)


def _previews(events: list[Event]) -> list[np.ndarray]:
    return [e.image for e in events if isinstance(e, StepPreview) and e.image is not None]


def test_an_error_of_the_engine_comes_as_its_sentence(engine: ExternalEngine, tmp_path: Path) -> None:
    ends: list[Event] = []
    engine.run(UpscaleJob(tmp_path / "none.png", SETTINGS), ends.append, CancelToken())
    assert isinstance(ends[-1], JobFailed)
    assert "none.png" in ends[-1].message


def test_a_job_is_cancelled(engine: ExternalEngine) -> None:
    cancel, ends = CancelToken(), []

    def emit(event: Event) -> None:
        ends.append(event)
        if isinstance(event, JobStarted):
            cancel.cancel()

    engine.run(UpscaleJob(None, SETTINGS, picture=picture()), emit, cancel)
    assert isinstance(ends[-1], JobCancelled)


def test_after_the_workers_death_the_next_job_succeeds(engine: ExternalEngine) -> None:
    ends: list[Event] = []

    def emit(event: Event) -> None:
        ends.append(event)
        if isinstance(event, JobStarted):
            assert engine._process is not None
            engine._process.kill()

    engine.run(UpscaleJob(None, SETTINGS, picture=picture()), emit, CancelToken())
    assert isinstance(ends[-1], JobFailed)
    assert "ended unexpectedly" in ends[-1].message
    engine.run(UpscaleJob(None, SETTINGS, picture=picture()), ends.append, CancelToken())
    assert isinstance(ends[-1], JobDone)


def test_it_says_which_devices_the_environment_has(engine: ExternalEngine) -> None:
    status = engine.status()
    assert [d.key for d in status.devices][-1] == "cpu"
    assert "Python environment" in status.reason
    engine.warm_up(SETTINGS)


def test_an_environment_is_found_by_its_folder_or_interpreter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = tmp_path / "env" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    assert interpreter_of(tmp_path / "env") == python
    assert interpreter_of(python) == python
    assert interpreter_of(tmp_path) is None
    monkeypatch.setenv("VIRTUAL_ENV", str(tmp_path / "env"))
    assert likely_environments()[0] == python


def test_what_is_wrong_with_an_environment_is_explained(tmp_path: Path) -> None:
    assert "no Python" in check(tmp_path).problem
    not_python = tmp_path / "python"
    not_python.write_text("#!/bin/sh\necho hello\n")
    not_python.chmod(0o755)
    assert "3.11" in check(not_python).problem
    not_python.write_text("no program at all")
    assert "cannot be started" in check(not_python).problem
    old = external._judged(HERE, {"python": "3.9.2", "missing": [], "devices": []})
    assert "too old" in old.problem
    bare = external._judged(HERE, {"python": "3.12.0", "missing": ["torch", "numpy"], "devices": []})
    assert "-m pip install torch numpy" in bare.problem


def test_other_pythons_do_not_see_the_packaged_programs_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setenv("LD_LIBRARY_PATH", "/packaged")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/users")
    monkeypatch.setenv("PYTHONHOME", "/packaged")
    variables = clean_environment()
    assert variables["LD_LIBRARY_PATH"] == "/users"
    assert "PYTHONHOME" not in variables
    monkeypatch.delenv("LD_LIBRARY_PATH_ORIG")
    assert "LD_LIBRARY_PATH" not in clean_environment()


class Own:
    def warm_up(self, settings: SampleSettings) -> None: ...

    def run(self, job: UpscaleJob, emit: object, cancel: CancelToken) -> None: ...

    def status(self) -> EngineStatus:
        return EngineStatus(reason="The processor.")


def test_an_environment_that_will_not_do_leaves_the_own_engine_and_says_so(tmp_path: Path) -> None:
    assert isinstance(engine_loader(Own, lambda: "")(), Own)
    engine = engine_loader(Own, lambda: str(tmp_path))()
    assert "is not used" in engine.status().reason
    assert "The processor." in engine.status().reason
    with pytest.raises(DeviceError, match="no Python"):
        ExternalEngine(tmp_path)


def test_the_worker_ends_when_its_starter_is_gone(tmp_path: Path) -> None:
    import subprocess

    command = [sys.executable, "-m", "core.process.worker", "--exchange", str(tmp_path)]
    process = subprocess.run(
        command, input="", capture_output=True, text=True, env=clean_environment(), timeout=300, check=True
    )
    assert json.loads(process.stdout) == {"reply": "ready"}
    assert list(tmp_path.iterdir()) == []


def test_the_preferences_check_and_remember_an_environment(qtbot: QtBot, tmp_path: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    preferences = Preferences()
    dialog = PreferencesDialog(parent, preferences)
    row = dialog.environment
    assert not row._check_button.isEnabled()
    row.field.setText(str(tmp_path))
    row.check()
    qtbot.waitUntil(lambda: "no Python" in row.verdict.text())
    assert row._check_button.isEnabled()
    dialog.apply_to(preferences)
    assert preferences.python_environment == str(tmp_path)
