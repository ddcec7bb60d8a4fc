"""What the events of a run add up to: its state, its curves, its samples. Plain data, free of Qt."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.events import (
    Event,
    HardwareChosen,
    LogLine,
    ModelExported,
    RunState,
    SamplesSaved,
    TrainStep,
    Validated,
    Verdict,
)

ENDED = ("stopped", "finished", "failed")


@dataclass
class RunProgress:
    """Grows with each event. A run that fell back to an earlier state loses the points behind it."""

    state: str = ""  # the last RunState's; "" where there was none
    message: str = ""
    iteration: int = 0
    iterations: int = 0
    hardware: str = ""  # what it computes on, such as "cuda:0 (bfloat16)"
    rate: float = 0.0  # samples a second
    lr: float = 0.0
    seconds_left: float | None = None
    losses: list[tuple[int, float]] = field(default_factory=list)
    validations: list[Validated] = field(default_factory=list)
    samples: list[int] = field(default_factory=list)  # iterations whose pictures were written
    verdict: Verdict | None = None
    exported: str = ""  # key of the model that was made of it
    warning: str = ""  # the newest LogLine of level warning or error

    def take(self, event: Event) -> None:
        """Add what `event` tells; events of no interest here are passed over."""
        match event:
            case TrainStep():
                self._take_step(event)
            case Validated():
                cut(self.validations, event.iteration, lambda v: v.iteration)
                self.validations.append(event)
            case SamplesSaved():
                cut(self.samples, event.iteration, lambda i: i)
                self.samples.append(event.iteration)
            case RunState():
                self._take_state(event)
            case Verdict():
                self.verdict = event
            case ModelExported():
                self.exported = event.key
            case HardwareChosen():
                self.hardware = f"{event.device} ({event.dtype})"
            case LogLine(level="warning" | "error"):
                self.warning = event.message

    def _take_step(self, event: TrainStep) -> None:
        self.iteration, self.iterations = event.iteration, event.iterations
        self.rate, self.lr, self.seconds_left = event.samples_per_second, event.lr, event.seconds_left
        cut(self.losses, event.iteration, lambda point: point[0])
        self.losses.append((event.iteration, event.loss))

    def _take_state(self, event: RunState) -> None:
        self.state, self.message = event.state, event.message
        if event.state == "preparing":
            self.verdict, self.warning = None, ""

    @property
    def fraction(self) -> float:
        return min(1.0, self.iteration / self.iterations) if self.iterations else 0.0

    @property
    def best(self) -> Validated | None:
        """The last validation that was the best so far; None if there was none."""
        return next((v for v in reversed(self.validations) if v.best), None)

    @property
    def start_is_best(self) -> bool:
        """Whether what was trained has been validated, and nothing of it was better than the start."""
        return self.best is not None and self.best.iteration == 0 and self.validations[-1].iteration > 0


def cut(points: list, iteration: int, of: object) -> None:  # type: ignore[type-arg]
    """Remove the points from `iteration` on, because the run has gone back to an earlier state."""
    while points and of(points[-1]) >= iteration:  # type: ignore[operator]
        points.pop()


def state_of(last: str, *, at_work: bool, launched: bool, queued: bool) -> str:
    """The state to show: the run's own word, unless its process is gone or not there yet.

    at_work: a process holds the run. launched: one has been started and lives, but does not hold it yet.
    """
    if at_work:
        return "starting" if last in (*ENDED, "") else last
    if launched:
        return "starting"
    if queued:
        return "queued"
    if last in ENDED:
        return last
    return "interrupted" if last else "new"
