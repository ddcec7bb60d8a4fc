"""A training process without torch: the files, events and exit codes of the real one, and pictures that get sharper.

python fake_trainer.py train RUN [--estimate | --install TITLE] ...

RUN/fake.json may hold "pace": seconds for an iteration, "die_at": iteration, "fail": sentence, and "hold_at":
iteration, where it waits for the control word "stop" or for RUN/go.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import TextIO

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import cv2
import numpy as np

from core.data.dataset import Dataset
from core.events import (
    CheckpointSaved,
    Estimated,
    Event,
    ModelExported,
    RunState,
    SamplesSaved,
    TrainStep,
    Validated,
    Verdict,
    to_json,
)
from core.training.run_folder import RunFolder

POLL_S = 0.01


def say(text: str, *, file: TextIO | None = None) -> None:
    (file or sys.stdout).write(text + "\n")
    (file or sys.stdout).flush()


class FakeTrainer:
    """One start of a run."""

    def __init__(self, run: Path) -> None:
        self.folder = RunFolder(run)
        self.config = json.loads(self.folder.config.read_text("utf-8"))
        behaviour = run / "fake.json"
        self.behaviour = json.loads(behaviour.read_text()) if behaviour.exists() else {}

    def emit(self, event: Event) -> None:
        line = to_json(event)
        with self.folder.events.open("a", encoding="ascii") as file:
            file.write(line + "\n")
        say(line)

    def train(self) -> int:
        lock = self.folder.lock()
        lock.acquire(timeout=5)
        number = self.folder.path / "pid"
        number.write_text(str(os.getpid()), "ascii")
        try:
            return self._work()
        finally:
            number.unlink()

    def _work(self) -> int:
        self.emit(RunState("preparing"))
        if self.behaviour.get("fail"):
            self.emit(RunState("failed", self.behaviour["fail"]))
            return 1
        first, last = self._begun_at(), self.config["iterations"]
        if first == 0:
            self._validate(0)
        self.emit(RunState("running"))
        for iteration in range(first + 1, last + 1):
            word = self._obey(iteration)
            if word == "stop":
                self.emit(RunState("stopped"))
                return 0
            self._step(iteration, last)
            time.sleep(self.behaviour.get("pace", 0) or float(os.environ.get("FAKE_TRAINER_PACE", "0")))
        best = {"psnr": 24 + last / 10, "score": 0.5, "gain": 1.2, "feature": 0.8}
        self.emit(Verdict(True, "It is better: 1.2 dB closer to the originals.", last, {"psnr": 24.0}, best))
        self.emit(RunState("finished"))
        return 0

    def _begun_at(self) -> int:
        saved = [e.iteration for e, _ in self.folder.read_events() if isinstance(e, CheckpointSaved)]
        return max(saved, default=0)

    def _obey(self, iteration: int) -> str:
        paused = False
        held = iteration == self.behaviour.get("hold_at")
        while True:
            word = self.folder.asked()
            if word == "stop":
                return word
            if word == "pause" and not paused:
                self.emit(RunState("paused"))
                paused = True
            if word == "run" and paused:
                self.emit(RunState("running"))
                paused = False
            if word == "run" and not (held and not (self.folder.path / "go").exists()):
                return word
            time.sleep(POLL_S)

    def _step(self, iteration: int, last: int) -> None:
        loss = 0.02 + 0.1 / (1 + iteration / 10)
        parts = {"mse": loss}
        self.emit(TrainStep(iteration, last, loss, parts, 3e-4, 12.5, (last - iteration) * 0.5))
        if iteration == self.behaviour.get("die_at"):
            say("Traceback (most recent call last):\nRuntimeError: the loader is gone", file=sys.stderr)
            (self.folder.path / "fake.json").unlink()
            sys.stderr.flush()
            os._exit(1)
        if iteration % max(1, last // 5) == 0:
            self._validate(iteration)
            (self.folder.path / f"ckpt-{iteration:08d}").mkdir(exist_ok=True)
            self.emit(CheckpointSaved(iteration, str(self.folder.path / f"ckpt-{iteration:08d}")))

    def _held_out(self) -> list[np.ndarray]:
        dataset = Dataset.load(self.folder.dataset)
        pictures = [
            cv2.imread(str(dataset.path(item.hq))) for item in (*dataset.validation, *dataset.train)[:2]
        ]
        return [p[: p.shape[0] // 4 * 4, : p.shape[1] // 4 * 4] for p in pictures]

    def _validate(self, iteration: int) -> None:
        samples = self.folder.samples / f"iter-{iteration:08d}"
        samples.mkdir(parents=True, exist_ok=True)
        for number, good in enumerate(self._held_out()):
            poor = cv2.resize(good, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
            blurred = cv2.GaussianBlur(good, (0, 0), 3 / (1 + iteration / 20))
            for path, pixels in (
                (self.folder.samples / f"hq-{number:02d}.png", good),
                (self.folder.samples / f"lq-{number:02d}.png", poor),
                (samples / f"{number:02d}.png", blurred),
            ):
                path.write_bytes(cv2.imencode(".png", pixels)[1].tobytes())
        metrics = {
            "psnr": 24 + iteration / 10,
            "score": 1 / (1 + iteration),
            "gain": iteration / 10,
            "feature": 0.9,
        }
        self.emit(Validated(iteration, metrics, best=True))
        self.emit(SamplesSaved(iteration, str(samples)))


def main() -> int:
    run, options = Path(sys.argv[2]), sys.argv[3:]
    if "--estimate" in options:
        if (run.parent / "no-estimate").exists():
            say("There is no memory for that.", file=sys.stderr)
            return 1
        config = json.loads((run / "config.json").read_text("utf-8"))
        per = 0.25
        say("a stray line")
        say(
            to_json(
                Estimated(
                    per, per * config["iterations"], 3_000_000_000, 1, "Processor", disk_bytes=900_000_000
                )
            )
        )
        return 0
    if "--install" in options:
        title = options[options.index("--install") + 1]
        say(to_json(ModelExported(title.lower().replace(" ", "-"), "nowhere")))
        return 0
    return FakeTrainer(run).train()


if __name__ == "__main__":
    sys.exit(main())
