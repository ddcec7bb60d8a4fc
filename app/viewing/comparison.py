"""Decides what the viewer shows of the chosen picture: which two sides, which step, which region."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QRect, QSize, Signal, Slot
from PySide6.QtGui import QImage

from app.kit.notice_bar import Notice
from app.queue.items import Item, Result, State
from app.queue.news import RegionResult, Step
from app.queue.text import WAIT, phase_text
from app.viewing.captions import region_caption, side_caption, step_caption
from app.viewing.compare_bar import ORIGINAL, CompareBar
from app.viewing.compared_files import ComparedFile
from app.viewing.filmstrip import RESULT, Filmstrip
from app.viewing.picture_cache import PictureCache
from app.viewing.shown import Shown
from app.viewing.side_pictures import SidePictures
from app.viewing.sides import ALONE, Pair
from app.viewing.tried_region import TriedRegion
from app.viewing.viewer.layers import Layer
from app.viewing.viewer.viewer import PictureViewer
from app.viewing.walk import Walk
from core.events import JobStarted, Progress
from core.images.framing import AS_IT_IS, Framing
from core.images.picture import Picture
from core.jobs import Region, SampleSettings
from core.storage.paths import display_name


class Comparison(QObject):
    """One item at a time. What is shown of it stands in a `Shown`; its pictures come by `SidePictures`."""

    failed = Signal(object, str)  # Item, sentence: a picture of it cannot be shown
    shown = Signal(object)  # Item or None
    changed = Signal()  # what is on the right side: a result, a region, a job at work or nothing
    regionShown = Signal(bool)
    sidesShown = Signal()  # results may be on other sides, and their pictures are on their way
    resultLoaded = Signal(object, object, bool)  # Item, Result, whether it is on the right; it is shown now
    sourceLoaded = Signal(object, int, int)  # Item, width, height
    fileLoaded = Signal()  # one that the picture is compared with is on its side, and its size known
    # A Notice: of such a file, that it cannot be shown or how it is, or of what is compared.
    told = Signal(object)
    wholeLoaded = Signal(QSize)  # the picture that is to be cropped is shown without its crop
    wholeLeft = Signal()  # it is no longer

    def __init__(
        self,
        viewer: PictureViewer,
        filmstrip: Filmstrip,
        bar: CompareBar,
        cache: PictureCache,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._viewer, self._bar, self._cache = viewer, bar, cache
        self._walk = Walk(filmstrip)
        self._shown = Shown()
        self._sides = self._shown.sides
        self._region = TriedRegion(viewer, self._shown)
        self._pictures = SidePictures(viewer, cache, self._shown, self)
        self._begun: tuple[str, int] | None = None  # the newest job of a whole picture, and its steps
        self._covered = (
            ORIGINAL  # what stands on the right while steps are drawn over it; over nothing else they are
        )
        # The picture of a result with its finish, where it is ready: shown in place of the model's.
        self.finished_of: Callable[[Result], QImage | None] = lambda result: None
        self.paused: Callable[[], bool] = lambda: False  # whether what the engine has taken up is held
        self._mixing = ""  # the id of a result that what has been decided is not seen of yet
        bar.sidesChanged.connect(self.set_sides)
        filmstrip.stepSelected.connect(self._on_step_selected)
        self._connect_pictures()

    def _connect_pictures(self) -> None:
        pictures = self._pictures
        pictures.finished_of = lambda result: self.finished_of(result)
        pictures.sizeKnown.connect(self._set_size)
        pictures.fileLost.connect(self._do_without)
        pictures.failed.connect(self.failed)
        pictures.told.connect(self.told)
        pictures.sourceLoaded.connect(self.sourceLoaded)
        pictures.wholeLoaded.connect(self.wholeLoaded)
        pictures.resultLoaded.connect(self.resultLoaded)
        pictures.fileLoaded.connect(self.fileLoaded)

    # --- which picture --------------------------------------------------------------------------------------

    @property
    def item(self) -> Item | None:
        return self._sides.item

    @Slot(object)
    def show(self, item: Item | None) -> None:
        """Show another picture: its newest result against the original, without one the file it was compared with."""
        if item is self.item:
            return
        self._leave_whole()
        self._sides.show(item)
        self._covered = self.sides[1]
        self._bar.setVisible(item is not None)
        self._viewer.set_empty_text("")
        self._viewer.clear()
        self._walk.clear()
        self._region.forget()
        self._shown.made = None
        if item is not None:
            self._show_sides()
            self._show_running(item)
        else:
            self._bar.show_results([], ORIGINAL, ORIGINAL)
            self.changed.emit()
        self.shown.emit(item)

    def forget(self, item: Item) -> None:
        """Forget the pictures of a row that has been removed, and the files that it was compared with."""
        self._cache.forget(item.item_id)
        for file in self._sides.files.forget(item):
            self._cache.forget(file.side)
        for result in item.results:
            self.forget_result(result)

    def forget_result(self, result: Result) -> None:
        self._cache.forget(result.result_id)
        self._walk.forget(result.result_id)

    def refresh_results(self, item: Item) -> None:
        """Show the sides anew, because results of the picture, or files beside it, have come or gone."""
        if item is self.item:
            self._leave_whole()
            self._change_sides(self._sides.still_there(self.sides))
            self._show_sides()

    def set_settings(self, settings: SampleSettings) -> None:
        """Follow the controls: the size of what is to come may have changed."""
        self._shown.settings = settings
        if self.item is not None and self.sides == ALONE:
            self._set_size()

    # --- framing --------------------------------------------------------------------------------------------

    def look_anew(self, item: Item) -> None:
        """The picture is framed otherwise than before: it is shown so, without a result, unless that in view was framed
        like this."""
        self._cache.forget(item.item_id)
        if item is self.item and (self.result is None or self.framed_otherwise):
            self.show_original()
        elif item is self.item:
            self._show_sides()

    def show_original(self) -> None:
        """Show the picture as it is framed now, and no result."""
        self.set_sides(*ALONE)

    def show_whole(self) -> None:
        """Show the original alone without its crop, in its own size; `wholeLoaded` follows, then `wholeLeft`."""
        self._leave_whole()
        self._shown.whole, self._sides.now = QSize(), ALONE
        self._show_sides()

    def _leave_whole(self) -> None:
        if self._shown.whole is not None:
            self._shown.whole = None
            self.wholeLeft.emit()

    @property
    def framed_otherwise(self) -> bool:
        """Whether what is shown is not the picture as it is framed now."""
        return self._shown.framed_otherwise

    @property
    def result(self) -> Result | None:
        """The result that is shown on the right, else the one on the left, else None."""
        return self._sides.result

    @property
    def right_result(self) -> Result | None:
        """The result that is shown as a whole on the right; None where anything else is."""
        return None if self.region_shown else self._sides.result_on(self.sides[1])

    @property
    def region_shown(self) -> bool:
        """Whether a region is compared with the original, instead of what the sides are."""
        return self._shown.region is not None

    @property
    def region_result(self) -> RegionResult | None:
        """What was made of the region, while it is shown."""
        return self._region.result

    @property
    def pinned(self) -> int | None:
        """The step that stands on the left instead of a result."""
        return self._shown.pinned

    def rect_of(self, region: Region) -> QRect:
        """Where a region of the input lies in what the viewer shows."""
        return self._shown.rect_of(region)

    # --- sides ----------------------------------------------------------------------------------------------

    @property
    def sides(self) -> tuple[str, str]:
        """ORIGINAL or the id of a result or of a file, left and right."""
        return self._sides.now

    @Slot(str, str)
    def set_sides(self, before: str, after: str) -> None:
        self._leave_whole()
        if not self._sides.can_compare(before, after):
            before = ORIGINAL
            text = self.tr(
                "The picture was turned or cropped differently for these two results, so they cannot be compared."
            )
            self.told.emit(Notice(text, key="framing"))
        self._sides.choose(before, after)
        self._show_sides()
        if self.item is not None:
            self._show_running(self.item)

    def _change_sides(self, sides: Pair) -> None:
        """What stood on a side has gone, or nothing was chosen: a job at work goes on being shown."""
        if self.sides[1] == self._covered:
            self._covered = sides[1]
        self._sides.now = sides

    @Slot()
    def switch_previous(self) -> None:
        """Put the result before the one on the right onto the left, or the original where it stands there already. If
        the one on the right has none before it, the two newest are compared."""
        sides = self._sides.previous()
        if sides is not None:
            previous, after = sides
            stands_there = self.sides[0] == previous and self.pinned is None and not self.region_shown
            self.set_sides(ORIGINAL if stands_there else previous, after)

    @property
    def file_size(self) -> tuple[int, int] | None:
        """The size of a file that is shown where no result is: of that on the right, else of that on the left. None if
        there is none, or it has not been read yet."""
        return self._shown.file_size

    def compare_with(
        self,
        source: Path | Picture,
        name: str,
        *,
        framing: Framing = AS_IT_IS,
        right: bool | None = None,
    ) -> None:
        """Put a file onto a side of the picture that is shown, framed so. Without a side: onto the left, for the
        original, where anything stands on the right already."""
        if self.item is None:
            return
        files = self._sides.files
        file = files.add(self.item, source, name, framing=framing)
        self.set_sides(*self._sides.beside(file, right=right))
        if too_many := files.make_room(self.item, seen=self.sides):
            for gone in too_many:
                self._cache.forget(gone.side)
            self._show_choices(self.item)

    def forget_file(self, side: str) -> None:
        """The picture that is shown is to be compared with this file no more; `refresh_results` shows what follows."""
        file = self._sides.file_on(side)
        if self.item is not None and file is not None:
            self._sides.files.remove(self.item, file)
            self._cache.forget(side)

    def show_end(self) -> None:
        """Show the result where one of its steps was looked at. While a job is at work its steps go on being shown."""
        if self._walk.job_id in (r.result_id for r in (self.item.results if self.item else [])):
            self._walk.select_result()

    def _show_sides(self) -> None:
        item = self.item
        if item is None:
            return
        before, after = self.sides
        self._region.end()
        self._shown.pinned = self._shown.made = None
        self.regionShown.emit(False)
        self._show_choices(item)
        self._viewer.set_preview(None)
        self._viewer.clear_region_overlay()
        self._set_size()
        self._viewer.set_labels(self._caption(before), self._caption(after, right=True))
        self.sidesShown.emit()
        self._pictures.load(before)
        if (before, after) == ALONE:
            self._viewer.set_after(None)
            if self._shown.whole is None:
                self._pictures.load_made(item)
        else:
            self._pictures.load(after, right=True)
        self._region.go_back()
        self._show_walk()
        self.changed.emit()

    def _show_choices(self, item: Item) -> None:
        made = "" if item.made_now is None else display_name(item.made_now)
        otherwise = [result for result in item.results if item.framing_of(result) != item.framing]
        self._bar.show_results(
            item.results, *self.sides, made=made, files=self._sides.files.of(item), otherwise=otherwise
        )

    def show_mixing(self, result: Result | None) -> None:
        """Say of this result that it is being mixed; None: of none any more."""
        mixing = "" if result is None else result.result_id
        if mixing == self._mixing:
            return
        self._mixing = mixing
        if self.item is not None and not self.region_shown:
            right = self._viewer.labels[1]
            if self._viewer.layers.get(Layer.PREVIEW) is None:  # else it says which step that is
                right = self._caption(self.sides[1], right=True)
            self._viewer.set_labels(self._left_caption(), right)

    def _caption(self, side: str, *, right: bool = False) -> str:
        return side_caption(self._sides, side, mixing=self._mixing, right=right)

    @Slot()
    def _set_size(self) -> None:
        size = self._shown.size(self._shown.settings)
        if not size.isEmpty():
            self._viewer.set_result_size(size.width(), size.height())
            self._region.move()

    @Slot(object, object)
    def _do_without(self, item: Item, file: ComparedFile) -> None:
        """Put back what stood in the place of a file that cannot be shown."""
        if self.item is not item:
            return
        is_shown = file.side in self.sides and not self.region_shown
        self._change_sides(self._sides.without(file))
        if is_shown:
            self._show_sides()
            self._show_running(item)
        else:
            self._show_choices(item)

    # --- jobs -----------------------------------------------------------------------------------------------

    @Slot(object, object, object)
    def on_begun(self, item: Item, event: JobStarted, region: Region | None) -> None:
        begun = event.job_id, event.steps
        self._begun, self._region.begun = (begun, None) if region is None else (None, begun)
        if item is not self.item or not self._takes(region):
            return
        if self._shown.whole is not None:  # what is drawn there is given up
            self.show_original()
        if region is None:
            self._covered = self.sides[1]
        self._pictures.follow_original(item)
        if region is None:
            self._region.end()
        else:
            self._region.begin(region)
        if self.pinned is not None:  # a step of the walk before
            self.pin_step(None)
        if region is None:
            self.regionShown.emit(False)
            self._viewer.clear_region_overlay()
            self._viewer.set_result_size(event.out_width, event.out_height)
            self._region.go_back()
        else:
            self._region.paint(region, None, f"{phase_text('sample')}…")
        self._begin_walk(event.job_id, event.steps)
        self.changed.emit()

    def _begin_walk(self, job_id: str, steps: int, result: Result | None = None) -> None:
        part = self._shown.region or result or self.item
        aspect = part.width / part.height if part is not None and part.height else 1.0
        self._walk.begin(job_id, steps, aspect)

    @Slot(object, object)
    def on_progress(self, item: Item, event: Progress) -> None:
        """The first that is heard of a region says that the engine has taken it up."""
        region, has_begun = self._shown.region, bool(self._walk.job_id)
        if item is not self.item or region is None or self.region_result is not None or has_begun:
            return
        if not self.paused():
            self._region.paint(region, None, f"{phase_text('sample')}…")

    @Slot(object, object)
    def on_step_kept(self, item: Item, step: Step) -> None:
        self._walk.keep(step, shown=item is self.item)

    @Slot(object, object)
    def on_step(self, item: Item, step: Step) -> None:
        """Show the newest step of the running job at once, unless another one is being looked at."""
        if item is not self.item or not self._walk.follows(step.step):
            return
        if not self._takes(step.region):
            return
        if step.region is not None:
            self._region.paint(step.region, step.image, step_caption(step.step, step.steps))
        elif self.sides[1] == self._covered:
            self._viewer.set_preview(step.image)
            self._viewer.set_labels(self._left_caption(), step_caption(step.step, step.steps))

    def _show_running(self, item: Item) -> None:
        """Come back to a picture that is being worked on, unless something was put onto the right since it began."""
        if item.state is not State.RUNNING or self._begun is None or self._begun[0] != item.job_id:
            return
        if self.sides[1] != self._covered:
            return
        _, steps = self._begun
        self._begin_walk(item.job_id, steps)
        if kept := self._walk.kept(item.job_id):
            number, image = max(kept.items())
            self._viewer.set_preview(image)
            self._viewer.set_labels(self._left_caption(), step_caption(number, steps))

    @Slot(object, object, object)
    def on_result(self, item: Item, result: Result, image: QImage | None) -> None:
        """A job has ended well: its result is shown if its picture is."""
        if image is not None:
            self._cache.put(result.result_id, image)
        if item is self.item:
            self._leave_whole()
            before, after = self.sides[0], result.result_id
            self._sides.now = (before if self._sides.can_compare(before, after) else ORIGINAL, after)
            self._covered = after
            self._show_sides()

    @Slot(object)
    def on_stopped(self, item: Item) -> None:
        """A job has ended without a result: back to what was there before."""
        if item is self.item:
            self._show_sides()

    # --- region ---------------------------------------------------------------------------------------------

    def region_for(self, rect: QRect, settings: SampleSettings) -> Region | None:
        """A rectangle of the viewer (result pixels) in whole pixels of the input; None if its size is not known."""
        return self._shown.region_of(rect, settings)

    @Slot()
    def show_framing_of_now(self) -> None:
        """A region, and what is marked, are of the picture as it is framed now: no result stays that is of another
        one."""
        if self.framed_otherwise:
            self.show_original()

    def _takes(self, region: Region | None) -> bool:
        """Whether what is told of a region, or of the whole, is to be shown. A region that has been closed stays so;
        that of a picture which was left meanwhile comes back with all that belongs to it."""
        if region is None:
            return True
        if self._region.is_closed(region):
            return False
        if region != self._shown.region:
            self.begin_region(region)
            if self._region.begun is not None:
                self._begin_walk(*self._region.begun)
        return True

    def begin_region(self, region: Region) -> None:
        """Compare a region with the original, even if there is a result of the whole picture."""
        self.show_framing_of_now()
        self._region.begin(region)
        self._shown.pinned = None
        self._walk.clear()  # its steps are of another picture than what is shown now
        self._viewer.set_preview(None)
        self._pictures.load(ORIGINAL)
        self._viewer.set_after(None)
        self._viewer.set_labels(self.tr("Original"), self.tr("Region"))
        self.regionShown.emit(True)
        self._region.paint(region, None, phase_text(WAIT))
        self._region.bring_into_view(region)
        self.changed.emit()

    @Slot(object, object)
    def on_region(self, item: Item, result: RegionResult) -> None:
        if item is not self.item or not self._takes(result.region):
            return
        self._region.result = result
        self._region.paint(result.region, result.image, region_caption(result))
        self._walk.finish(result.image)
        self.changed.emit()

    @Slot(object, str)
    def on_region_ended(self, item: Item, message: str) -> None:
        if item is self.item:
            self._show_sides()

    @Slot()
    def close_region(self) -> None:
        """Go back to the whole picture."""
        self._region.close()
        self._show_sides()
        if self.item is not None:
            self._show_running(self.item)

    # --- steps ----------------------------------------------------------------------------------------------

    def _show_walk(self) -> None:
        """Show the steps of the result in the strip, if they are still known."""
        result = self.result
        kept = self._walk.kept(result.result_id) if result else {}
        if result is None or not kept:
            self._walk.clear()
            return
        if self._walk.job_id != result.result_id:
            self._begin_walk(result.result_id, max(kept), result)
        self._walk.finish(self._cache.get(result.result_id))

    def step_image(self, step: int) -> QImage | None:
        """The preview of a step of the walk in the strip; None where it is not kept."""
        return self._walk.image(step)

    @property
    def can_pin(self) -> bool:
        """A region lies on the right side alone: its steps cannot stand on the left."""
        return not self.region_shown

    def pin_step(self, step: int | None) -> None:
        """Put a step on the left, to compare the others and the result with it; None puts back what was there."""
        image = None if step is None else self.step_image(step)
        if image is None:
            self._shown.pinned = None
            self._pictures.load(self.sides[0])
        else:
            self._shown.pinned = step
            self._viewer.set_before(image)
        self._viewer.set_labels(self._left_caption(), self._viewer.labels[1])

    def _left_caption(self) -> str:
        if self.pinned is not None:
            return step_caption(self.pinned, self._walk.steps)
        return self._caption(self.sides[0])

    @Slot(int)
    def _on_step_selected(self, step: int) -> None:
        image = self._walk.image(step)
        if (region := self._shown.region) is not None:
            label = self.tr("Result") if step == RESULT else step_caption(step, self._walk.steps)
            self._region.paint(region, self._region.image if step == RESULT else image, label)
            return
        before = self._left_caption()
        if step == RESULT or image is None:
            self._viewer.set_preview(None)
            self._viewer.set_labels(before, self._caption(self.sides[1], right=True))
        else:
            self._viewer.set_preview(image)
            self._viewer.set_labels(before, step_caption(step, self._walk.steps))
