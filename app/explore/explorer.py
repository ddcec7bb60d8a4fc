"""The page "Explore" at work: makes the sheet from picture, region, axes and settings, and has its cells computed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from app.explore.comparing import Comparing
from app.explore.contents import Contents, MaskOf
from app.explore.page import ExplorePage
from app.explore.plan import SheetPlan, make_plan
from app.explore.results import BUDGET
from app.explore.runner import Order, SheetRunner
from app.explore.saving import SheetSaver
from app.explore.sheet import CellState, Sheet, make_sheet
from app.explore.subject import Subject
from app.explore.words import common_text, larger_text, rest_text, told_text, work_text
from app.kit.notice_bar import Notice, Notify
from app.kit.text import bytes_text, size_text
from app.models.model_list import ModelChoice, alike
from app.queue.items import Item
from app.viewing.picture_cache import PictureCache
from core.errors import SettingsError
from core.jobs import Region, SampleSettings, UpscaleJob

# Pixels of a cell's picture that a region is chosen for: the shape of a cell on most screens.
OUT_SIZE = (
    576,
    432,
)
LEAST_SIDE, GRAIN = 32, 8  # of that region, in pixels of the picture


class Explorer(QObject):
    """`settings` are those of the controls for the whole picture, `for_region` makes of them those of a part.

    `hold` says why no cell may be begun: "busy" or "paused", "" where the engine is free; `look` has to be called
    when that changes. Nothing is read before the page is in view.
    """

    changed = Signal()  # what is being computed, or what there is to save
    noteChanged = Signal(str)  # how far the sheet is, in a word
    adoptWanted = Signal(object)  # SampleSettings: a person wants them for the whole picture

    def __init__(
        self,
        page: ExplorePage,
        runner: SheetRunner,
        saver: SheetSaver,
        cache: PictureCache,
        notify: Notify,
        *,
        models: Sequence[ModelChoice],
        settings: Callable[[], SampleSettings],
        for_region: Callable[[SampleSettings, Item], SampleSettings],
        mask_of: MaskOf,
        hold: Callable[[], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page, self.runner, self._saver, self._notify = page, runner, saver, notify
        self._models, self._settings, self._hold = list(models), settings, hold
        self._for_region = for_region
        self._in_view = False
        self._problem = ""  # why there can be no sheet
        self.subject = Subject(cache, self._usual_size, self)
        self.contents = Contents(runner, mask_of, self)
        self.comparing = Comparing(page, self.contents, self.subject, self)
        cache.renewed.connect(self.contents.results.forget)
        self._connect()
        self._replan()

    def _connect(self) -> None:
        page, side, runner = self._page, self._page.side, self.runner
        page.inView.connect(self._on_in_view)
        page.sheet.currentChanged.connect(self._show_current)
        page.sheet.adoptWanted.connect(self.adopt)
        page.viewChanged.connect(self._show_current)
        page.adopt_button.clicked.connect(self._on_adopt_clicked)
        page.side.save_button.clicked.connect(self.save)
        side.planChanged.connect(self._replan)
        side.computeClicked.connect(self.compute)
        side.stopClicked.connect(runner.cancel)
        side.regionReset.connect(self.subject.on_reset)
        side.picker.regionChanged.connect(self.subject.on_picked)
        runner.changed.connect(self._on_work)
        self.contents.changed.connect(page.sheet.cells_changed)
        self.subject.changed.connect(self._on_subject)
        self.subject.failed.connect(self._on_unreadable)

    def stop(self, timeout_ms: int) -> bool:
        """At the end of the program. False if the reader has not ended."""
        return self.subject.stop(timeout_ms)

    # --- what a sheet is made of ----------------------------------------------------------------------------

    @property
    def item(self) -> Item | None:
        return self.subject.item

    @property
    def sheet(self) -> Sheet | None:
        return self.contents.sheet

    @Slot(object)
    def show_item(self, item: Item | None) -> None:
        """Another picture. What is being computed for the one before stops; what has been is kept."""
        if item is not self.item:
            self.runner.cancel()
            self.subject.show(item)

    @Slot(bool)
    def _on_in_view(self, shown: bool) -> None:
        self._in_view = shown
        self.subject.set_in_view(shown)
        if shown:
            self._replan()

    def _usual_size(self) -> tuple[int, int]:
        """Of a region, in pixels of the picture: its result has about OUT_SIZE."""
        settings = self._region_settings()
        scale = settings.scale if settings is not None else 4.0
        width, height = (max(LEAST_SIDE, round(side / scale / GRAIN) * GRAIN) for side in OUT_SIZE)
        return width, height

    @Slot()
    def _on_subject(self) -> None:
        shown, picker = self.subject.shown, self._page.side.picker
        # Of the picture before, or of this one, which can be read now.
        self._page.notices.close_notice("read")
        if shown is None:
            picker.show_picture(None, 0, 0)
        else:
            picker.show_picture(shown.small, shown.full.width(), shown.full.height())
        self._replan()

    @Slot(str)
    def _on_unreadable(self, sentence: str) -> None:
        self._notify(Notice(sentence, "error", key="read"))

    @Slot(object)
    def set_models(self, models: Sequence[ModelChoice]) -> None:
        """The models that there are now. One that was replaced by another of the same name is computed anew."""
        before = {model.key: model for model in self._models}
        self._models = list(models)
        for model in models:
            old = before.get(model.key)
            if old is not None and not alike(old, model):
                self.contents.results.forget_model(model.key)
        self._replan()

    @Slot()
    def on_settings(self) -> None:
        """The controls have changed."""
        if self._in_view:
            self._replan()

    @Slot(object)
    def forget(self, items: list[Item]) -> None:
        """These have been removed from the queue."""
        if self.item in items:
            self.runner.cancel()
        for item in items:
            self.subject.forget(item)
            self.contents.results.forget(item.item_id)

    @Slot(object)
    def look_anew(self, item: Item) -> None:
        """It is framed otherwise than before, so nothing that is here is of it any more."""
        self.forget([item])
        if item is self.item:
            self.subject.show(item)

    def _region_settings(self) -> SampleSettings | None:
        """The controls' settings for a part of the picture; None while they hold nothing valid."""
        return self._base()[0]

    def _base(self) -> tuple[SampleSettings | None, str]:
        """These settings, and why there are none."""
        if self.item is None:
            return None, ""
        try:
            return self._for_region(self._settings(), self.item), ""
        except SettingsError as error:
            return None, str(error)

    # --- the plan -------------------------------------------------------------------------------------------

    @Slot()
    def _replan(self) -> None:
        """Make the sheet anew from all that decides it. While one is computed, the new one is."""
        side, region = self._page.side, self.subject.region
        base, refused = self._base()
        side.show_region(region)
        for editor in (side.columns, side.rows):
            editor.set_context(self._models, base or SampleSettings())
        self._problem = refused or side.columns.problem or side.rows.problem
        sheet = None if base is None or region is None else self._make_sheet(base, region)
        moved = self.contents.set_sheet(sheet, self.item, region)
        shown = self._page.sheet.sheet
        if moved or shown is None or self.sheet is None or shown.plan != self.sheet.plan:
            self._page.show_grid()  # the two that were compared may be gone
        self._page.sheet.show_sheet(self.sheet)
        if self.runner.busy and self.sheet is not None:  # while a value is typed, work goes on
            self.runner.compute(self._orders())
        self._show()

    def _make_sheet(self, base: SampleSettings, region: Region) -> Sheet | None:
        if self._problem:
            return None
        side = self._page.side
        plan = make_plan(base, side.columns.along(), side.rows.along(), self._models)
        out = base.size_of(region.width, region.height)
        self._problem = self._too_large(plan, out)
        return None if self._problem else make_sheet(plan, self._models, out)

    def _too_large(self, plan: SheetPlan, out: tuple[int, int]) -> str:
        needed = 4 * out[0] * out[1] * sum(not cell.repeats for cell in plan.cells)
        if needed <= BUDGET:
            return ""
        text = self.tr("These cells would take {0}: choose a smaller region or fewer values.")
        return text.format(bytes_text(needed))

    # --- computing ------------------------------------------------------------------------------------------

    def _orders(self) -> list[Order]:
        item, region = self.item, self.subject.region
        if item is None or region is None:
            return []
        keys = [self.contents.key(cell) for cell in self.contents.missing()]
        return [
            Order(
                key,
                UpscaleJob(
                    item.path,
                    key.settings,
                    picture=item.picture,
                    title=item.title,
                    framing=item.framing,
                    region=region,
                    mask=key.marks,
                ),
            )
            for key in keys
        ]

    @property
    def busy(self) -> bool:
        """Whether a sheet is being computed, even if it waits for the queue."""
        return self.runner.busy

    @property
    def can_save(self) -> bool:
        return self.sheet is not None and self.sheet.done > 0

    @Slot()
    def compute(self) -> None:
        """Compute the cells that are not there yet, those that failed among them."""
        self.subject.look_at_file()
        self.contents.forget_failures()
        self.runner.compute(self._orders())

    @Slot()
    def look(self) -> None:
        """The queue has begun or ended something."""
        self.runner.look()
        self._show()

    def on_escape(self) -> bool:
        """Stop, or leave the comparison. False if there was nothing to leave."""
        if self.runner.busy:
            self.runner.cancel()
        elif self._page.comparing:
            self._page.show_grid()
        else:
            return False
        return True

    @Slot()
    def _on_work(self) -> None:
        self.contents.fill()
        self._page.sheet.cells_changed()
        self.comparing.refresh()
        self._show()

    # --- what is said ---------------------------------------------------------------------------------------

    def _show(self) -> None:
        page, sheet = self._page, self.sheet
        if self.item is None:
            page.show_empty()
        elif not page.comparing:
            page.show_grid()
        page.side.show_note(self._problem or self._rest(), warning=bool(self._problem))
        cells = [v for v in sheet.cells if not v.cell.repeats] if sheet else []
        done = sum(v.state is CellState.DONE for v in cells)
        page.side.show_work(
            busy=self.runner.busy,
            missing=len(cells) - done,
            status=work_text(cells, self._hold(), held_up=self.runner.held_up) if self.runner.busy else "",
            fraction=done / max(len(cells), 1),
        )
        self.noteChanged.emit(f"{done}/{len(cells)}" if self.runner.busy else "")
        self._show_current()
        self.changed.emit()

    def _rest(self) -> str:
        base, sheet = self._region_settings(), self.sheet
        return rest_text(sheet, base.scale, self._models) if base is not None and sheet is not None else ""

    @Slot()
    def _show_current(self) -> None:
        sheet, number = self.sheet, self._page.sheet.current
        view = sheet.cells[number] if sheet is not None and number < len(sheet.cells) else None
        self._page.show_current(
            told_text(view, self._models) if view is not None else "",
            done=view is not None and view.state is CellState.DONE,
            all_done=sheet.done if sheet is not None else 0,
        )

    # --- taking over and saving -----------------------------------------------------------------------------

    @Slot()
    def _on_adopt_clicked(self) -> None:
        self.adopt(self._page.sheet.current)

    @Slot(int)
    def adopt(self, number: int) -> None:
        """Want a cell's settings for the whole picture. Its size stays as the controls have it."""
        if self.sheet is None:
            return
        cell, base = self.sheet.cells[number].cell, self._settings()
        chosen = cell.settings
        seed = base.seed if cell.at_once else chosen.seed
        self.adoptWanted.emit(
            replace(base, model=chosen.model, steps=chosen.steps, kappa=chosen.kappa, seed=seed)
        )

    @Slot()
    def save(self) -> None:
        """Save the sheet as a picture, with what has been computed."""
        item, sheet, region = self.item, self.sheet, self.subject.region
        if item is None or sheet is None or region is None or not self.can_save:
            return
        place = self.tr("{0} pixels at {1}, {2}")
        details = [
            common_text(sheet.plan, self._models),
            place.format(size_text(region.width, region.height), region.x, region.y),
            larger_text(sheet.out[0] / region.width),
        ]
        self._saver.save(item, sheet, " · ".join(text for text in details if text))
