"""What a worker says is heard, whatever is written beside it, and its end as well."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.engine.worker_process import REPLIES, WorkerProcess

LIMIT = 60.0  # seconds
NO_UTF8 = """
import os
os.write(2, b"Ger\\xe4t fehlt\\n")
os.write(1, b"\\n\\nGer\\xe4t\\n" + b'{"reply": "first"}\\n' + b"\\xff\\xfe\\x00\\n" + b'\\n{"reply": "second"}\\n')
os.write(2, b"\\xff last words")
"""


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Callable[..., WorkerProcess]]:
    made: list[WorkerProcess] = []

    def start(script: str, clock: Callable[[], float] = lambda: 0.0) -> WorkerProcess:
        made.append(WorkerProcess([sys.executable, "-S", "-c", script], tmp_path, clock))
        return made[-1]

    yield start
    for worker in made:
        worker.close()


def test_bytes_that_are_no_text_end_nothing(
    started: Callable[..., WorkerProcess], qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    worker = started(NO_UTF8)
    said = worker.about(REPLIES)
    assert [said.get(timeout=LIMIT) for _ in range(3)] == [{"reply": "first"}, {"reply": "second"}, None]
    qtbot.waitUntil(lambda: worker.errors.endswith("last words"))
    assert "t fehlt" in worker.errors
    # None of empty lines.
    assert len([record for record in caplog.records if "no answer" in record.message]) == 2


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_the_end_is_told_whatever_ends_the_listening(started: Callable[..., WorkerProcess]) -> None:
    calls = iter((0.0,))
    worker = started("print('{}', flush=True); input()", lambda: next(calls))  # there is no second time
    assert worker.about(REPLIES).get(timeout=LIMIT) is None
    assert worker.ended
