"""The training loop: batches in, events out."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence

import torch
from torch import Tensor

from core.compute.device import free_cache
from core.compute.faults import is_out_of_memory
from core.errors import Cancelled, TrainingError
from core.events import Emit, LogLine, RunState, TrainStep
from core.training.control import Control
from core.training.loop.batches import Batches, prefetched
from core.training.loop.guard import Diverged
from core.training.loop.learner import Learner
from core.training.loop.learning_rate import learning_rate
from core.training.loop.pool import PairPool
from core.training.loop.progress import Outcome, Progress, Stopwatch, Tally
from core.training.loop.recorded import CudaRecorder, RecordedIterations
from core.training.loop.saving import Saver
from core.training.loop.validating import Validation, Validator
from core.training.optimizer_state import trained
from core.training.processes import Processes
from core.training.run_folder import RunFolder
from core.training.settings.config import TrainConfig
from core.training.tasks.lite_task import LiteTask
from core.training.tasks.task import Draw, Task

log = logging.getLogger(__name__)

ROLLBACKS = 6  # to one and the same checkpoint, before the run gives up
STREAM = 1 << 32  # the random numbers after a roll-back lie that far from those before it


class Trainer:
    """Trains the task's network until the iterations or the time are spent, it stops getting better, or it is told to.

    Of several processes the main one validates, writes and decides; the others follow. Only the main one's `emit`
    is to be heard.
    """

    def __init__(
        self,
        task: Task,
        batches: Batches | PairPool,
        config: TrainConfig,
        run: RunFolder,
        *,
        emit: Emit,
        control: Control,
        validation: Validation | None = None,
        processes: Processes | None = None,
        accumulate: int = 1,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.task, self.batches, self.config = task, batches, config
        self.emit, self.control = emit, control
        self.processes = processes or Processes()
        self.learner = Learner(task, config, accumulate=accumulate)
        self.watch = Stopwatch(clock)
        self.saver = Saver(
            self.learner, run, emit=emit, control=control, processes=self.processes, watch=self.watch
        )
        self.validator = Validator(self.learner, validation, self.saver)
        self.recorded = self._recorded(accumulate) if config.graph else None
        self._validation_seconds = 0.0  # of the last one
        self._noticed = 0  # notices of the batches that have been passed on

    def _recorded(self, accumulate: int) -> RecordedIterations | None:
        """Iterations that are recorded, where they can be."""
        alone = self.processes.count == 1 and accumulate == 1 and not self.learner.scaler.is_enabled()
        if isinstance(self.task, LiteTask) and self.task.device.type == "cuda" and alone:
            return RecordedIterations(self.task, self.learner, CudaRecorder())
        return None

    @property
    def progress(self) -> Progress:
        return self.learner.progress

    @property
    def iteration(self) -> int:
        return self.learner.progress.iteration

    # -- the loop -----------------------------------------------------------------------------------------------

    def run(self) -> str:
        """Trains, from the state in the run folder if there is one. Returns "finished" or "stopped", with the state
        saved.

        Raises TrainingError if the training diverges again and again.
        """
        if self.saver.resume():
            self._renew_patience()
        else:
            try:
                self._begin()
            except Cancelled:
                return "stopped"
        self.emit(RunState("running"))
        self.learner.network.train()
        started = self.watch.seconds
        while True:
            try:
                return self._until_the_end(started)
            except Diverged as error:
                self._roll_back(error)

    def step_once(self) -> None:
        """One iteration without reports, validation and saving: for measuring."""
        for hq, lq in self._prefetched():
            self.iterate(hq, lq)
            self.progress.iteration += 1
            return

    def _renew_patience(self) -> None:
        """A run that had ended for want of anything better, and is started again, has all its patience again."""
        if 0 < self.config.patience <= self.progress.stale:
            self.progress.stale = 0

    def _begin(self) -> None:
        """Validates the untrained start and saves it, as a state to go back to."""
        self._measure()
        self._save()

    def _until_the_end(self, started: float) -> str:
        config = self.config
        if self._validation_is_due() and not self._validate():  # a stop has cut it short
            return "stopped"
        tally = Tally(self.watch.training)
        batches = self._prefetched()
        while pair := self._next(batches, tally):
            hq, lq = pair
            if self._told(tally) == "stop":
                tally.check(self.learner.guard)
                self._save()
                return "stopped"
            tally.add(self.iterate(hq, lq))
            if self.task.device.type == "cpu":
                tally.check(self.learner.guard)  # other devices are waited for only to report or to save
            self.progress.iteration += 1
            if self.iteration % config.report_every == 0 or self.iteration == config.iterations:
                tally.check(self.learner.guard)
                self._report(tally, started)
                tally = Tally(self.watch.training)
            if self._validation_is_due():
                tally.check(self.learner.guard)
                if not self._validate():
                    return "stopped"
            spent = config.seconds is not None and self.watch.seconds - started > config.seconds
            worn_out = 0 < config.patience <= self.progress.stale
            spent, worn_out = self.processes.agree((spent, worn_out))
            due = self.iteration % config.save_every == 0 or self.saver.is_due(config.save_seconds)
            if self.processes.agree(due) or spent or worn_out:
                tally.check(self.learner.guard)
                self._save()
            if spent:
                return "stopped"
            if worn_out:
                message = f"The last {config.patience} validations brought nothing better: it ends here."
                self.emit(LogLine("info", message))
                break
        self._save()
        return "finished"

    def _validation_is_due(self) -> bool:
        """Whether this iteration is one to be validated and has not been, by this process or by one before it."""
        wanted = self.iteration % self.config.validate_every == 0 or self.iteration >= self.config.iterations
        return wanted and self.progress.validated_at != self.iteration

    def _validate(self) -> bool:
        """Validates; if the run is told to stop meanwhile, or that fails, saves the state. Returns False for a stop."""
        try:
            self._measure()
        except Cancelled:
            self._save()
            return False
        except Exception:
            self._save()  # what was learnt since the last checkpoint is sound, whatever went wrong here
            raise
        return True

    def _measure(self) -> None:
        with self.watch.aside():
            began = self.watch.seconds
            self.validator.validate()
            self._validation_seconds = self.watch.seconds - began

    def _save(self) -> None:
        with self.watch.aside():
            self.saver.save()

    def _validations_left(self) -> int:
        """How many are due now or will be until the end."""
        done, end, every = self.iteration, self.config.iterations, self.config.validate_every
        coming = end // every - done // every + (done < end and end % every > 0)
        return coming + self._validation_is_due()

    def iterate(self, hq: Tensor, lq: Tensor) -> Outcome:
        """One step of the optimiser on a batch, which does not wait for the device.

        hq is [B, 3, S, S], lq [B, 3, S / scale, S / scale], both in [-1, 1]. If memory runs out, the batch is worked
        through in more parts. A step whose gradients are no numbers spoils the weights: the guard finds that out before
        they are kept.
        """
        self.learner.set_iteration(self.iteration)
        while True:
            try:
                if self.recorded is not None:
                    return self.recorded.iterate(hq, lq, self._draw(range(len(hq))))
                loss, parts = self._gradients(hq, lq)
                break
            except RuntimeError as error:
                self.learner.forget_gradients()
                if self.recorded is not None:
                    log.warning("This iteration cannot be recorded", exc_info=True)
                    self.emit(
                        LogLine("warning", f"The launches cannot be recorded, which is slower: {error}")
                    )
                    self.recorded = None
                    continue
                if not is_out_of_memory(error) or self.progress.accumulate >= len(hq):
                    raise
            free_cache(self.task.device)
            self.progress.accumulate *= 2
            message = f"Memory ran out: each batch is now worked through in {self.progress.accumulate} parts."
            self.emit(LogLine("warning", message))
        return Outcome(loss, parts, self.learner.step(self.processes))

    def _gradients(self, hq: Tensor, lq: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
        """Gradients of the mean loss over the whole batch, of all processes -> (that loss, its parts)."""
        config = self.config
        mine = self.processes.share_of(config.batch)
        total, parts = torch.zeros((), device=self.task.device), dict[str, Tensor]()
        micro = -(-len(mine) // self.progress.accumulate)
        for start in range(0, len(mine), micro):
            some = slice(start, start + micro)
            draw = self._draw(mine[some])
            loss, more = self.task.loss(hq[some], lq[some], draw)
            share = len(mine[some]) / config.batch
            self.learner.scaler.scale(loss * share).backward()
            total = total + loss.detach() * share
            parts = {k: parts[k] + v * share if k in parts else v * share for k, v in more.items()}
        weights = list(trained(self.learner.network).values())
        for weight in weights:
            if weight.grad is None:
                weight.grad = torch.zeros_like(weight)
        sums = self.processes.sum([w.grad for w in weights if w.grad is not None], [total, *parts.values()])
        self.learner.unscale()
        return sums[0], dict(zip(parts, sums[1:], strict=True))

    def _draw(self, samples: Sequence[int]) -> Draw:
        """After a roll-back the seed is another one, not the iteration: parts of the loss begin at one of them."""
        return Draw(self.config.seed + STREAM * self.progress.rollbacks, self.iteration, samples)

    def _stream(self, iteration: int) -> int:
        """The number of the batch for an iteration. After a roll-back other batches follow than those before it."""
        return iteration + STREAM * self.progress.rollbacks

    def _prefetched(self) -> Iterator[tuple[Tensor, Tensor]]:
        """(hq, lq) of this process's share of each batch, from the current iteration on."""
        coming = map(self._stream, range(self.iteration, self.config.iterations))
        if isinstance(self.batches, PairPool):
            mine = self.processes.share_of(self.config.batch)
            return self.batches.batches(coming, slice(mine[0], mine[-1] + 1))
        return prefetched(self.batches, coming, self.processes.share_of(self.config.batch))

    def _next(self, batches: Iterator[tuple[Tensor, Tensor]], tally: Tally) -> tuple[Tensor, Tensor] | None:
        """(hq, lq) of the next batch, None behind the last. If there is none to be had, because the pictures are gone,
        the state is saved before the run ends.

        Of several processes only a failure of the main one saves anything, as the others may not write; what follows
        the newest checkpoint is lost where theirs comes first."""
        try:
            return next(batches, None)
        except Exception:
            self.tell_notices()
            tally.check(self.learner.guard)
            self._save()
            raise

    # -- being told -----------------------------------------------------------------------------------------------

    def _told(self, tally: Tally) -> str:
        """Says "run" or "stop". A pause is waited out here, with the state saved. Raises Diverged before unsound
        weights are saved."""
        word = self.processes.agree(self.control.asked() if self.processes.is_main else "run")
        if word != "pause":
            return str(word)
        tally.check(self.learner.guard)
        self._save()
        self.emit(RunState("paused"))
        with self.watch.paused():
            while word == "pause":
                self.control.wait(0.5)
                word = self.processes.agree(self.control.asked() if self.processes.is_main else "run")
        if word == "run":
            self.emit(RunState("running"))
        return str(word)

    def _roll_back(self, error: Diverged) -> None:
        """Goes back to the newest sound state, to continue with half the learning rate and other batches."""
        progress = self.progress
        rollbacks, factor, at = progress.rollbacks + 1, progress.lr_factor / 2, self.iteration
        if not self.saver.resume(quietly=True):
            raise TrainingError(
                f"The loss {error} at iteration {at}, and there is no checkpoint to go back to."
            )
        if rollbacks - self.progress.rollbacks > ROLLBACKS:
            raise TrainingError(
                f"The loss {error} again and again, although the learning rate was lowered {ROLLBACKS} times. Begin "
                "anew with a lower one, and look at the training pictures."
            )
        self._renew_patience()  # the state may be the last one of a run that had ended
        self.progress.rollbacks, self.progress.lr_factor = rollbacks, factor
        self.learner.forget_gradients()
        if self.recorded is not None:
            self.recorded.forget()
        message = (
            f"At iteration {at} the loss {error}. Training goes on from iteration {self.iteration} with "
            f"{factor:.3g} of the learning rate."
        )
        self.emit(LogLine("warning", message))

    # -- reports ------------------------------------------------------------------------------------------------

    def tell_notices(self) -> None:
        """Says which pictures have been passed over since the last time."""
        notices = list(getattr(self.batches, "notices", ()))
        for notice in notices[self._noticed :]:
            self.emit(LogLine("warning", notice))
        self._noticed = len(notices)

    def _report(self, tally: Tally, started: float) -> None:
        self.tell_notices()
        loss, parts = tally.means()
        seconds = max(1e-9, self.watch.training - tally.since)
        left = (self.config.iterations - self.iteration) * seconds / tally.count
        left += self._validations_left() * self._validation_seconds
        if self.config.seconds is not None:
            left = min(left, self.config.seconds - (self.watch.seconds - started))
        self.emit(
            TrainStep(
                iteration=self.iteration,
                iterations=self.config.iterations,
                loss=loss,
                parts=parts,
                lr=self.progress.lr_factor * learning_rate(self.iteration - 1, self.config),
                samples_per_second=tally.count * self.config.batch / seconds,
                seconds_left=max(0.0, left),
            )
        )
