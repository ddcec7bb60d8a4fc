"""Writes results to the disk: saved by hand or automatically, and until then kept safe from a crash."""

from __future__ import annotations

import itertools
import logging
import os
import unicodedata
import uuid
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDeadlineTimer, QObject, QTimer, Signal, Slot

from app.kit.failures import detail_of, sentence_of
from app.kit.words import tr
from app.kit.work import PATIENCE, Worker
from app.queue.items import Item, Result, Saved
from app.queue.model import QueueModel
from app.results.backlog import Backlog
from app.results.care import Care
from app.results.export_run import ExportRun
from app.results.places import automatic_target, template_name
from app.results.session import KeptResult, Session
from app.results.writing import Fit, InTheWay, Neighbour, TakenPaths, Target, Written, fitting, writing
from core.errors import EngineError
from core.finishing.finish import Finish
from core.images.picture import Picture
from core.jobs import CancelToken, SaveSettings
from core.presets import OutputPreferences

log = logging.getLogger(__name__)

PART = 50  # of many results, so many are begun before the window has a turn
COPIED_AT_ONCE = 64 * 2**20  # bytes of a file that is dragged out; a larger one is copied in a thread

_Choice = tuple[
    Finish, SaveSettings, bool, str
]  # the last two: whether the settings go into the file, and its name


class Saver(QObject):
    """Writes results in threads of its own, each kind one after the other.

    Where the exact pixels of a result are: in memory (`picture`), in the session's folder (`kept`) or in a file of the
    person's (`raw`). They leave the one before only when nothing is under way with the result any more, see `_settle`.
    """

    saved = Signal(object, object, object)  # Item, Result (its `saved` is set), ExportRun or None
    failed = Signal(object, object, str, str, object)  # Item, Result, sentence, detail, ExportRun or None
    writingChanged = Signal()
    notKeptSafe = Signal(str)  # a sentence: the session's folder cannot be written to

    def __init__(self, model: QueueModel, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._session = session
        self._worker = Worker(self)  # for the session's own folder
        self._outside = Worker(self, patience=PATIENCE)  # for folders of the person, which may be far away
        self._searching = Worker(self)  # for qualities, which takes long and writes nothing
        self._cares: dict[str, Care] = {}  # by the ids of results with which something is under way
        self._taken = TakenPaths()
        self.backlog = Backlog()
        # Gives results that have been thrown away, and may be taken back.
        self.thrown: Callable[[], Iterable[tuple[Item, Result]]] = tuple
        self._writing = 0
        # Of many that are saved together, those that have not been begun.
        self._later: deque[tuple[Care, Callable[[], None]]] = deque()
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._begin_some)
        self._dragged: dict[str, tuple[_Choice, Path]] = {}  # files that were written for dragging
        self._numbers = itertools.count()
        self._replacing: dict[str, int] = {}  # the number of the last that is on its way to a chosen file

    @property
    def writing(self) -> int:
        """Results on their way to where the person wants them."""
        return self._writing + len(self._later)

    # --- asked by the window --------------------------------------------------------------------------------

    def save_all(
        self,
        results: Iterable[tuple[Item, Result]],
        output: OutputPreferences,
        folder: Path | None,
        run: ExportRun | None,
    ) -> None:
        """`save` each of many. They are under way from now on, though the window has turns until the last is begun."""
        for item, result in results:
            work = partial(self.save, item, result, output, folder, run)
            self._later.append((self._begin(item, result), work))
        self._begin_some()

    @Slot()
    def _begin_some(self) -> None:
        for _ in range(min(PART, len(self._later))):
            care, work = self._later.popleft()
            work()
            self._end(care)
        if self._later:
            self._turn.start()

    def save(
        self,
        item: Item,
        result: Result,
        output: OutputPreferences,
        folder: Path | None = None,
        run: ExportRun | None = None,
    ) -> None:
        """Save under the name that the template gives, beside the picture or in a folder; never over another file."""
        try:
            target = automatic_target(item, result, output, folder)
        except EngineError as error:
            self.keep_safe(item, result)
            self._tell_failure(item, result, str(error), error.detail, run)
            return
        self._start(item, result, target, run)

    def save_as(self, item: Item, result: Result, path: Path, output: OutputPreferences) -> None:
        """Save at exactly this path; the person has agreed to replace what is in the way."""
        settings = output.to_save_settings(path.parent)
        self._start(item, result, Target(path, settings, output.metadata, find_free=False))

    def find_quality(
        self,
        item: Item,
        result: Result,
        output: OutputPreferences,
        most: int,
        cancel: CancelToken,
        done: Callable[[Fit], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Look for the highest quality, up to that of `output`, with which the result's file has at most `most` bytes;
        nothing is written. A failure is FileTooLargeError, Cancelled, or what has become of the pixels."""
        care = self.hold(item, result)

        def over(tell: Callable[[Any], None], outcome: object) -> None:
            self.let_go(care)
            tell(outcome)

        name = template_name(item, result, "{name}", "")
        target = Target(Path(name), output.to_save_settings(), output.metadata, find_free=False)
        work = fitting(care, target, most, cancel)
        self._searching.start(work, partial(over, done), partial(over, failed))

    def keep_safe(self, item: Item, result: Result) -> None:
        """Write the result into the session's folder; then it leaves the memory."""
        picture, care = result.picture, self._cares.get(result.result_id)
        if picture is None or (care is not None and care.keeping):
            return
        care, kept = self._begin(item, result), self._to_keep(item, result)
        care.keeping = True

        def keep() -> Path | None:
            return self._session.keep(picture, kept) if care.wanted else None

        def done(path: Path | None) -> None:
            care.keeping = False
            if path is None:  # it was discarded before its turn came
                self._end(care)
                return
            result.kept, result.picture = path, None
            if result.finish != kept.finish:  # decided meanwhile
                self.keep_finish(result)
            self._end(care)
            self._model.update(item)

        def failed(error: Exception) -> None:
            care.keeping, care.kept_in_vain = False, True
            log.warning("A result could not be kept safe", exc_info=error)
            self.notKeptSafe.emit(_reason(error))
            self._end(care)

        self._worker.start(self.backlog.counted(picture, keep), done, failed)

    def _to_keep(self, item: Item, result: Result) -> KeptResult:
        return KeptResult(
            result_id=result.result_id,
            picture=self._session.picture_path(result.result_id),
            source=item.source,
            title=item.title,
            width=result.width,
            height=result.height,
            seconds=result.seconds,
            settings=result.settings,
            written=dict(result.written),
            finish=result.finish,
        )

    def keep_finish(self, result: Result) -> None:
        """Write down what has been decided about a result that is kept safe."""
        finish = result.finish

        def failed(error: Exception) -> None:
            log.warning("What was decided could not be kept safe", exc_info=error)
            self.notKeptSafe.emit(_reason(error))

        if result.kept is not None:
            self._worker.start(lambda: self._session.set_finish(result.result_id, finish), failed=failed)

    def keep_faithful(self, result: Result) -> None:
        """Write the model's picture for the faithful kappa into the session's folder; then it leaves the memory."""
        picture = result.faithful
        if not isinstance(picture, Picture):
            return
        item = next((i for i in self._model if result in i.results), None)
        if item is None:
            return
        care = self._begin(item, result)

        def done(path: Path) -> None:
            result.faithful = path
            self._end(care)

        def failed(error: Exception) -> None:
            self._end(care)

        self._worker.start(lambda: self._session.keep_faithful(picture, result.result_id), done, failed)

    def hold(self, item: Item, result: Result) -> Care:
        """Something else is done with the pixels of a result, which stay until `let_go`."""
        care = self._begin(item, result)
        care.holding += 1
        return care

    def let_go(self, care: Care) -> None:
        """What `hold` was for has ended."""
        care.holding -= 1
        self._end(care)

    def discard(self, item: Item, result: Result) -> None:
        """Forget a result that the person does not want any more, and its kept file; but first let it be written where
        that has been asked for."""
        care = self._cares.get(result.result_id)
        if care is not None:
            care.wanted = False
        else:
            self._release(item, result, wanted=False)

    def at_risk(self, result: Result) -> bool:
        """Whether it is in memory alone, and nothing is under way that would change that."""
        care = self._cares.get(result.result_id)
        return result.picture is not None and (care is None or care.under_way == care.holding)

    def file_for_dragging(self, item: Item, result: Result, output: OutputPreferences) -> Path | None:
        """A file with a good name, which keeps to what is chosen of place, person and settings; None while it is still
        being written."""
        path, saved = result.saved_as_it_is, result.saved
        as_chosen = saved is not None and (saved.private, saved.metadata) == (output.private, output.metadata)
        if path is not None and as_chosen and path.is_file():
            return path
        try:
            name = template_name(item, result, output.name, ".png")
            as_kept = not result.finish.changes and not output.private and output.metadata
            if result.kept is not None and as_kept and result.kept.stat().st_size <= COPIED_AT_ONCE:
                return self._session.under_name(result.kept, name)
        except (OSError, EngineError):
            log.exception("The result cannot be dragged out")
            return None
        settings = replace(output, format="png", bit_depth=0).to_save_settings()
        choice = result.finish, settings, output.metadata, name
        made = self._dragged.get(result.result_id)
        if made is not None and made[0] == choice and made[1].is_file():
            return made[1]
        self._make_for_dragging(item, result, choice, as_kept=as_kept)
        return None

    def _make_for_dragging(self, item: Item, result: Result, choice: _Choice, *, as_kept: bool) -> None:
        """Begin a file that is dragged out once it is whole; with `as_kept` it is a copy of the one that is kept."""
        _, settings, metadata, name = choice
        # A folder of its own: what was dragged out before may be open in another program.
        path = self._session.drag_folder(result.result_id) / uuid.uuid4().hex / name
        care = self._begin(item, result)
        kept = result.kept if as_kept else None

        def make() -> Path:
            return write().path if kept is None else self._session.under_name(kept, name)

        def done(path: Path) -> None:
            self._dragged[result.result_id] = (choice, path)
            self._end(care)

        def failed(error: Exception) -> None:
            log.warning("The result cannot be dragged out", exc_info=error)
            self._end(care)
            told = sentence_of(error, tr("The result cannot be dragged out."))
            self.failed.emit(item, result, told, "", None)

        write = self._work_of(care, Target(path, settings, metadata, find_free=False), InTheWay())
        self._worker.start(make, done, failed)

    @property
    def busy(self) -> bool:
        return bool(self._later) or self._worker.busy or self._outside.busy

    def finish(self, timeout_ms: int) -> bool:
        """Wait for everything that is being written, and for what follows from its outcome. False if it took too long:
        what was on its way to a drive that does not answer is then kept safe."""
        deadline = QDeadlineTimer(timeout_ms)
        while self.busy:
            while self._later:
                self._begin_some()
            if not self._outside.finish(deadline.remainingTime()):
                for care in list(self._cares.values()):
                    self.keep_safe(care.item, care.result)
                self._worker.finish(timeout_ms)
                return False
            if not self._worker.finish(deadline.remainingTime()):
                return False
        return True

    # --- work -----------------------------------------------------------------------------------------------

    def _start(self, item: Item, result: Result, target: Target, run: ExportRun | None = None) -> None:
        finish, care, number = result.finish, self._begin(item, result), next(self._numbers)
        place = os.path.normcase(target.path)
        in_the_way = InTheWay() if target.find_free else self._in_the_way(target.path, result)
        if not target.find_free:
            self._replacing[place] = number

        def done(written: Written) -> None:
            self._count(item, -1)
            private, metadata = target.settings.private, target.metadata
            result.saved, result.not_saved = Saved(written.path, finish, written.lost, private, metadata), ""
            self.saved.emit(item, result, run)
            if written.moved is not None:
                result.kept, result.raw = written.moved, None
            if self._is_overtaken(written.path, number):
                result.saved = None
            else:
                self._stands_in_file(care, target, finish, written)
            self._leave(in_the_way, written.replaced)
            self._end(care)
            self._model.update(item)

        def failed(error: Exception) -> None:
            log.warning("Saving failed", exc_info=error)
            self._count(item, -1)
            care.wanted = True  # nothing is lost: it can be saved elsewhere
            if care.moved is not None:
                result.kept, result.raw = care.moved, None  # the file may have been replaced
            self._is_overtaken(target.path, number)
            self._leave(in_the_way, frozenset())
            self._end(care)
            self._tell_failure(item, result, _sentence(error, target.path), detail_of(error), run)

        self._count(item, 1)
        work = self.backlog.counted(result.picture, self._work_of(care, target, in_the_way))
        self._outside.start(work, done, failed, priority=1)

    def _work_of(self, care: Care, target: Target, in_the_way: InTheWay) -> Callable[[], Written]:
        return writing(care, target, self._taken, self._keeper(care.item, care.result), in_the_way)

    def _keeper(self, item: Item, result: Result) -> Callable[[Picture], Path]:
        """What puts pixels of a result into the session's folder; for a worker."""
        kept = self._to_keep(item, result)
        return lambda pixels: self._session.keep(pixels, kept)

    def _tell_failure(
        self, item: Item, result: Result, sentence: str, detail: str, run: ExportRun | None
    ) -> None:
        result.not_saved = sentence
        self._model.update(item)
        self.failed.emit(item, result, sentence, detail, run)

    def _count(self, item: Item, change: int) -> None:
        self._writing += change
        self._model.update(item, saving=item.saving + change)
        self.writingChanged.emit()

    # --- files that are replaced ----------------------------------------------------------------------------

    def _in_the_way(self, path: Path, result: Result) -> InTheWay:
        """What the file at `path`, which the person has agreed to replace, may be to others. Whether it is that, the
        worker finds out. `_leave` follows."""
        name = _name_key(path)
        sources = [i.source for i in self._model if i.source is not None and _name_key(i.source) == name]
        neighbours = []
        present = ((item, other) for item in self._model for other in item.results)
        for item, other in itertools.chain(present, self.thrown()):
            files = [file.path for file in (other.raw, other.saved) if file is not None]
            if other is not result and any(_name_key(file) == name for file in files):
                care = self._begin(item, other)
                neighbours.append(Neighbour(care, other.raw, other.saved, self._keeper(item, other)))
        return InTheWay(sources, neighbours)

    def _leave(self, in_the_way: InTheWay, replaced: frozenset[str]) -> None:
        """Results whose file has been replaced are no longer saved, and what was kept of them counts again."""
        for near in in_the_way.neighbours:
            care, item, result = near.care, near.care.item, near.care.result
            if care.moved is not None:
                # The file may have been replaced, whatever failed after.
                result.kept, result.raw = care.moved, None
            if result.result_id in replaced:
                care.lossy = None
                if result.raw is near.raw:
                    result.raw = None
                if result.saved is near.saved:
                    result.saved = None
                if result.kept is not None and result.saved is None:
                    kept = self._to_keep(item, result)
                    self._worker.start(partial(self._session.count_again, kept))
            self._end(care)
            self._model.update(item)

    def _is_overtaken(self, path: Path, number: int) -> bool:
        """Whether a later saving is on its way to the very file that this one has been written into."""
        place = os.path.normcase(path)
        last = self._replacing.get(place, -1)
        if last == number:
            del self._replacing[place]
        return last > number

    @staticmethod
    def _stands_in_file(care: Care, target: Target, finish: Finish, written: Written) -> None:
        """What the file that was written is to the pixels of its result."""
        result = care.result
        if target.is_exact and not finish.changes:
            result.raw = written.file
        elif result.raw is not None and result.raw.path == written.path:
            result.raw = None  # it was written twice, and is another one now
        if not finish.changes:
            care.lossy = written.file

    # --- where the exact pixels are -------------------------------------------------------------------------

    def _begin(self, item: Item, result: Result) -> Care:
        """Something is begun with a result; `_end` follows."""
        care = self._cares.setdefault(result.result_id, Care(item, result))
        care.under_way += 1
        return care

    def _end(self, care: Care) -> None:
        care.under_way -= 1
        if care.under_way == 0:
            del self._cares[care.result.result_id]
            self._settle(care)

    def _settle(self, care: Care) -> None:
        """Nothing is under way with a result any more: what it does not need leaves memory and session."""
        item, result = care.item, care.result
        if not care.wanted or result.raw is not None:
            self._release(item, result, wanted=care.wanted)
        elif result.kept is not None:
            if result.saved is not None:
                self._worker.start(lambda: self._session.settle(result.result_id))
        elif care.kept_in_vain or result.picture is None:
            return
        elif care.lossy is not None and not result.finish.changes:
            result.raw, result.picture = care.lossy, None  # nobody has asked for more
        else:
            self.keep_safe(item, result)

    def _release(self, item: Item, result: Result, *, wanted: bool) -> None:
        """Let memory and the session's folder forget a result. Of one that is `wanted`, which is in a file of the
        person's, the faithful picture stays, since it may be mixed with that. The file that is shown in place of a
        picture, which is no longer there, stays as long as its row."""
        result.picture = None
        faithful = isinstance(result.faithful, Path) and not wanted
        has_files = result.kept is not None or faithful
        if item.stands_in and item.path == result.kept and self._model.row(item) is not None:
            self._worker.start(lambda: self._session.settle(result.result_id))
        elif has_files:
            result.kept = None
            if faithful:
                result.faithful = None
            self._worker.start(lambda: self._session.forget(result.result_id, faithful=not wanted))


def _name_key(path: Path) -> str:
    """Equal for names that some system takes for one."""
    return unicodedata.normalize("NFC", path.name).casefold()


def _reason(error: Exception) -> str:
    """Why something could not be kept."""
    return tr("there is not enough memory.") if isinstance(error, MemoryError) else str(error)


def _sentence(error: Exception, path: Path) -> str:
    if isinstance(error, MemoryError):
        return tr("There is not enough memory to save the result: close other programs and save it again.")
    text = tr("The result could not be saved to {0}: choose another folder.")
    if isinstance(error, PermissionError):
        text = tr("{0} cannot be written to: choose another folder.")
    return sentence_of(error, text.format(path.parent))
