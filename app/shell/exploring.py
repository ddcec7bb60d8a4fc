"""The page Explore within the program: what it is told by the rest, and what it asks of it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from app.engine.thread import EngineThread
from app.explore.axes import MOST_VALUES
from app.explore.explorer import Explorer
from app.explore.runner import SheetRunner
from app.explore.saving import SheetSaver
from app.kit.details_dialog import DetailsDialog
from app.kit.theme import Theme
from app.models.manager import ModelManager
from app.queue.items import Item
from app.queue.runner import QueueRunner
from app.shell.main_window import MainWindow
from app.shell.notices import Notices
from app.shell.pages import EXPLORE
from app.shell.upscaling import Upscaling, for_region
from app.viewing.comparison import Comparison
from app.viewing.picture_cache import PictureCache
from core.jobs import Region


class Exploring(QObject):
    """Makes the contact sheet and connects it. One engine does all: the cells wait for the queue."""

    changed = Signal()  # the page, its sheet, or whether it computes
    adoptWanted = Signal(object)  # SampleSettings

    def __init__(
        self,
        window: MainWindow,
        engine: EngineThread,
        runner: QueueRunner,
        comparison: Comparison,
        cache: PictureCache,
        *,
        theme: Theme,
        models: ModelManager,
        upscaling: Upscaling,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._runner = window, runner
        page = window.explore_page
        notify = Notices(page.notices, self).notify
        self.sheets = SheetRunner(engine, lambda: not self._held_up(), self)
        self.saver = SheetSaver(window, theme, notify, self)
        self.explorer = explorer = Explorer(
            page,
            self.sheets,
            self.saver,
            cache,
            notify,
            models=window.controls.models,
            settings=window.controls.settings,
            for_region=for_region,
            mask_of=lambda item, settings: runner.mask_of(item, settings),
            hold=self._held_up,
            parent=self,
        )
        comparison.shown.connect(explorer.show_item)
        models.changed.connect(explorer.set_models)
        upscaling.settingsChanged.connect(explorer.on_settings)
        runner.stateChanged.connect(explorer.look)
        runner.begun.connect(self._on_begun)
        window.stack.currentChanged.connect(self.changed)
        explorer.changed.connect(self.changed)
        explorer.noteChanged.connect(lambda note: window.set_page_note(EXPLORE, note))
        explorer.adoptWanted.connect(self.adoptWanted)
        page.notices.detailsWanted.connect(lambda s, d: DetailsDialog(window, s, d).exec())

    @property
    def shown(self) -> bool:
        """Whether the page is the one that the person looks at: keys and menus mean it then."""
        return self._window.page == EXPLORE

    @property
    def busy(self) -> bool:
        return self.explorer.busy

    def stop(self, timeout_ms: int) -> bool:
        """False if a reader did not end in time."""
        return self.explorer.stop(timeout_ms)

    def finish(self, timeout_ms: int) -> bool:
        """Wait until sheets are written."""
        return self.saver.finish(timeout_ms)

    def _held_up(self) -> str:
        """Why the cells of a sheet have to wait."""
        return "paused" if self._runner.paused else "busy" if self._runner.busy else ""

    @Slot()
    def compare_models(self) -> None:
        """Turn to the page, with a sheet of all models that enlarge, as many as fit."""
        keys = [m.key for m in self._window.controls.models if m.task == "upscale" and not m.lacks]
        self._window.explore_page.side.set_models_apart(set(keys[:MOST_VALUES]))
        self._window.show_page(EXPLORE)

    @Slot(object, object, object)
    def _on_begun(self, item: Item, event: object, region: Region | None) -> None:
        """The region that a person tries on the picture is the one to explore."""
        if region is not None:
            self.explorer.subject.set_region(item, region)
