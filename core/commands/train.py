"""`train`: runs, resumes or exports a training run."""

from __future__ import annotations

import argparse
import signal
from dataclasses import replace
from pathlib import Path

from core.errors import SettingsError
from core.events import Event, to_json
from core.jobs import CancelToken


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("run", type=Path, metavar="RUN", help="folder of the run; an existing run goes on")
    parser.add_argument(
        "--config", type=Path, help="JSON of training settings; an existing run keeps its own"
    )
    parser.add_argument("--data", metavar="DIR", help="folder of the training set")
    parser.add_argument("--seconds", type=float, help="stop after this time, with the state saved")
    parser.add_argument("--iterations", type=int, help="train until this iteration")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--events", choices=("jsonl",), default="jsonl")
    parser.add_argument(
        "--export", type=Path, metavar="FILE.safetensors", help="write the run's best model instead"
    )
    parser.add_argument("--newest", action="store_true", help="export the newest weights, not the best")
    parser.add_argument("--title", default="ResShift Lite")
    parser.add_argument("--licence", default="MIT")
    parser.add_argument("--steps", type=int, default=4, help="default steps of the exported model")
    parser.add_argument("--kappa", type=float, default=0.5, help="default kappa of the exported model")


def run(options: argparse.Namespace) -> int:
    from core.training import run as training
    from core.training.config import TrainConfig

    if options.export:
        training.export(
            options.run,
            options.export,
            title=options.title,
            licence=options.licence,
            steps=options.steps,
            kappa=options.kappa,
            newest=options.newest,
        )
        return 0
    stored = options.run / "config.json"
    path = options.config or (stored if stored.exists() else None)
    if path is None:
        raise SettingsError("Name the training settings with --config FILE.json.")
    given = {k: getattr(options, k) for k in ("data", "seconds", "iterations", "threads")}
    config = replace(TrainConfig.load(path), **{k: v for k, v in given.items() if v is not None})
    cancel = CancelToken()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: cancel.cancel())
    training.train(config, options.run, emit=_print, cancel=cancel)
    return 130 if cancel.cancelled else 0


def _print(event: Event) -> None:
    print(to_json(event), flush=True)
