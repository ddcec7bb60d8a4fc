"""A training run from beginning to end: the lock on its folder, building, training, and the events about it."""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import torch
from filelock import FileLock, Timeout

from core.compute.device import free_memory
from core.data.dataset import Dataset
from core.errors import Cancelled, EngineError, TrainingError
from core.events import Emit, LogLine, RunState, Verdict
from core.jobs import CancelToken
from core.storage.atomic import write_atomically
from core.storage.folders import user_cache
from core.storage.runtime import runtime_folder
from core.training.control import Control
from core.training.loop import memory
from core.training.loop.batches import Batches, as_input
from core.training.loop.pool import PairPool
from core.training.loop.state import newest_state
from core.training.loop.trainer import Trainer
from core.training.processes import Processes
from core.training.run_folder import RunFolder
from core.training.runs.build import (
    build_batches,
    build_task,
    build_validation,
    choose_hardware,
    keep_start,
    pool_of,
    prepare_dataset,
)
from core.training.settings.config import WITHOUT_EFFECT, TrainConfig, changes
from core.training.tasks.own_validation import OwnValidation, sentence
from core.training.tasks.task import Task

log = logging.getLogger(__name__)

LOCK_PATIENCE = 1.0  # seconds: a window that looks whether anybody is at work holds the lock for a moment


def train(
    config: TrainConfig,
    run: Path,
    *,
    emit: Emit,
    cancel: CancelToken,
    wait: bool = False,
    kept: TrainConfig | None = None,
) -> str:
    """Trains in the folder `run`, or goes on with the run that is there. Returns "finished" or "stopped".

    Emits the states of the run. An error is emitted as "failed" with a sentence, and raised, too: TrainingError or
    another EngineError. Until the run's lock is held errors are raised alone, since the run's events are those of the
    process that holds it. With `wait` it then waits until no other run that was started with `wait` is at work. The
    folder keeps `kept`, if that is given, as the settings for the next time.
    """
    folder = RunFolder(run)
    control = Control(folder, cancel)
    run.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as held:
        processes = held.enter_context(_joined(config))
        say: Emit = emit if processes.is_main else lambda event: None
        if processes.is_main:
            held.enter_context(_alone(folder))
        processes.agree(None)  # the main process holds the lock now
        try:
            if processes.is_main and wait:
                held.enter_context(_slot(control, say))
            say(RunState("preparing"))
            end = _work(config, kept or config, folder, say, control, processes)
            say(RunState(end))
            return end
        except Cancelled:
            emit(RunState("stopped"))
            return "stopped"
        except EngineError as error:
            emit(RunState("failed", str(error)))
            raise
        except Exception as error:
            log.exception("The training in %s failed", run)
            kind = type(error).__name__
            message = f"Something unforeseen went wrong in the training ({kind}). The log has the details."
            emit(RunState("failed", message))
            raise TrainingError(message, detail=repr(error)) from error


@memory.enough_memory()
def _work(
    config: TrainConfig,
    kept: TrainConfig,
    folder: RunFolder,
    emit: Emit,
    control: Control,
    processes: Processes,
) -> str:
    set_threads(config)
    _step_back(config)
    if processes.is_main:
        config = _settle_config(config, kept, folder, emit)
        prepare_dataset(config, folder, emit, control)
        keep_start(config, folder)
    processes.agree(None)  # the list of pictures and the start are there now
    dataset = Dataset.load(folder.dataset) if config.source else None
    torch.manual_seed(config.seed)
    device, dtype = choose_hardware(config, processes, emit)
    task = build_task(config, device, dtype, emit, folder)
    batches: Batches | PairPool = build_batches(config, dataset)
    validation = None
    if processes.is_main:
        validation = build_validation(config, task, dataset, folder=folder, emit=emit)
    accumulate = config.accumulate or plan_parts(config, task, batches, processes)
    with contextlib.ExitStack() as held:
        if config.pool:
            emit(LogLine("info", f"A pool of {config.pool:,} pairs is being made."))
            batches = held.enter_context(pool_of(config, dataset, device, control.raise_if_stopped))
        trainer = Trainer(
            task,
            batches,
            config,
            folder,
            emit=emit,
            control=control,
            validation=validation,
            processes=processes,
            accumulate=accumulate,
        )
        end = trainer.run()
    trainer.tell_notices()
    progress = trainer.progress
    # Before the first validation of what was trained there is nothing to say of it.
    if isinstance(validation, OwnValidation) and progress.start_metrics and progress.validated_at > 0:
        better, words = sentence(
            progress.start_metrics, progress.best_metrics, progress.best_iteration, name=task.recipe.title
        )
        emit(Verdict(better, words, progress.best_iteration, progress.start_metrics, progress.best_metrics))
    return end


def plan_parts(config: TrainConfig, task: Task, batches: object, processes: Processes) -> int:
    """In how many parts each process should work through its share of a batch, by the memory that one sample needs."""
    hq, lq = batches.batch(0, [0])  # type: ignore[attr-defined]
    sample = memory.bytes_per_sample(task, as_input(hq), as_input(lq))
    task.network.zero_grad(set_to_none=True)
    here = processes.count if task.device.type == "cpu" else 1  # processes that share the memory
    free = free_memory(task.device) // here
    share = len(processes.share_of(config.batch))
    return memory.parts_needed(share, sample=sample, state=memory.state_bytes(task), free=free)


def _settle_config(config: TrainConfig, kept: TrainConfig, folder: RunFolder, emit: Emit) -> TrainConfig:
    """Compares the settings with those that the run was last worked on with, and writes those to keep into its folder.
    Returns the settings with which it goes on.

    Raises TrainingError if one has changed that must not change, or if all checkpoints are damaged.
    """
    state = newest_state(folder.path)
    if state is not None:
        was = TrainConfig.from_dict(state.facts["config"])
        config, kept = _without_effect(was, config, emit), _without_effect(was, kept)
        found = changes(was, config)
        refused = [c for c in found if not c.allowed]
        if refused:
            listed = "; ".join(str(c) for c in refused)
            raise TrainingError(
                f"This run cannot go on with other settings than it began with: {listed}. Begin a new run for them.",
                detail="\n".join(str(c) for c in found),
            )
        if found:
            emit(LogLine("info", f"Changed settings: {'; '.join(str(c) for c in found)}."))
    write_atomically(folder.config, kept.to_json().encode(), overwrite=True)
    return config


def _without_effect(was: TrainConfig, config: TrainConfig, emit: Emit = lambda event: None) -> TrainConfig:
    """The settings with those taken back whose change can have no effect any more."""
    back = {n: getattr(was, n) for n in WITHOUT_EFFECT if getattr(was, n) != getattr(config, n)}
    if not (config.source and back):
        return config
    listed = ", ".join(f"{name} {value}" for name, value in back.items())
    emit(LogLine("warning", f"The pictures of this run were divided once, with {listed}: that stays."))
    return replace(config, **back)


def set_threads(config: TrainConfig) -> None:
    """Lets torch compute in as many threads as the settings say, if they do."""
    if config.threads:
        torch.set_num_threads(config.threads)


def _step_back(config: TrainConfig) -> None:
    """Lowers the priority of this process, as the settings say, so that other programs go first."""
    if not config.nice:
        return
    with contextlib.suppress(OSError, psutil.Error, AttributeError):
        if os.name == "nt":
            psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        else:
            os.nice(max(0, config.nice - os.nice(0)))


@contextlib.contextmanager
def _joined(config: TrainConfig) -> Iterator[Processes]:
    processes = Processes.join(cpu=config.device == "cpu" or not torch.cuda.is_available())
    try:
        yield processes
    finally:
        processes.leave()


@contextlib.contextmanager
def _alone(folder: RunFolder) -> Iterator[None]:
    """Holds the lock of the run within the block. Raises TrainingError if another process holds it."""
    lock, number = folder.lock(), folder.path / "pid"
    try:
        lock.acquire(timeout=LOCK_PATIENCE)
        number.write_text(str(os.getpid()), "ascii")
    except Timeout as error:
        raise TrainingError(f"Another process is at work in {folder.path}. Stop it first.") from error
    except OSError as error:
        lock.release()
        raise TrainingError(
            f"Nothing can be written to {folder.path}: {error.strerror or error}. Choose another folder for the run.",
            detail=repr(error),
        ) from error
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            number.unlink(missing_ok=True)
        lock.release()


@contextlib.contextmanager
def _slot(control: Control, emit: Emit) -> Iterator[None]:
    """Within the block, no other run on this machine is at work that was started with `wait`."""
    lock = FileLock(slot_path())
    waiting = False
    while True:
        try:
            lock.acquire(timeout=0)
            break
        except Timeout:
            if not waiting:
                emit(RunState("waiting", "Another training is running; this one begins when it has ended."))
            waiting = True
            control.raise_if_stopped()
            control.wait(1.0)
    try:
        yield
    finally:
        lock.release()


def slot_path() -> Path:
    """The lock file of `_slot`: in the cache folder, or in the user's runtime folder if that cannot be written to."""
    try:
        folder = user_cache()
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            return folder / "training.lock"
    except OSError as error:
        log.info("The cache folder cannot be used: %s", error)
    return runtime_folder() / "training.lock"


def with_limits(config: TrainConfig, **given: object) -> TrainConfig:
    """The settings with those changed that the command line gives (not None). Raises TrainingError."""
    config = replace(config, **{k: v for k, v in given.items() if v is not None})  # type: ignore[arg-type]
    config.check()
    return config
