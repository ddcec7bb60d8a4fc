"""What tests of the training page do again and again."""

import json
from pathlib import Path

from PySide6.QtWidgets import QMessageBox

from app.training.runs.progress import RunProgress
from core.data.dataset import Dataset, Item
from core.events import TrainStep, to_json
from core.training.run_folder import RunFolder

FAKE = Path(__file__).parent / "fake_trainer.py"
ROOT = Path(__file__).resolve().parents[2]
LONG = 20_000  # milliseconds


def begin(studio, qtbot, **behaviour) -> Path:
    """Press Start; the run's folder once it has been made. Its process behaves like this."""
    training = studio.training
    known = set(training.store.folders())
    launch = training.watcher.start

    def start(run: Path) -> None:
        (run / "fake.json").write_text(json.dumps(behaviour))
        training.watcher.start = launch
        launch(run)

    training.watcher.start = start
    training.panel.setup.bar.start_button.click()
    qtbot.waitUntil(lambda: training.panel.runs.run not in (None, *known), timeout=LONG)
    return training.panel.runs.run


def state(studio, run: Path) -> str:
    glance = studio.training.watcher.find(run)
    return glance.state if glance is not None else ""


def wait_for(studio, qtbot, run: Path, *states: str) -> None:
    def reached() -> bool:
        if not studio.training.watcher._looking:
            studio.training.watcher.look()
        return state(studio, run) in states

    qtbot.waitUntil(reached, timeout=LONG)


def asks(monkeypatch, answer) -> list[str]:
    questions: list[str] = []
    monkeypatch.setattr(QMessageBox, "question", lambda *a: (questions.append(a[2]), answer)[1])
    return questions


def step(iteration: int, loss: float = 0.1) -> TrainStep:
    return TrainStep(iteration, 100, loss, {}, 1e-4, 2.0, 30.0)


def folded(*events) -> RunProgress:
    progress = RunProgress()
    for event in events:
        progress.take(event)
    return progress


DATASET = Dataset("/pictures", 4, (Item("a.png", "", 64, 64),), (Item("b.png", "", 64, 64),))


def write_events(run: Path, *events) -> None:
    with RunFolder(run).events.open("a", encoding="ascii") as file:
        file.writelines(to_json(event) + "\n" for event in events)
