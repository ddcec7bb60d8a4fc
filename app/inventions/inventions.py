"""Decides what is found out about the result that is shown, and lays it over the picture."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Slot

from app.engine.thread import EngineThread
from app.inventions.found import Found, consistency
from app.inventions.seed_run import Sampling, SeedRun
from app.inventions.strip import CONSISTENCY, OFF, SPREAD, InventionStrip
from app.kit.failures import sentence_of
from app.kit.text import about_text
from app.kit.work import PATIENCE, Worker
from app.queue.items import Item, Result, State
from app.queue.news import RegionResult
from app.queue.runner import QueueRunner
from app.viewing.comparison import Comparison
from app.viewing.viewer.viewer import PictureViewer
from core.errors import Cancelled
from core.finishing.finish import Finish
from core.finishing.strokes import Marks, marks_in
from core.images.framing import Framing
from core.jobs import Region, SampleSettings
from core.models.catalog import restores_at_once

BUDGET = 256 * 2**20  # bytes of heat maps that are kept
REST_MS = 350  # after the last change of a finish the result is compared again

Shown = Result | RegionResult
Key = tuple[str, Region | None, SampleSettings, Marks | None, Framing]
CheckKey = tuple[
    str, Finish
]  # the id of a result, "" for the region that is shown, and the finish that it had


class Inventions(QObject):
    """Follows what is shown on the right side. Maps are kept: nothing is computed twice for the same picture, region
    and settings. A job of the person's own comes first: the seeds wait until the queue is idle."""

    def __init__(
        self,
        strip: InventionStrip,
        viewer: PictureViewer,
        comparison: Comparison,
        runner: QueueRunner,
        engine: EngineThread,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._strip, self._viewer, self._comparison, self._runner = strip, viewer, comparison, runner
        self._worker = Worker(self)  # one thing after the other: a spread is added to in order
        self._reader = Worker(self, patience=PATIENCE)
        self.seeds = SeedRun(engine, self._worker, self)
        self._mode, self._stopped, self._closing = OFF, False, False
        self._shown: Shown | None = None
        self._samplings: OrderedDict[Key, Sampling] = OrderedDict()
        self._checks: OrderedDict[CheckKey, Found] = OrderedDict()
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._check)
        strip.modeChosen.connect(self.choose)
        strip.seedsChosen.connect(self._on_seeds)
        self.seeds.changed.connect(self._show_spread)
        self.seeds.failed.connect(self._on_failed)
        comparison.changed.connect(self._on_changed)
        runner.stateChanged.connect(self._go_on)

    # --- asked ----------------------------------------------------------------------------------------------

    @property
    def mode(self) -> str:
        return self._mode

    @Slot(object)
    def choose(self, mode: str) -> None:
        """Show nothing, the spread or the consistency of what is shown."""
        self.seeds.stop()
        self._rest.stop()
        self._mode, self._stopped = mode, False
        self._strip.show_mode(mode)
        self._viewer.set_heatmap(None)
        if mode == SPREAD:
            self._go_on()
            self._show_spread()
        elif mode == CONSISTENCY:
            self._check()

    def stop_seeds(self) -> bool:
        """Stop computing seeds, with what has been found left in view. False if none were being computed."""
        if not self.seeds.running:
            return False
        self._stopped = True
        self.seeds.stop()
        self._show_spread()
        return True

    def forget(self, item: Item) -> None:
        """Forget what was found about a row that has been removed."""
        for key in [k for k in self._samplings if k[0] == item.item_id]:
            del self._samplings[key]
        for result in item.results:
            self.forget_result(result)

    def forget_result(self, result: Result) -> None:
        """Forget what was found about a result that has been discarded."""
        for key in [k for k in self._checks if k[0] == result.result_id]:
            del self._checks[key]
        for sampling in self._samplings.values():
            if sampling.first is result:
                sampling.first = None

    def stop(self, timeout_ms: int) -> bool:
        self._closing = True
        self.seeds.stop()
        return self._worker.stop(timeout_ms) and self._reader.stop(timeout_ms)

    # --- what is shown --------------------------------------------------------------------------------------

    def _target(self) -> Shown | None:
        """The result or region on the right side; None while a picture is worked on, or where there is none."""
        item = self._comparison.item
        if item is None or item.state is State.RUNNING:
            return None
        return self._comparison.region_result or self._comparison.right_result

    @Slot()
    def _on_changed(self) -> None:
        target = self._target()
        self._strip.setVisible(target is not None)
        if target is self._shown:
            return
        self._shown = target
        for key in [k for k in self._checks if not k[0]]:  # of the region that was shown
            del self._checks[key]
        known = self._mode == CONSISTENCY or (self._mode == SPREAD and self._found() is not None)
        self.choose(self._mode if target is not None and known else OFF)

    def _lay_over(self, found: Found) -> None:
        shown = self._shown
        rect = self._comparison.rect_of(shown.region) if isinstance(shown, RegionResult) else None
        self._viewer.set_heatmap(found.image, rect)
        self._strip.legend.show_top(found.top)

    # --- spread ---------------------------------------------------------------------------------------------

    def _key(self) -> Key | None:
        item, shown = self._comparison.item, self._shown
        if item is None or shown is None:
            return None
        settings = replace(shown.settings, seed=0)
        if isinstance(shown, RegionResult):
            marks = self._runner.mask_of(item, shown.settings)
            return item.item_id, shown.region, settings, marks, item.framing
        return item.item_id, None, settings, marks_in(shown.written), item.framing_of(shown)

    def _found(self) -> Found | None:
        key = self._key()
        sampling = self._samplings.get(key) if key is not None else None
        return sampling.found if sampling is not None else None

    def _sampling(self) -> Sampling | None:
        """What has been computed for what is shown, or a new one."""
        key, item, shown = self._key(), self._comparison.item, self._shown
        if key is None or item is None or shown is None:
            return None
        if key not in self._samplings:
            exact = isinstance(shown, Result) and (shown.picture is not None or shown.kept is not None)
            first = shown if exact and isinstance(shown, Result) else None
            self._samplings[key] = Sampling(item, key[1], shown.settings, key[3], key[4], first)
        self._samplings.move_to_end(key)
        self._make_room()
        return self._samplings[key]

    def _make_room(self) -> None:
        """Forget the oldest beyond the budget: the sums behind a map are four times as large as the map."""
        held = [s.found.bytes if s.found else 0 for s in self._samplings.values()]
        while len(held) > 1 and 5 * sum(held) > BUDGET:
            self._samplings.popitem(last=False)
            held.pop(0)

    @Slot(int)
    def _on_seeds(self, count: int) -> None:
        self._stopped = False
        self._go_on()
        self._show_spread()

    @Slot()
    def _go_on(self) -> None:
        """Compute seeds while they are wanted and nothing else waits for the engine."""
        if self._mode != SPREAD:
            return
        if self._must_wait:
            self.seeds.stop()
            return
        sampling = self._sampling() if self._has_chance and not self._stopped else None
        if sampling is not None and sampling.spread.count < self._strip.seeds:
            self.seeds.start(sampling, self._strip.seeds)

    @property
    def _must_wait(self) -> bool:
        """The queue comes first; while it is paused nothing is computed at all."""
        return self._runner.busy or self._runner.paused

    @property
    def _has_chance(self) -> bool:
        """Whether seeds play a part in what is shown."""
        return self._shown is not None and not restores_at_once(self._shown.settings)

    @Slot()
    def _show_spread(self) -> None:
        if self._mode != SPREAD or self._shown is None:
            return
        if not self._has_chance:
            self._strip.say(
                self.tr("This model restores at once: no seed plays a part, and nothing differs by seed.")
            )
            return
        found = self._found()
        if found is not None:
            self._lay_over(found)
        self._strip.say(self._spread_text(found))

    def _spread_text(self, found: Found | None) -> str:
        done, wanted = found.seeds if found else 0, self._strip.seeds
        parts = [found.text] if found else []
        if self.seeds.running:
            sampling = self.seeds.sampling
            number = min(wanted, (sampling.next_seed if sampling else 0) + 1)
            seconds = self._shown.seconds if self._shown is not None else 0.0
            text = self.tr("Seed {0} of {1}, about {2} to go. Esc stops.")
            parts.append(text.format(number, wanted, about_text(seconds * (wanted - number + 1))))
        elif self._must_wait and not self._stopped and done < wanted:
            parts.append(self.tr("The seeds wait until the queue is done."))
        elif self._stopped and done < wanted:
            parts.append(self.tr("Stopped: press Spread to go on."))
        return " ".join(parts)

    @Slot(str)
    def _on_failed(self, message: str) -> None:
        self._stopped = True
        self._show_spread()
        self._strip.say(message, warning=True)

    # --- consistency ----------------------------------------------------------------------------------------

    @Slot(object, object)
    def on_finish(self, item: Item, result: Result) -> None:
        """Another finish has been decided: the result is compared as it is with that."""
        if result is self._shown and self._mode == CONSISTENCY:
            self._viewer.set_heatmap(None)
            self._strip.legend.hide()
            self._strip.say(self.tr("Comparing…"))
            self._rest.start()

    @Slot()
    def _check(self) -> None:
        item, shown = self._comparison.item, self._shown
        if item is None or shown is None:
            return
        finish = shown.finish if isinstance(shown, Result) else Finish()
        key = shown.result_id if isinstance(shown, Result) else "", finish
        if key in self._checks:
            self._checks.move_to_end(key)
            self._show_check(self._checks[key])
            return
        self._strip.say(self.tr("Comparing…"))

        def wanted() -> bool:
            same = isinstance(shown, RegionResult) or shown.finish == finish
            return self._shown is shown and same and self._mode == CONSISTENCY

        def check() -> None:
            """In the worker: give up what nobody will see."""
            if self._closing or not wanted():
                raise Cancelled

        def checked(found: Found) -> None:
            if not wanted():
                return
            self._checks[key] = found
            while len(self._checks) > 1 and sum(f.bytes for f in self._checks.values()) > BUDGET:
                self._checks.popitem(last=False)
            self._show_check(found)

        def failed(error: Exception) -> None:
            if wanted():
                text = self.tr("The picture and its result cannot be compared.")
                self._strip.say(sentence_of(error, text), warning=True)

        self._reader.start(lambda: consistency(item, shown, finish, check), checked, failed)

    def _show_check(self, found: Found) -> None:
        self._lay_over(found)
        self._strip.say(found.text, warning=found.warning)
