"""The engine's work in another Python environment: found, checked, explained, and with the same results."""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import app.engine.environments as environments
import app.engine.external_python as external
from app.engine.environments import check, interpreter_of, likely_environments
from app.engine.external_python import ExternalEngine, engine_loader
from app.engine.status import EngineStatus
from app.engine.support_installer import SupportInstaller
from app.preferences.dialog import PreferencesDialog
from app.preferences.preferences import Preferences
from core.errors import DeviceError
from core.events import Event, JobCancelled, JobDone, JobFailed, JobStarted, Progress, StepPreview
from core.images.picture import Picture
from core.jobs import CancelToken, EstimateJob, SampleSettings, UpscaleJob
from core.process.messages import Found
from core.process.other_python import Look, clean_environment, source_folder, worker_command

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
    run(engine, job, theirs.append, CancelToken())
    assert [type(e) for e in theirs] == [type(e) for e in own]
    assert isinstance(theirs[-1], JobDone)
    assert theirs[-1].picture is not None
    np.testing.assert_array_equal(theirs[-1].picture.pixels, own[-1].picture.pixels)
    assert theirs[-1].settings == own[-1].settings
    for a, b in zip(_previews(theirs), _previews(own), strict=True):
        np.testing.assert_array_equal(a, b)


def run(
    engine: ExternalEngine, job: UpscaleJob, emit: Callable[[Event], object], cancel: CancelToken
) -> None:
    """Both halves of a job."""
    if (rest := engine.run(job, emit, cancel)) is not None:
        rest()


def _previews(events: list[Event]) -> list[np.ndarray]:
    return [e.image for e in events if isinstance(e, StepPreview) and e.image is not None]


def test_an_error_of_the_engine_comes_as_its_sentence(engine: ExternalEngine, tmp_path: Path) -> None:
    ends: list[Event] = []
    run(engine, UpscaleJob(tmp_path / "none.png", SETTINGS), ends.append, CancelToken())
    assert isinstance(ends[-1], JobFailed)
    assert "none.png" in ends[-1].message


def test_a_job_is_cancelled(engine: ExternalEngine) -> None:
    cancel, ends = CancelToken(), []

    def emit(event: Event) -> None:
        ends.append(event)
        if isinstance(event, JobStarted):
            cancel.cancel()

    run(engine, UpscaleJob(None, SETTINGS, picture=picture()), emit, cancel)
    assert isinstance(ends[-1], JobCancelled)


def test_after_the_workers_death_the_next_job_succeeds(engine: ExternalEngine) -> None:
    ends: list[Event] = []

    def emit(event: Event) -> None:
        ends.append(event)
        if isinstance(event, JobStarted):
            assert engine._worker is not None
            engine._worker.kill()

    run(engine, UpscaleJob(None, SETTINGS, picture=picture()), emit, CancelToken())
    assert isinstance(ends[-1], JobFailed)
    assert "ended unexpectedly" in ends[-1].message
    run(engine, UpscaleJob(None, SETTINGS, picture=picture()), ends.append, CancelToken())
    assert isinstance(ends[-1], JobDone)


def test_it_says_which_devices_the_environment_has(engine: ExternalEngine) -> None:
    status = engine.status()
    assert [d.key for d in status.devices][-1] == "cpu"
    assert "Python environment" in status.reason
    engine.warm_up(SETTINGS)


def test_it_estimates_as_the_engine_here_does(engine: ExternalEngine) -> None:
    found = engine.estimate(EstimateJob(((40, 30),), SETTINGS), CancelToken())
    assert found.seconds > 0
    assert found.file_bytes == round(9.9 / 8 * 160 * 120)
    with pytest.raises(DeviceError, match="no model"):
        engine.estimate(EstimateJob(((40, 30),), replace(SETTINGS, model="none")), CancelToken())


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
    assert "without saying what it has" in check(not_python).problem
    not_python.write_text("no program at all")
    assert "cannot be started" in check(not_python).problem
    old = environments._judged(HERE, Found("3.9.2"))
    assert "too old" in old.problem
    bare = environments._judged(HERE, Found("3.12.0", missing=["torch", "numpy"]))
    assert "-m pip install torch numpy" in bare.problem


ANSWER = '{"python": "3.12.1", "torch": "2.5", "devices": [["cpu", "", 1, true]]}'


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        (f"echo 'driver 1.2 loaded'; echo '{ANSWER}'; echo 5; echo", ""),
        (f"printf 'Ger\\344t fehlt\\n' >&2; printf 'Ger\\344t\\n'; echo '{ANSWER}'", ""),
        (f"echo '{ANSWER}'; kill -SEGV $$", ""),
        ("echo 'driver 1.2 loaded'; kill -SEGV $$", "crashed while it looked"),
        ("kill -ABRT $$", "crashed while it looked"),
        ("echo 'unknown option -P' >&2; exit 2", "needs Python 3.11"),
        ("echo 'Unknown option: -P' >&2; exit 2", "needs Python 3.11"),
        (
            f"echo 'File \"{source_folder()}/core/x.py\" SyntaxError: invalid' >&2; exit 1",
            "needs Python 3.11",
        ),
        ("echo 'File \"site.pth\" SyntaxError: invalid syntax' >&2; exit 1", "without saying what it has"),
        ("printf 'Ger\\344t fehlt\\n' >&2; exit 1", "without saying what it has"),
    ],
)
def test_the_reason_is_the_true_one_whatever_is_written_beside_it(
    tmp_path: Path, said: str, problem: str
) -> None:
    python = tmp_path / "python"
    python.write_text(f"#!/bin/sh\n{said}\n")
    python.chmod(0o755)
    found = check(python)
    assert problem in found.problem
    assert bool(found.problem) == bool(problem)


def test_an_end_by_the_system_is_a_crash_on_windows_too() -> None:
    assert Look(None, "", 0xC0000005).crashed
    assert not Look(None, "", 1).crashed


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


def test_whatever_goes_wrong_with_an_environment_is_said_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(path: Path) -> None:
        raise UnicodeError("0xe4")

    monkeypatch.setattr(external, "check", fails)
    reason = engine_loader(Own, lambda: "/env/ai")().status().reason
    assert "/env/ai is not used (UnicodeError)" in reason
    assert "The processor." in reason


def test_the_worker_ends_when_its_starter_is_gone(tmp_path: Path) -> None:
    import subprocess

    command = worker_command(HERE, "--exchange", str(tmp_path))
    process = subprocess.run(
        command, input="", capture_output=True, text=True, env=clean_environment(), timeout=300, check=True
    )
    assert json.loads(process.stdout) == {"reply": "ready"}  # and empty lines
    assert list(tmp_path.iterdir()) == []


def test_the_preferences_check_and_remember_an_environment(qtbot: QtBot, tmp_path: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    preferences = Preferences()
    dialog = PreferencesDialog(parent, preferences, SupportInstaller(parent))
    row = dialog.environment
    assert not row._check_button.isEnabled()
    row.field.setText(str(tmp_path))
    row.check()
    qtbot.waitUntil(lambda: "no Python" in row.verdict.text())
    assert row._check_button.isEnabled()
    dialog.apply_to(preferences)
    assert preferences.python_environment == str(tmp_path)


def test_the_worker_runs_nothing_that_lies_where_the_program_was_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marker = tmp_path / "it ran"
    trap = f"open({str(marker)!r}, 'w').close()\n"
    (tmp_path / "json.py").write_text(trap)
    (tmp_path / "sitecustomize.py").write_text(trap)
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "__init__.py").write_text(trap)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / "json.py"))
    assert check(HERE).problem == ""
    assert not marker.exists()


class Scripted(ExternalEngine):
    """An engine whose workers are Python scripts of a test, one for each start, and whose clock runs ahead."""

    def __init__(self, tmp_path: Path, *scripts: str, step: float = 0.0) -> None:
        self.starts, self._scripts, self._folder = 0, scripts, tmp_path
        ticks = itertools.count()
        super().__init__(HERE, clock=lambda: next(ticks) * step)


@pytest.fixture
def scripted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Scripted]]:
    made: list[Scripted] = []
    monkeypatch.setattr(external, "check", lambda path: environments.Environment(HERE))

    def command(python: Path, *arguments: str) -> list[str]:
        engine = made[-1]
        script = engine._scripts[min(engine.starts, len(engine._scripts) - 1)]
        engine.starts += 1
        return [sys.executable, "-S", "-c", script]

    def make(*scripts: str, step: float = 0.0) -> Scripted:
        made.append(Scripted(tmp_path, *scripts, step=step))
        return made[-1]

    monkeypatch.setattr(external, "worker_command", command)
    yield make
    for engine in made:
        engine.close()
        engine._exchange.cleanup()


SILENT = "import sys\nfor line in sys.stdin: pass"
SAY = """
import json, sys
def say(**body):
    print(json.dumps(body), flush=True)
def order(kind):
    for line in sys.stdin:
        found = json.loads(line)
        if found["order"] == kind:
            return found
    sys.exit()
job = order("run")["job"]["job_id"]
"""
ALIVE = f"""{SAY}
for _ in range(2):
    order("ping")
    say(reply="alive")
say(event="JobCancelled", job_id=job, source="s")
"""
DONE = f"""{SAY}
for line in ("hello from a library", "{{", "[1]", '{{"event": 5}}', '{{"event": "JobDone"}}', "[" * 100_000):
    print(line)
say(event="JobCancelled", job_id=job, source="s")
order("none")
"""
# Computes two jobs, then does the rest of both, the second one's first.
TWO = f"""{SAY}
say(reply="computed", job_id=job)
other = order("run")["job"]["job_id"]
say(event="Progress", job_id=job, phase="save", fraction=0.5)
say(reply="computed", job_id=other)
say(event="JobFailed", job_id=other, source="other", message="m", detail="")
say(event="JobCancelled", job_id=job, source="one")
order("none")
"""
# Computes a job, and ends.
DYING = f"""{SAY}
say(reply="computed", job_id=job)
sys.stderr.write("out of breath")
"""
# Cancels a job that is computed, as soon as that is asked for.
HEEDING = f"""{SAY}
say(reply="computed", job_id=job)
assert order("cancel")["of"] == job
say(event="JobCancelled", job_id=job, source="s")
order("none")
"""
PAUSED = f"""{SAY}
say(event="Progress", job_id=job, phase="sample", fraction=0.5)
order("go")
say(event="JobCancelled", job_id=job, source="s")
order("none")
"""


STATUS = """
import json, sys
sys.stdin.readline()
print(json.dumps({body!r}), flush=True)
sys.stdin.readline()
"""
HAS = {
    "reply": "status",
    "python": "3.12.1",
    "torch": "2.5",
    "devices": [["vulkan:0", "llvmpipe (Vulkan)", 1, True], ["cpu", "", 1, True]],
}


@pytest.mark.parametrize(
    ("more", "device", "why"),
    [
        ({"auto": "cpu"}, "Processor", "no graphics device"),
        ({"auto": "vulkan:0"}, "llvmpipe (Vulkan)", "fastest device"),
        (
            {"auto": "cpu", "passed_over": "Card is not used: it hung."},
            "Processor",
            "Card is not used: it hung.",
        ),
        ({"auto": "", "passed_over": "No device computes correctly."}, "", "No device computes correctly."),
        ({}, "", ""),  # of an older worker
    ],
)
def test_the_device_that_is_named_is_the_one_that_is_used(
    scripted: Callable[..., Scripted], more: dict[str, str], device: str, why: str
) -> None:
    status = scripted(STATUS.format(body={**HAS, **more})).status()
    assert status.device.startswith(device)
    assert bool(status.device) == bool(device)
    assert why in status.reason
    assert "(torch 2.5)" in status.reason
    assert [choice.key for choice in status.devices] == ["vulkan:0", "cpu"]


def test_an_answer_that_is_none_is_said_of_the_environment(scripted: Callable[..., Scripted]) -> None:
    with pytest.raises(DeviceError, match="does not answer"):
        scripted(STATUS.format(body={"reply": "status", "python": 3})).status()


def test_lines_that_are_no_answer_are_passed_over(scripted: Callable[..., Scripted]) -> None:
    ends: list[Event] = []
    scripted(DONE).run(UpscaleJob(None, SETTINGS, picture=picture()), ends.append, CancelToken())
    assert [type(e) for e in ends] == [JobCancelled]


def test_a_silent_worker_is_started_anew_with_its_job(scripted: Callable[..., Scripted]) -> None:
    engine, ends = scripted(SILENT, DONE, step=0.4), list[Event]()
    engine.run(UpscaleJob(None, SETTINGS, picture=picture()), ends.append, CancelToken())
    assert engine.starts == 2
    assert [type(e) for e in ends] == [JobCancelled]


def test_a_worker_that_stays_silent_ends_the_job_with_a_sentence(scripted: Callable[..., Scripted]) -> None:
    engine, ends = scripted(SILENT, step=5.0), list[Event]()
    engine.run(UpscaleJob(None, SETTINGS, picture=picture()), ends.append, CancelToken())
    assert engine.starts == 2
    assert isinstance(ends[-1], JobFailed)


def test_a_worker_that_says_it_lives_is_waited_for(scripted: Callable[..., Scripted]) -> None:
    engine, ends = scripted(ALIVE, step=0.4), list[Event]()
    engine.run(UpscaleJob(None, SETTINGS, picture=picture()), ends.append, CancelToken())
    assert engine.starts == 1
    assert [type(e) for e in ends] == [JobCancelled]


def job() -> UpscaleJob:
    return UpscaleJob(None, SETTINGS, picture=picture())


def test_what_is_left_of_a_job_is_waited_for_while_the_next_is_computed(
    scripted: Callable[..., Scripted],
) -> None:
    engine, one, other = scripted(TWO), list[Event](), list[Event]()
    finish_one = engine.run(job(), one.append, CancelToken())
    finish_other = engine.run(job(), other.append, CancelToken())
    assert finish_one is not None
    assert finish_other is not None
    assert not one
    assert not other
    finish_one()
    finish_other()
    assert [type(e) for e in one] == [Progress, JobCancelled]
    assert [type(e) for e in other] == [JobFailed]
    assert engine.starts == 1


def test_a_worker_that_dies_takes_what_it_had_left_to_do_with_it(scripted: Callable[..., Scripted]) -> None:
    engine, ends = scripted(DYING, DONE), list[Event]()
    finish = engine.run(job(), ends.append, CancelToken())
    assert finish is not None
    finish()
    assert isinstance(ends[-1], JobFailed)
    assert "out of breath" in ends[-1].detail
    assert engine.run(job(), ends.append, CancelToken()) is None
    assert engine.starts == 2
    assert isinstance(ends[-1], JobCancelled)


def test_what_is_left_of_a_job_can_be_cancelled(scripted: Callable[..., Scripted]) -> None:
    engine, cancel, ends = scripted(HEEDING), CancelToken(), list[Event]()
    finish = engine.run(job(), ends.append, cancel)
    assert finish is not None
    cancel.cancel()
    finish()
    assert [type(e) for e in ends] == [JobCancelled]


def test_a_long_pause_is_no_silence(scripted: Callable[..., Scripted]) -> None:
    engine, ends = scripted(PAUSED, step=0.01), list[Event]()

    def emit(event: Event) -> None:
        ends.append(event)
        for _ in range(10_000):  # a hundred seconds of the clock
            engine._clock()

    engine.run(job(), emit, CancelToken())
    assert engine.starts == 1
    assert [type(e) for e in ends] == [Progress, JobCancelled]


def test_the_worker_concludes_a_job_beside_the_next_with_the_same_results(engine: ExternalEngine) -> None:
    from core.upscaling.upscaler import Upscaler

    own, results = list[Event](), list[list[Event]]()
    rests: list[Callable[[], None] | None] = []
    for _ in range(3):
        results.append([])
        rests.append(engine.run(job(), results[-1].append, CancelToken()))
    for rest in rests:
        assert rest is not None
        rest()
    Upscaler().run(job(), own.append, CancelToken())
    wanted = own[-1]
    assert isinstance(wanted, JobDone)
    assert wanted.picture is not None
    for events in results:
        end = events[-1]
        assert isinstance(end, JobDone)
        assert end.picture is not None
        np.testing.assert_array_equal(end.picture.pixels, wanted.picture.pixels)
