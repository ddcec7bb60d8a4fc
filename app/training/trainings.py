"""Training in the window: the page, the runs, and what follows from what they tell."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.kit.details_dialog import DetailsDialog
from app.kit.notice_bar import Action, Notice, Notify
from app.kit.theme import Theme
from app.training.launcher import Launcher
from app.training.page import TrainPage
from app.training.pictures_first import PicturesFirst
from app.training.runs.follower import RunFollower
from app.training.runs.glance import RunGlance
from app.training.runs.model_making import ModelMaking
from app.training.runs.store import RunStore
from app.training.runs.watcher import RunWatcher
from app.viewing.viewer.viewer import CompareMode

if TYPE_CHECKING:
    from app.models.model_list import ModelChoice
    from app.training.panel import TrainPanel
    from app.training.runs.actions import RunActions
    from app.training.setup.preparation import Preparation

log = logging.getLogger(__name__)

FIRST_LOOK_MS = 1500  # after the start: a run may be at work since an earlier window
DRAW_MS = 150  # curves are drawn at most so often, however many events come
BITE_MS = 15  # between the steps of making the page


class Trainings(QObject):
    """Lives as long as the window; the page's parts and the preparation once the page has been shown.

    `enlarging` says whether pictures are being worked on, `may_pause` whether a training then waits for them.
    """

    noteChanged = Signal(str)  # a word or two for the page's title
    wanted = Signal()  # the page is to be seen
    announced = Signal(str)  # a sentence for someone who looks elsewhere
    modelMade = Signal(str)  # key of a model that is new among the installed ones
    modelWanted = Signal(str)  # key of a model that a person wants to enlarge with

    def __init__(
        self,
        page: TrainPage,
        folder: Path,
        theme: Theme,
        notify: Notify,
        *,
        enlarging: Callable[[], bool],
        may_pause: Callable[[], bool],
        compare_mode: Callable[[], CompareMode],
        parent: QObject | None = None,
        launcher: Launcher | None = None,
    ) -> None:
        super().__init__(parent)
        self._page, self._theme, self._notify = page, theme, notify
        self._enlarging, self._compare_mode = enlarging, compare_mode
        self.launcher = launcher or Launcher()
        self.store = RunStore(folder)
        self.watcher = RunWatcher(self.store, self.launcher, self)
        self.follower = RunFollower(self)
        self.making = ModelMaking(self.launcher, self.store, self)
        self.pictures_first = PicturesFirst(self.watcher, enlarging, may_pause, self)
        self.setup: Preparation | None = None
        self._actions: RunActions | None = None
        self._seen: dict[Path, RunGlance] = {}  # the runs when they were last looked at
        self._draw = QTimer(self, singleShot=True, interval=DRAW_MS)
        self._page.firstShown.connect(self._prepare)
        self._preparing = False
        self._chosen_next: Path | None = None  # to be shown as soon as it is found
        self._looked = False  # the watcher has, so that it knows whether a run is at work
        self._choosing = True  # the page opens with the run at work, as long as nothing else has been chosen
        self._page.inView.connect(self.watcher.set_watched)
        self.watcher.changed.connect(self.pictures_first.look)
        self.watcher.changed.connect(self._on_look)
        self.watcher.failed.connect(self._warn)
        self.making.made.connect(self._on_made)
        self.making.noted.connect(self.watcher.look)
        self.making.failed.connect(self._on_not_made)
        QTimer.singleShot(FIRST_LOOK_MS, self, self.watcher.look)

    @property
    def panel(self) -> TrainPanel | None:
        return self._page.panel

    @Slot(object)
    def set_models(self, models: list[ModelChoice]) -> None:
        """Other models are installed now; a page that is made later asks for them itself."""
        if self.panel is not None:
            self.panel.setup.set_models(models)

    def stop(self, timeout_ms: int) -> bool:
        """End the window's part; the training goes on."""
        self.pictures_first.stop()
        self._draw.stop()
        stops = [self.follower.stop, self.watcher.stop, self.making.stop]
        if self.setup is not None:
            stops.append(self.setup.stop)
        if self._actions is not None:
            stops.append(self._actions.stop)
        if self.panel is not None:
            stops.append(self.panel.run.samples.stop)
        ended = [stop(timeout_ms) for stop in stops]
        return all(ended)

    # --- the page -------------------------------------------------------------------------------------------

    @Slot()
    def _prepare(self) -> None:
        """Import what the page needs in two bites and make it in a third, so that the window answers between."""
        if not self._preparing:
            self._preparing = True
            for number, bite in enumerate((_import_engine_side, _import_panel, self._build)):
                QTimer.singleShot(BITE_MS * number, self, bite)

    @Slot()
    def _build(self) -> None:
        from app.models.model_list import list_models
        from app.training.panel import TrainPanel
        from app.training.runs.actions import RunActions
        from app.training.setup.preparation import Preparation

        panel = TrainPanel(list_models(), self._theme.colours)
        panel.set_mode(self._compare_mode())
        self._page.set_panel(panel)
        self.setup = Preparation(panel.setup, self.store, self.launcher, self._machine_is_free, self)
        self.setup.started.connect(self._on_started)
        self.setup.failed.connect(self._warn)
        self._actions = RunActions(panel.run, self.watcher, lambda: self._run, self._page, self)
        self._actions.goingOn.connect(self.pictures_first.let_go)
        self._actions.removing.connect(lambda _: self.follower.follow(None))
        self._actions.warned.connect(self._warn)
        self._connect(panel)
        panel.runs.chosen.connect(self._let_be)
        panel.dropped.connect(self._let_be)
        self._on_runs()
        if not self._looked:
            self.watcher.look()

    def _connect(self, panel: TrainPanel) -> None:
        run = panel.run
        panel.dropped.connect(self._on_dropped)
        panel.runs.chosen.connect(self._on_chosen)
        panel.notices.detailsWanted.connect(lambda s, d: DetailsDialog(self._page.window(), s, d).exec())
        self._theme.changed.connect(lambda: panel.runs.set_colours(self._theme.colours))
        self.follower.progressed.connect(self._on_progress)
        self._draw.timeout.connect(lambda: run.show_progress(self.follower.progress))
        run.makeModelWanted.connect(self._make_model)
        run.useModelWanted.connect(self._use_model)
        self.making.busyChanged.connect(run.show_making)

    @Slot(Path)
    def _on_dropped(self, place: Path) -> None:
        if self.panel is not None and self.setup is not None:
            self.panel.runs.choose(None)
            self.setup.choose(place)

    @Slot(object)
    def _on_chosen(self, run: Path | None) -> None:
        if self.panel is None:
            return
        self.panel.stack.setCurrentWidget(self.panel.setup if run is None else self.panel.run)
        self.panel.run.set_run(run)
        self.follower.follow(run)
        if self.setup is not None:
            self.setup.free(run)
        self._show_glance()

    @Slot()
    def _on_progress(self) -> None:
        if not self._draw.isActive():
            self._draw.start()

    @property
    def _run(self) -> RunGlance | None:
        """The run that is shown."""
        return self.watcher.find(self.panel.runs.run) if self.panel is not None else None

    # --- runs -----------------------------------------------------------------------------------------------

    @Slot(Path)
    def _on_started(self, run: Path) -> None:
        self._chosen_next = run
        self.watcher.start(run)

    @Slot()
    def _let_be(self) -> None:
        """The person has chosen what to see: no run comes in its place."""
        self._choosing = False

    @Slot()
    def _on_look(self) -> None:
        self._looked = True
        self._on_runs()

    @Slot()
    def _on_runs(self) -> None:
        at_work = self.watcher.at_work
        self.noteChanged.emit(f"{round(at_work.fraction * 100)} %" if at_work else "")
        self._tell_ends()
        panel = self.panel
        if panel is None:
            return
        panel.runs.set_runs(self.watcher.runs)
        panel.setup.bar.set_machine_busy(at_work is not None or bool(self.watcher.queue))
        if self._choosing and self._looked:
            self._choosing = False
            if self._chosen_next is None and at_work is not None:
                self._chosen_next = at_work.path
        if self._chosen_next is not None and self.watcher.find(self._chosen_next) is not None:
            chosen, self._chosen_next = self._chosen_next, None
            panel.runs.choose(chosen)
        self._show_glance()

    def _show_glance(self) -> None:
        shown = self._run
        if shown is not None and self.panel is not None:
            self.panel.run.show_glance(shown, for_pictures=self.pictures_first.holds(shown.path))

    def _tell_ends(self) -> None:
        """Say that a run has ended while the window was open, whichever page is shown."""
        before, self._seen = self._seen, {run.path: run for run in self.watcher.runs}
        at_work = [
            run for run in before.values() if run.state in ("starting", "preparing", "running", "paused")
        ]
        for old in at_work:
            run = self._seen.get(old.path)
            if run is None:  # the window deletes none that is at work
                text = self.tr("The training {0} has ended: its folder is no longer there.")
                self._warn(text.format(old.about.title), str(old.path))
                self.announced.emit(text.format(old.about.title))
            elif run.state == old.state:
                continue
            elif run.state == "finished":
                self._announce(run, self.tr("The training {0} is finished.").format(run.about.title), "info")
            elif run.state == "failed":
                text = self.tr("The training {0} failed: {1}").format(run.about.title, run.message)
                self._announce(run, text, "error")
            elif run.state == "interrupted":
                text = self.tr("The training {0} was interrupted. It can be resumed.").format(run.about.title)
                self._announce(run, text, "warning")

    def _announce(self, run: RunGlance, text: str, level: str) -> None:
        if not self._page.isVisible():
            show = (self.tr("Show"), lambda: self.show_run(run.path))
            self._notify(Notice(text, level, key=f"train {run.path}", actions=(show,)))
        self.announced.emit(text)

    def show_run(self, run: Path) -> None:
        self._chosen_next = run
        self.wanted.emit()
        self._on_runs()

    # --- the model ------------------------------------------------------------------------------------------

    @Slot(str, bool)
    def _make_model(self, title: str, use: bool) -> None:
        run = self._run
        if run is not None:
            best, newest = self.follower.progress.best, self.follower.progress.start_is_best
            iteration = self.follower.progress.iteration if newest else best.iteration if best else -1
            self.making.make(run.path, title, iteration=iteration, use=use, newest=newest)

    @Slot(str, bool)
    def _on_made(self, key: str, use: bool) -> None:
        self.modelMade.emit(key)
        if use:
            self.modelWanted.emit(key)

    @Slot(str, object)
    def _on_not_made(self, reason: str, of_newest: Callable[[], None] | None) -> None:
        text = self.tr("The model could not be made: {0}").format(reason)
        self._warn(text, "", () if of_newest is None else ((self.tr("Take the newest state"), of_newest),))

    @Slot(str)
    def _use_model(self, key: str) -> None:
        self.modelMade.emit(key)
        self.modelWanted.emit(key)

    # --- the rest of the program ----------------------------------------------------------------------------

    def _machine_is_free(self) -> bool:
        return self.watcher.at_work is None and not self._enlarging()

    @Slot(str, str)
    def _warn(self, text: str, detail: str, actions: tuple[Action, ...] = ()) -> None:
        log.error("%s %s", text, detail)
        notice = Notice(text, "error", key=text, detail=detail, actions=actions)
        if self.panel is not None:
            self.panel.notices.show_notice(notice)
        else:
            self._notify(notice)


def _import_engine_side() -> None:
    import core.training.settings.fields
    import core.training.settings.presets  # noqa: F401


def _import_panel() -> None:
    import app.training.panel
    import app.training.runs.actions
    import app.training.setup.preparation  # noqa: F401
