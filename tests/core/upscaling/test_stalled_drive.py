"""A picture on a drive that hangs: its job, and the command, can be cancelled."""

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.events import Event, JobCancelled, Progress
from core.jobs import CancelToken, SampleSettings, UpscaleJob
from core.upscaling.upscaler import Upscaler

TOP = Path(__file__).resolve().parents[3]

Child = subprocess.Popen[str]


@pytest.fixture
def children() -> Iterator[list[Child]]:
    """Processes whose end is waited for after the drive was let go: until then the system may hold them."""
    begun: list[Child] = []
    yield begun
    for child in begun:
        child.communicate(timeout=60)


@pytest.mark.usefixtures("model")
def test_the_job_can_be_cancelled_and_the_next_one_succeeds(stalled: Path) -> None:
    cancel, events = CancelToken(), list[Event]()

    def emit(event: Event) -> None:
        events.append(event)
        if isinstance(event, Progress):
            threading.Timer(0.05, cancel.cancel).start()  # while the picture is being read

    Upscaler().run(UpscaleJob(stalled / "picture.png", SampleSettings(model="tiny")), emit, cancel)
    assert isinstance(events[-1], JobCancelled)


def test_control_c_is_heard_by_the_command(children: list[Child], stalled: Path, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "main.py",
        "upscale",
        str(stalled / "picture.png"),
        "-o",
        str(tmp_path / "out"),
    ]
    child = subprocess.Popen([*command, "--events", "jsonl"], cwd=TOP, stdout=subprocess.PIPE, text=True)
    children.append(child)
    assert child.stdout is not None
    assert "decode" in child.stdout.readline()
    child.send_signal(signal.SIGINT)
    assert "JobCancelled" in child.stdout.readline()
    assert not list((tmp_path / "out").glob("*"))
