"""The jobs of the queue that the engine has: one that runs, and perhaps one before it whose result is finished."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.queue.items import Item
from core.jobs import UpscaleJob


@dataclass(eq=False)
class Running:
    """A job, and what has been asked of it since it began."""

    item: Item
    job: UpscaleJob
    aside: str = ""  # the key of a picture that is no result of its item
    stopping: bool = False
    forgotten: bool = False  # its model has been deleted meanwhile

    @property
    def is_whole(self) -> bool:
        """Whether it becomes a result of its item."""
        return self.job.region is None and not self.aside


class AtWork:
    """`running` is computed, or waits for the engine; `finishing` has been computed, and has not ended yet."""

    def __init__(self) -> None:
        self.running: Running | None = None
        self.finishing: Running | None = None

    def __iter__(self) -> Iterator[Running]:
        return (one for one in (self.running, self.finishing) if one is not None)

    @property
    def first(self) -> Running | None:
        """The one that a person means who stops what is at work."""
        return self.running or self.finishing

    def of_job(self, job_id: str) -> Running | None:
        """None if the job is an older one."""
        return next((one for one in self if one.job.job_id == job_id), None)

    def of_item(self, item: Item) -> Running | None:
        """The job that makes a result of the picture."""
        return next((one for one in self if one.item is item and one.is_whole), None)

    def let_next(self) -> None:
        """The one that runs is computed: the next may begin beside it."""
        self.finishing, self.running = self.running, None

    def end(self, one: Running) -> None:
        if one is self.finishing:
            self.finishing = None
        else:
            self.running = None
