"""What is wanted of the queue's rows: which wait, with what settings, and which are done once more after that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.queue.items import Item, State
from app.queue.model import QueueModel
from core.finishing.finish import Finish
from core.jobs import SampleSettings, SaveSettings


class Wishes:
    """They stand in the rows; here is how they change. Of one model the last wish counts."""

    def __init__(self, model: QueueModel) -> None:
        self._model = model

    def next(self) -> Item | None:
        """The row whose turn is next."""
        return self._model.first(State.WAITING)

    @property
    def waiting(self) -> list[Item]:
        return [item for item in self._model if item.state is State.WAITING]

    def let_wait(self, items: list[Item], settings: SampleSettings, into: SaveSettings | None = None) -> None:
        """Let rows wait that did not; with `into` for all frames or pages of theirs, which go into one file."""
        self._model.update_many(
            items,
            state=State.WAITING,
            settings=settings,
            into=into,
            message="",
            detail="",
            done_before=False,
            not_below=0,
        )

    def wait_for(self, items: list[Item], settings: SampleSettings) -> None:
        """Let rows that wait do so for a result with these settings."""
        self._model.update_many(items, settings=settings, into=None)
        for item in items:
            if item.following:
                self._model.update(item, following=_by_others(item.following, settings.model))

    def keep(self, item: Item, finish: Finish | None) -> None:
        """What is at work with the row is what is wanted, with this finish, which is applied after the run: it is not
        done once more by the same model."""
        if item.settings is not None:
            following = _by_others(item.following, item.settings.model)
            self._model.update(item, following=following, settings=replace(item.settings, finish=finish))

    def follow(self, item: Item, settings: SampleSettings) -> None:
        """Let a row be done once more with these."""
        self._model.update(item, following=(*_by_others(item.following, settings.model), settings))

    def let_follow(self, item: Item) -> None:
        """Let a row wait for the next of those it is done with once more."""
        first, *rest = item.following
        self.let_wait([item], first)
        self._model.update(item, following=tuple(rest))

    def forget_following(self, items: Iterable[Item]) -> None:
        """Those are not done once more."""
        self._model.update_many([i for i in items if i.following], following=())

    def rest(self, items: list[Item]) -> None:
        """Let rows that wait be idle again."""
        for state in (State.READY, State.DONE):
            resting = [i for i in items if resting_state(i) is state]
            self._model.update_many(resting, state=state, into=None, following=())

    def forget_model(self, key: str) -> tuple[int, list[Item]]:
        """Nothing is to be done by this model any more. Returns how many results there would have been, and those of
        them that wait for nothing else."""
        following = [item for item in self._model if any(s.model == key for s in item.following)]
        for item in following:
            self._model.update(item, following=_by_others(item.following, key))
        waiting = [i for i in self.waiting if i.settings and i.settings.model == key]
        ended = [item for item in waiting if not item.following]
        for item in waiting:
            if item.following:
                self.let_follow(item)
        return len(following) + len(waiting), ended


def resting_state(item: Item) -> State:
    """The state of a row that waits for nothing and has not failed."""
    return State.DONE if item.results or item.made is not None else State.READY


def _by_others(wished: Iterable[SampleSettings], model: str) -> tuple[SampleSettings, ...]:
    """Those that another model is to make."""
    return tuple(settings for settings in wished if settings.model != model)
