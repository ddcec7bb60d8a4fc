"""`train`: starts a training run or goes on with one, measures what it will take, or exports its model."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from core.errors import ModelError, SettingsError
from core.events import Event, LogLine, ModelExported
from core.jobs import CancelToken
from core.printable import printable
from core.training.run_folder import RunFolder

if TYPE_CHECKING:
    from core.data.dataset import Dataset
    from core.training.settings.config import TrainConfig

MOST_FINDINGS = 20  # that are printed one by one


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("run", type=Path, metavar="RUN", help="folder of the run; an existing run goes on")
    parser.add_argument(
        "--config", type=Path, help="JSON of training settings; an existing run keeps its own"
    )
    parser.add_argument(
        "--pictures", type=Path, metavar="PATH", help="a folder or CSV of your own; with --preset"
    )
    parser.add_argument("--preset", choices=("quick", "normal", "thorough"), help="settings for --pictures")
    parser.add_argument("--start", help="model to begin with, for --preset [lite-x4]")
    parser.add_argument("--data", metavar="DIR", help="folder of a packed training set")
    parser.add_argument("--seconds", type=float, help="stop after this time, with the state saved; this once")
    parser.add_argument("--iterations", type=int, help="train until this iteration; this once")
    parser.add_argument("--threads", type=int, help="threads on the processor [torch's own choice]")
    parser.add_argument(
        "--events", choices=("jsonl",), default="jsonl", help="how events are printed: as JSON lines, always"
    )
    parser.add_argument("--wait", action="store_true", help="begin when no other waiting training is at work")
    parser.add_argument("--estimate", action="store_true", help="measure time and memory instead of training")
    _add_export(parser)
    _add_processes(parser)


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--export",
        type=Path,
        metavar="FILE.safetensors",
        help="write the run's best model into a new file instead",
    )
    parser.add_argument(
        "--install", metavar="TITLE", help="put the run's best model into your list of models instead"
    )
    parser.add_argument("--newest", action="store_true", help="export the newest weights, not the best")
    parser.add_argument("--title", default="", help="of the exported model [the start's]")
    parser.add_argument("--licence", default="", help="of the exported model [the start's]")
    parser.add_argument("--steps", type=int, help="default steps of the exported model [the start's]")
    parser.add_argument("--kappa", type=float, help="default kappa of the exported model [the start's]")


def _add_processes(parser: argparse.ArgumentParser) -> None:
    """Adds those options of torchrun that are needed here, under their names there."""
    parser.add_argument("--nproc", type=int, default=1, metavar="N", help="processes on this machine [1]")
    parser.add_argument("--nnodes", default="1", metavar="M", help="machines that train together [1]")
    parser.add_argument("--node-rank", type=int, default=0, help="this machine's number among them")
    parser.add_argument("--rdzv-endpoint", default="", metavar="HOST:PORT", help="where the machines meet")
    parser.add_argument(
        "--rdzv-id", default="resshift", metavar="ID", help="name of the run where they meet [%(default)s]"
    )
    parser.add_argument(
        "--rdzv-backend",
        default="c10d",
        metavar="KIND",
        help="how they meet, as torchrun calls it [%(default)s]",
    )


def run(options: argparse.Namespace) -> int:
    if options.export is not None or options.install is not None:
        return _export(options)
    if not (options.config or options.preset or (options.run / "config.json").exists()):
        raise SettingsError("Name the training settings with --config FILE.json, or --pictures and --preset.")
    several = options.nproc > 1 or options.nnodes != "1"
    if options.estimate or "TORCHELASTIC_RUN_ID" in os.environ:
        return _train(options)
    _take_back_old_word(RunFolder(options.run))
    return _launch(options) if several else _train(options)


def _take_back_old_word(folder: RunFolder) -> None:
    """A pause or stop that an earlier process was told is not meant for this one; what was said since this one was
    started is. Nothing is taken back while a process is at work."""
    said = folder.said_at()
    if folder.asked() != "run" and said is not None and said < psutil.Process().create_time():
        with contextlib.suppress(OSError), folder.lock().acquire(timeout=0):
            folder.say("run")


def _train(options: argparse.Namespace) -> int:
    from core.training.runs.reporter import Reporter
    from core.training.runs.run import train, with_limits

    cancel = CancelToken()
    settings, dataset = _config(options)
    kept = with_limits(settings, data=options.data, threads=options.threads)
    config = with_limits(kept, seconds=options.seconds, iterations=options.iterations)
    with _heeding_signals(cancel):
        if options.estimate:
            from core.training.runs.estimate import estimate

            estimate(config, options.run, emit=Reporter(None, echo=True), cancel=cancel, dataset=dataset)
        else:
            _keep(dataset, options.run)
            main = int(os.environ.get("RANK", "0")) == 0
            reporter = Reporter(options.run / "events.jsonl", echo=main)
            train(config, options.run, emit=reporter, cancel=cancel, wait=options.wait, kept=kept)
    return 130 if cancel.cancelled else 0


@contextlib.contextmanager
def _heeding_signals(cancel: CancelToken) -> Iterator[None]:
    """Within the block, SIGINT and SIGTERM stop the run at its next iteration, with its state saved."""
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = {n: signal.signal(n, lambda *_: cancel.cancel()) for n in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _keep(dataset: Dataset | None, run: Path) -> None:
    """Makes the run's folder, and puts the list of pictures there that its settings were made for."""
    run.mkdir(parents=True, exist_ok=True)
    if dataset is not None:
        dataset.save(RunFolder(run).dataset)


def _config(options: argparse.Namespace) -> tuple[TrainConfig, Dataset | None]:
    """The settings, and where they are made now the pictures that they are made for."""
    from core.training.settings.config import TrainConfig

    stored = options.run / "config.json"
    if options.config or stored.exists():
        config = TrainConfig.load(options.config or stored)
        _refuse_others(options, config)
        return config, None
    if not options.pictures:
        raise SettingsError("A preset needs pictures: name a folder or a CSV file with --pictures.")
    return _from_preset(options)


def _refuse_others(options: argparse.Namespace, config: TrainConfig) -> None:
    """Raises SettingsError for pictures, a preset or a start that are not those of settings that exist already: nothing
    would be made of them."""
    others = []
    if options.pictures and not _same_file(str(options.pictures), config.source.get("path", "")):
        others.append(f"--pictures {options.pictures}")
    if options.preset and options.preset != config.preset:
        others.append(f"--preset {options.preset}")
    if options.start and not _same_file(_file_of(options.start), _file_of(config.start)):
        others.append(f"--start {options.start}")
    if others:
        advice = (
            "Leave that out." if options.config else "Leave that out, or name a new folder for a new run."
        )
        raise SettingsError(
            f"{options.config or options.run} has settings of its own, so {' and '.join(others)} would change nothing. "
            f"{advice}"
        )


def _file_of(model: str) -> str:
    """The file of a model that is named by its key or its file; the name itself where there is none."""
    from core.models.catalog import find_model

    try:
        return str(find_model(model).path)
    except ModelError:
        return model


def _same_file(one: str, other: str) -> bool:
    """Whether two paths lead to the same place; "" leads nowhere."""
    if not (one and other):
        return False
    try:
        return Path(one).samefile(other)
    except OSError:
        one, other = (os.path.normcase(os.path.abspath(path)) for path in (one, other))
        return one == other


def _from_preset(options: argparse.Namespace) -> tuple[TrainConfig, Dataset]:
    """The settings of a preset for the pictures, and those, checked. Writes nothing."""
    from core.data.check import check_dataset
    from core.data.source import recognise
    from core.models.catalog import find_model
    from core.models.checkpoints import read_recipe
    from core.training.settings.presets import preset

    start = options.start or "lite-x4"
    recipe = read_recipe(find_model(start).path)
    source = recognise(options.pictures)
    report = check_dataset(source, scale=recipe.scale)
    lines = [f"{source.describe()}.", report.summary(), *(f.message for f in report.findings[:MOST_FINDINGS])]
    if len(report.findings) > MOST_FINDINGS:
        lines.append(f"And {len(report.findings) - MOST_FINDINGS} more.")
    print(printable("\n".join(lines)), file=sys.stderr)
    dataset = report.dataset()
    config = preset(
        options.preset,
        report.usable,
        source=source,
        start=start,
        architecture=recipe.architecture,
        scale=recipe.scale,
        smallest=min(min(i.width, i.height) for i in report.items),
    )
    return config, dataset


def _launch(options: argparse.Namespace) -> int:
    from core.training.runs.launch import Group, launch
    from core.training.runs.reporter import Reporter

    def emit(event: Event) -> None:
        # A run that another process is at work on has events of its own.
        path = None if RunFolder(options.run).is_at_work() else options.run / "events.jsonl"
        Reporter(path, echo=True)(event)

    group = Group(
        options.nproc,
        options.nnodes,
        options.node_rank,
        options.rdzv_endpoint,
        options.rdzv_id,
        options.rdzv_backend,
    )
    stored = options.config or (options.run / "config.json").exists()
    config, dataset = _config(options)
    group.check(config.device)
    _keep(dataset, options.run)
    if not stored:  # by preset: once, for all
        (options.run / "config.json").write_text(config.to_json(), "utf-8")
    launch(group, _child_arguments(options), emit)
    return 0


def _child_arguments(options: argparse.Namespace) -> list[str]:
    arguments = ["train", str(options.run), "--nproc", str(options.nproc), "--nnodes", options.nnodes]
    for name in ("config", "data", "seconds", "iterations", "threads"):
        value = getattr(options, name)
        if value is not None:
            arguments += [f"--{name}", str(value)]
    return [*arguments, *(["--wait"] if options.wait else [])]


def _export(options: argparse.Namespace) -> int:
    from core.training.runs.export import export, install
    from core.training.runs.reporter import Reporter

    emit = Reporter(None, echo=True)
    if options.install is not None:
        key, path = install(options.run, options.install, newest=options.newest)
        emit(ModelExported(key, str(path)))
        return 0
    recipe = export(
        options.run,
        options.export,
        title=options.title,
        licence=options.licence,
        steps=options.steps,
        kappa=options.kappa,
        newest=options.newest,
    )
    emit(LogLine("info", f"{recipe.title} was written."))
    emit(ModelExported(str(options.export), str(options.export)))
    return 0
