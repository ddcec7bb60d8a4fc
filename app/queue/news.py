"""What the queue's runner tells of jobs: a step of one, a region that was sampled, and what has become of all."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QImage

from app.queue.items import Item
from core.jobs import Region, SampleSettings


@dataclass(frozen=True)
class Step:
    """The picture after one step of a running job."""

    job_id: str
    step: int
    steps: int
    image: QImage
    region: Region | None = None


@dataclass(frozen=True)
class RegionResult:
    """A region that was sampled alone."""

    region: Region
    settings: SampleSettings
    seconds: float
    image: QImage


@dataclass(frozen=True)
class QueueSummary:
    """What happened since the queue was last idle."""

    done: int
    failed: int
    cancelled: int
    seconds: float
    done_before: int = 0  # had a result with the same settings already
    too_large: int = 0  # were left as they are
    unreadable: tuple[Item, ...] = ()  # were asked for as well, and were known to be unreadable
    ended: tuple[Item, ...] = ()  # all others that are counted
