"""The training loop: batches in, events out, a state on disk from which it goes on exactly."""

from __future__ import annotations

import json
import logging
import math
import time
from collections.abc import Callable, Iterator
from typing import Any, Protocol, TypeVar

import torch
from torch import Tensor

from core.compute.device import free_cache, is_out_of_memory
from core.errors import Cancelled, EngineError, TrainingError
from core.events import CheckpointSaved, Emit, LogLine, RunState, TrainStep, Validated
from core.models.checkpoints import write_tensors
from core.training.loop.batches import Batches, prefetched
from core.training.loop.ema import Ema, averaged, trained
from core.training.loop.guard import Diverged, Guard
from core.training.loop.optimizer_state import load_optimizer, optimizer_tensors
from core.training.loop.progress import Progress, Tally
from core.training.loop.state import TrainState, newest_state, save_state
from core.training.running.control import Control
from core.training.running.processes import Processes
from core.training.running.run_folder import RunFolder
from core.training.settings.config import TrainConfig
from core.training.tasks.adapters import load_trained
from core.training.tasks.task import Draw, Task

log = logging.getLogger(__name__)

T = TypeVar("T")
ROLLBACKS = 6  # to one and the same checkpoint
RETRY = 5.0  # seconds between two tries to write
STREAM = 1 << 32  # apart from each other lie the batches of a run before and after it was rolled back


class Validation(Protocol):
    """Metrics of the task's network as it stands; "score" decides what is best (lower is better)."""

    def __call__(self, tick: Callable[[], None]) -> dict[str, float]: ...


class Trainer:
    """Trains the task's network until the iterations or the time are spent, it stops getting better, or it is told to.

    All randomness of iteration i comes from (seed, i), so the state is the weights, their average, the optimiser
    and a few numbers: a resumed run computes the same bits on a CPU. Of several processes the main one validates,
    writes and decides; the others follow.
    """

    def __init__(
        self,
        task: Task,
        batches: Batches,
        config: TrainConfig,
        run: RunFolder,
        *,
        emit: Emit,
        control: Control,
        validation: Validation | None = None,
        processes: Processes | None = None,
        accumulate: int = 1,
    ) -> None:
        self.task, self.batches, self.config, self.folder = task, batches, config, run
        self.emit, self.control, self.validation = emit, control, validation
        self.processes = processes or Processes()
        self.network = task.network
        self.ema = Ema(self.network, config.ema)
        self.optimizer = torch.optim.AdamW(
            trained(self.network).values(),
            lr=config.lr,
            betas=config.betas,
            weight_decay=config.weight_decay,
            foreach=True,
        )
        fp16 = config.precision == "float16" and task.device.type == "cuda"
        self.scaler = torch.amp.GradScaler(task.device.type, enabled=fp16)
        self.progress = Progress(accumulate=accumulate)
        self.guard = Guard()
        self._saved_at = -1

    @property
    def iteration(self) -> int:
        return self.progress.iteration

    # -- the loop -----------------------------------------------------------------------------------------------

    def run(self) -> str:
        """Resumes if the run folder holds a state. Saves when it ends, however it ends. -> "finished" or "stopped"."""
        if not self.resume():
            try:
                self._begin()
            except Cancelled:
                return "stopped"
        self.emit(RunState("running"))
        self.network.train()
        started = time.monotonic()
        while True:
            try:
                return self._until_the_end(started)
            except Diverged as error:
                self._roll_back(error)

    def step_once(self) -> None:
        """One iteration with nothing around it: for measuring."""
        for hq, lq in self._prefetched():
            self.iterate(hq, lq)
            self.progress.iteration += 1
            return

    def _begin(self) -> None:
        """The untouched start is measured, and is a state to come back to."""
        self._validate()
        self.save()

    def _until_the_end(self, started: float) -> str:
        config = self.config
        tally = Tally(time.monotonic())
        for hq, lq in self._prefetched():
            if self._told() == "stop":
                self.save()
                return "stopped"
            loss, parts = self.iterate(hq, lq)
            tally.add(loss, parts)
            self.progress.iteration += 1
            if self.iteration % config.report_every == 0 or self.iteration == config.iterations:
                self._report(tally, started)
                tally = Tally(time.monotonic())
            if self.iteration % config.validate_every == 0 or self.iteration == config.iterations:
                try:
                    self._validate()
                except Cancelled:
                    self.save()
                    return "stopped"
            spent = config.seconds is not None and time.monotonic() - started > config.seconds
            worn_out = 0 < config.patience <= self.progress.stale
            spent, worn_out = self.processes.agree((spent, worn_out))
            if self.iteration % config.save_every == 0 or spent or worn_out:
                self.save()
            if spent:
                return "stopped"
            if worn_out:
                self._say(
                    "info", f"The last {config.patience} validations brought nothing better: it ends here."
                )
                break
        self.save()
        return "finished"

    def iterate(self, hq: Tensor, lq: Tensor) -> tuple[float, dict[str, float]]:
        """One step of the optimiser. Where memory runs out, the batch is worked through in more parts."""
        while True:
            try:
                loss, parts = self._gradients(hq, lq)
                break
            except RuntimeError as error:
                if not is_out_of_memory(error) or self.progress.accumulate >= len(hq):
                    raise
            self._forget_gradients()
            free_cache(self.task.device)
            self.progress.accumulate *= 2
            self._say(
                "warning",
                f"Memory ran out: each batch is now worked through in {self.progress.accumulate} parts.",
            )
        norm = float(
            torch.nn.utils.clip_grad_norm_(trained(self.network).values(), self.config.clip, foreach=True)
        )
        # A scaler's infinities are no fault: it skips that step and lowers its scale.
        self.guard.check(loss, norm if not self.scaler.is_enabled() else 0.0)
        for group in self.optimizer.param_groups:
            group["lr"] = self.progress.lr_factor * learning_rate(self.iteration, self.config)
        self.scaler.step(self.optimizer)
        self.scaler.update()
        self.optimizer.zero_grad(set_to_none=True)
        if self.task.adversary is not None:
            self.task.adversary.step(self.processes)
        self.ema.update(self.network, self.iteration)
        return loss, parts

    def _gradients(self, hq: Tensor, lq: Tensor) -> tuple[float, dict[str, float]]:
        """Gradients of the mean loss over the whole batch, of all processes -> (that loss, its parts)."""
        config = self.config
        mine = self.processes.share_of(config.batch)
        total, parts = 0.0, dict[str, float]()
        micro = -(-len(mine) // self.progress.accumulate)
        for start in range(0, len(mine), micro):
            some = slice(start, start + micro)
            draw = Draw(config.seed, self._stream(self.iteration), mine[some])
            loss, more = self.task.loss(hq[some], lq[some], draw)
            share = len(mine[some]) / config.batch
            self.scaler.scale(loss * share).backward()
            total += float(loss.detach()) * share
            parts = {k: parts.get(k, 0.0) + v * share for k, v in more.items()}
        weights = list(trained(self.network).values())
        for weight in weights:
            if weight.grad is None:
                weight.grad = torch.zeros_like(weight)
        sums = self.processes.sum([w.grad for w in weights if w.grad is not None], [total, *parts.values()])
        if self.scaler.is_enabled():
            self.scaler.unscale_(self.optimizer)
        return sums[0], dict(zip(parts, sums[1:], strict=True))

    def _forget_gradients(self) -> None:
        self.optimizer.zero_grad(set_to_none=True)
        if self.task.adversary is not None:
            self.task.adversary.forget()

    def _stream(self, iteration: int) -> int:
        """After a roll-back other batches follow than those that led astray."""
        return iteration + STREAM * self.progress.rollbacks

    def _prefetched(self) -> Iterator[tuple[Tensor, Tensor]]:
        """This process's share of each batch from the current iteration on."""
        coming = map(self._stream, range(self.iteration, self.config.iterations))
        return prefetched(self.batches, coming, self.processes.share_of(self.config.batch))

    # -- being told -----------------------------------------------------------------------------------------------

    def _told(self) -> str:
        """run or stop; a pause is waited out here, with the state saved."""
        word = self.processes.agree(self.control.asked() if self.processes.is_main else "run")
        if word != "pause":
            return str(word)
        self.save()
        self.emit(RunState("paused"))
        while word == "pause":
            self.control.wait(0.5)
            word = self.processes.agree(self.control.asked() if self.processes.is_main else "run")
        if word == "run":
            self.emit(RunState("running"))
        return str(word)

    def _roll_back(self, error: Diverged) -> None:
        """To the newest sound state, with half the learning rate and other batches."""
        progress = self.progress
        rollbacks, factor, at = progress.rollbacks + 1, progress.lr_factor / 2, self.iteration
        if not self.resume(quietly=True):
            raise TrainingError(
                f"The loss {error} at iteration {at}, and there is no checkpoint to go back to."
            )
        if rollbacks - self.progress.rollbacks > ROLLBACKS:
            raise TrainingError(
                f"The loss {error} again and again, although the learning rate was lowered {ROLLBACKS} times. Begin "
                "anew with a lower one, and look at the training pictures."
            )
        self.progress.rollbacks, self.progress.lr_factor = rollbacks, factor
        self._forget_gradients()
        self._say(
            "warning",
            f"At iteration {at} the loss {error}. Training goes on from iteration {self.iteration} with "
            f"{factor:.3g} of the learning rate.",
        )

    # -- reports ------------------------------------------------------------------------------------------------

    def _report(self, tally: Tally, started: float) -> None:
        seconds = max(1e-9, time.monotonic() - tally.since)
        left = (self.config.iterations - self.iteration) * seconds / tally.count
        if self.config.seconds is not None:
            left = min(left, self.config.seconds - (time.monotonic() - started))
        self.emit(
            TrainStep(
                iteration=self.iteration,
                iterations=self.config.iterations,
                loss=tally.loss / tally.count,
                parts={k: v / tally.count for k, v in tally.parts.items()},
                lr=self.progress.lr_factor * learning_rate(self.iteration - 1, self.config),
                samples_per_second=tally.count * self.config.batch / seconds,
                seconds_left=max(0.0, left),
            )
        )

    def _validate(self) -> None:
        """Raises Cancelled where the run is told to stop meanwhile."""
        stopped = False
        if self.validation is not None and self.processes.is_main:
            try:
                self._validate_here()
            except Cancelled:
                stopped = True
        stopped, self.progress = self.processes.agree((stopped, self.progress))
        if stopped:
            raise Cancelled

    def _validate_here(self) -> None:
        assert self.validation is not None
        with averaged(self.network, self.ema):
            metrics = self.validation(self.control.raise_if_stopped)
        progress = self.progress
        if self.iteration == 0:
            progress.start_metrics = metrics
        better = progress.best is None or metrics["score"] < progress.best
        if better:
            progress.best, progress.best_metrics = metrics["score"], metrics
            progress.best_iteration = self.iteration
            self._insist(lambda: write_tensors(self.folder.best, _contiguous(self.ema.shadow), {}))
        progress.stale = 0 if better else progress.stale + 1
        self.emit(Validated(self.iteration, metrics, better))
        save_samples = getattr(self.validation, "save_samples", None)
        if save_samples is not None:
            try:
                save_samples(self.folder.samples, self.iteration, self.emit)
            except (OSError, EngineError) as error:
                self._say("warning", f"The pictures of this validation could not be saved: {error}")

    def _say(self, level: str, message: str) -> None:
        if self.processes.is_main:
            self.emit(LogLine(level, message))

    # -- state --------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Writes the state, if there is anything new in it; see core.training.loop.state for what survives a cut.

        Where it cannot be written the run pauses, says why, and goes on once it can.
        """
        if self._saved_at == self.iteration:
            return
        if self.processes.is_main:
            path = self._insist(lambda: save_state(self.folder.path, self.state()))
            if path is not None:
                self.emit(CheckpointSaved(self.iteration, str(path)))
        self._saved_at = self.iteration

    def _insist(self, write: Callable[[], T]) -> T | None:
        """Does it; while it fails the run is paused. None if the run is told to stop before it has succeeded."""
        told = False
        while True:
            try:
                result = write()
            except EngineError as error:
                if not told:
                    log.warning("%s", error, exc_info=True)
                    self.emit(RunState("paused", str(error)))
                told = True
                self.control.wait(RETRY)
                if self.control.asked() == "stop":
                    self._say(
                        "error", f"Ended without saving; what came after the last checkpoint is lost. {error}"
                    )
                    return None
                continue
            if told:
                self.emit(RunState("running"))
            return result

    def state(self) -> TrainState:
        """All that the run is, to be written."""
        progress = self.progress
        progress.usual_loss, progress.seen = self.guard.usual, self.guard.seen
        progress.scaler = self.scaler.state_dict() if self.scaler.is_enabled() else {}
        facts = {**vars(progress), "config": json.loads(self.config.to_json()), "environment": environment()}
        tensors = {
            "model": _contiguous(trained(self.network)),
            "ema": _contiguous(self.ema.shadow),
            "optimizer": _contiguous(optimizer_tensors(self.optimizer, self.network)),
        }
        if self.task.adversary is not None:
            tensors["adversary"] = _contiguous(self.task.adversary.tensors())
        return TrainState(tensors, facts)

    def resume(self, *, quietly: bool = False) -> bool:
        """Takes up the newest sound state of the run folder. Says whether there was one."""
        state = self._newest()
        if state is None:
            return False
        known = set(vars(Progress()))
        self.progress = Progress(
            **{"accumulate": self.progress.accumulate, **{k: v for k, v in state.facts.items() if k in known}}
        )
        load_trained(self.network, state.tensors["model"])
        self.ema.load(state.tensors["ema"])
        load_optimizer(self.optimizer, self.network, state.tensors.get("optimizer", {}))
        if self.task.adversary is not None:
            self.task.adversary.load(state.tensors.get("adversary", {}))
        self.guard.usual, self.guard.seen = self.progress.usual_loss, self.progress.seen
        if self.scaler.is_enabled() and self.progress.scaler:
            self.scaler.load_state_dict(self.progress.scaler)
        self._saved_at = self.iteration
        if not quietly:
            self._say("info", f"Going on from iteration {self.iteration}.")
            was = state.facts.get("environment", {})
            if was and was != environment():
                self._say(
                    "warning",
                    f"This run was last worked on by {_named(was)} and now goes on with {_named(environment())}: it "
                    "continues well, but not bit for bit.",
                )
        return True

    def _newest(self) -> TrainState | None:
        """The same state in all processes: the main one looks first."""
        state = None
        if self.processes.is_main:
            state = newest_state(self.folder.path, notice=lambda text: self._say("warning", text))
        iteration = self.processes.agree(None if state is None else state.facts["iteration"])
        if iteration is None or state is not None:
            return state
        state = newest_state(self.folder.path)
        if state is None or state.facts["iteration"] != iteration:
            raise TrainingError(
                f"The checkpoint of iteration {iteration} is not found here. All machines of a training must see the "
                f"same run folder, {self.folder.path}."
            )
        return state


def learning_rate(iteration: int, config: TrainConfig) -> float:
    """Linear warm-up, then a cosine from lr to lr_end at the last iteration."""
    if iteration < config.warmup:
        return config.lr * (iteration + 1) / config.warmup
    done = (iteration - config.warmup) / max(1, config.iterations - config.warmup)
    return config.lr_end + (config.lr - config.lr_end) * 0.5 * (1 + math.cos(math.pi * min(1.0, done)))


def environment() -> dict[str, str]:
    """What decides the bits beside the settings."""
    return {"torch": str(torch.__version__)}


def _named(environment: dict[str, str]) -> str:
    return ", ".join(f"{k} {v}" for k, v in environment.items())


def _contiguous(tensors: dict[str, Any]) -> dict[str, Tensor]:
    return {k: v.detach().contiguous().cpu() for k, v in tensors.items()}
