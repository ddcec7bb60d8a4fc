"""Writes results to the disk: saved by hand or automatically, and until then kept safe from a crash."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.engine.thread import NeedlessError
from app.kit.words import tr
from app.kit.work import PATIENCE, Worker
from app.preferences.preferences import OutputPreferences
from app.queue.items import Item, Result
from app.queue.model import QueueModel
from app.results.session import KeptResult, Session
from core.errors import EngineError, SaveError
from core.finishing.finish import KAPPA, Finish
from core.finishing.packed import finish_to_dict
from core.images.names import free_path, result_name
from core.images.picture import Picture
from core.images.scan import is_picture
from core.jobs import SampleSettings, SaveSettings

if TYPE_CHECKING:
    from core.upscaling.done_before import DoneBefore

log = logging.getLogger(__name__)

SUBFOLDER = "resshift"  # of the folder that was dropped, or of the picture's
EXACT = ("png", "tiff")  # formats that lose nothing
SUFFIXES = {"png": ".png", "jpeg": ".jpg", "webp": ".webp", "tiff": ".tif"}


@dataclass(frozen=True)
class Target:
    """Where one result goes. With `find_free` a taken name gets -1, -2, ...; else the file is replaced."""

    path: Path
    settings: SaveSettings
    metadata: bool
    find_free: bool

    @property
    def is_exact(self) -> bool:
        """Whether the file holds all that the result has, so that it can stand for it from then on."""
        exact = self.settings.format in EXACT and self.settings.bit_depth is None
        return exact and not self.settings.private


class Saver(QObject):
    """Writes results in threads of its own, each kind one after the other."""

    saved = Signal(object, object)  # Item, Result (its `saved_to` is set)
    failed = Signal(object, object, str, str)  # Item, Result, sentence, detail
    writingChanged = Signal()
    notKeptSafe = Signal(str)  # a sentence: the session's folder cannot be written to

    def __init__(self, model: QueueModel, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._session = session
        self._worker = Worker(self)  # for the session's own folder
        self._outside = Worker(self, patience=PATIENCE)  # for folders of the person, which may be far away
        self.writing = 0  # results on their way to where the person wants them
        self._dragged: dict[str, tuple[Finish, Path]] = {}  # files with a finish, for dragging
        self._before: DoneBefore | None = None  # for the settings that were asked about last

    # --- asked by the window --------------------------------------------------------------------------------

    def save(self, item: Item, result: Result, output: OutputPreferences, folder: Path | None = None) -> None:
        """Save under the name that the template gives, beside the picture or in a folder; never over another file."""
        try:
            target = automatic_target(item, result, output, folder)
        except EngineError as error:
            self.failed.emit(item, result, str(error), error.detail)
            return
        self._start(item, result, target)

    def save_as(self, item: Item, result: Result, path: Path, output: OutputPreferences) -> None:
        """Save at exactly this path; the person has agreed to replace what is in the way."""
        settings = output.to_save_settings(path.parent)
        self._start(item, result, Target(path, settings, output.metadata, find_free=False))

    def keep_safe(self, item: Item, result: Result) -> None:
        """Write the result into the session's folder; then it leaves the memory."""
        picture = result.picture
        if picture is None:
            return
        kept = KeptResult(
            result_id=result.result_id,
            picture=self._session.picture_path(result.result_id),
            source=item.path,
            title=item.title,
            width=result.width,
            height=result.height,
            seconds=result.seconds,
            settings=result.settings,
            written=dict(result.written),
            finish=result.finish,
        )

        def done(path: Path) -> None:
            result.kept, result.picture = path, None
            if result.raw is not None:  # saved meanwhile
                self._forget(result)
            elif result.saved_to is not None:
                self._worker.start(lambda: self._session.settle(result.result_id))
            else:
                self.keep_finish(result)
            self._model.update(item)

        def failed(error: Exception) -> None:
            log.warning("A result could not be kept safe", exc_info=error)
            self.notKeptSafe.emit(str(error))

        self._worker.start(lambda: self._session.keep(picture, kept), done, failed)

    def keep_finish(self, result: Result) -> None:
        """Write down what has been decided about a result that is kept safe."""
        finish = result.finish
        if result.kept is not None:
            self._worker.start(lambda: self._session.set_finish(result.result_id, finish))

    def keep_faithful(self, result: Result) -> None:
        """Write the model's picture for the faithful kappa into the session's folder; then it leaves the memory."""
        picture = result.faithful
        if not isinstance(picture, Picture):
            return

        def done(path: Path) -> None:
            result.faithful = path

        self._worker.start(lambda: self._session.keep_faithful(picture, result.result_id), done)

    def check_of(
        self, item: Item, settings: SampleSettings, output: OutputPreferences
    ) -> Callable[[], None] | None:
        """A function that finds out beforehand whether the result could be written; None if it will only be kept safe.

        The returned function is for a worker. It raises SaveError, and NeedlessError for a picture of a folder that
        has such a result already, so that a batch that broke off is gone on with.
        """
        if output.when_done == "keep":
            return None
        folder = result_folder(item, folder_for(item, output))
        size = settings.size_of(item.width, item.height) if item.width else None

        batch = item.base is not None and not item.results and not item.anew

        def check() -> None:
            from core.images.files import check_folder_writable, check_format

            if (
                batch
                and item.path is not None
                and self._is_done(item.path, item.stem, folder, settings, output)
            ):
                raise NeedlessError
            if size is not None:
                check_format(output.format, *size)
            check_folder_writable(folder)

        return check

    def _is_done(
        self, path: Path, stem: str, folder: Path, settings: SampleSettings, output: OutputPreferences
    ) -> bool:
        """In the worker. Pictures that were put into the queue together share their settings, and one look into each
        folder of results. Of pictures that differ by their endings alone it cannot be told whose a result is."""
        from core.upscaling.done_before import DoneBefore

        wanted, before = (output.name, output.format, output.private), self._before
        if before is None or before.settings is not settings or before.asked != wanted:
            before = self._before = DoneBefore(settings, *wanted)
        if before.result_of(path, folder, stem) is None:
            return False
        return not any(p != path and p.stem == stem and is_picture(p.name) for p in path.parent.iterdir())

    def discard(self, result: Result) -> None:
        """Forget a result that the person does not want any more, and its kept file."""
        self._forget(result)
        result.picture = None

    def file_for_dragging(self, item: Item, result: Result, output: OutputPreferences) -> Path | None:
        """A file with a good name; None while the result is still being written."""
        saved = result.saved_as_it_is
        if saved is not None and saved.is_file():
            return saved
        if result.finish.changes:
            return self._finished_file(item, result, output)
        if result.kept is None:
            return None
        try:
            name = template_name(item, result, output.name, ".png")
            return self._session.under_name(result.kept, name, private=output.private)
        except (OSError, EngineError):
            log.exception("The result cannot be dragged out")
            return None

    def _finished_file(self, item: Item, result: Result, output: OutputPreferences) -> Path | None:
        """A file with the finish, if it has been written for dragging; else that is begun."""
        made = self._dragged.get(result.result_id)
        if made is not None and made[0] == result.finish and made[1].is_file():
            return made[1]
        try:
            name = template_name(item, result, output.name, ".png")
        except EngineError:
            log.exception("The result cannot be dragged out")
            return None
        settings = replace(output.to_save_settings(), format="png", bit_depth=None)
        finish, path = result.finish, self._session.drag_folder(result.result_id) / name
        target = Target(path, settings, output.metadata, find_free=False)

        def done(_: object) -> None:
            self._dragged[result.result_id] = (finish, path)

        self._worker.start(_writing(item, result, target), done)
        return None

    @property
    def busy(self) -> bool:
        return self._worker.busy or self._outside.busy

    def finish(self, timeout_ms: int) -> bool:
        """Wait for everything that is being written. False if it took too long."""
        saved = self._outside.finish(timeout_ms)
        return self._worker.finish(timeout_ms) and saved

    # --- work -----------------------------------------------------------------------------------------------

    def _start(self, item: Item, result: Result, target: Target) -> None:
        finish = result.finish

        def done(saved: tuple[Path, tuple[str, ...]]) -> None:
            self._count(item, -1)
            result.saved_to, result.lost = saved
            result.saved_finish = finish
            if not finish.changes and (target.is_exact or result.kept is None):
                result.raw = result.saved_to
            if target.is_exact and not finish.changes:
                self._forget(result)
            elif result.kept is None and result.picture is not None and finish.changes:
                self.keep_safe(item, result)  # the file does not hold the model's picture
                self._model.update(item)
                self.saved.emit(item, result)
                return
            elif result.kept is not None:
                self._worker.start(lambda: self._session.settle(result.result_id))
            result.picture = None
            self._model.update(item)
            self.saved.emit(item, result)

        def failed(error: Exception) -> None:
            log.warning("Saving failed", exc_info=error)
            if result.picture is not None and result.kept is None:
                self.keep_safe(item, result)  # nothing is lost: it can be saved elsewhere
            self._count(item, -1)
            detail = error.detail if isinstance(error, EngineError) else repr(error)
            self.failed.emit(item, result, _sentence(error, target.path), detail)

        self._count(item, 1)
        self._outside.start(_writing(item, result, target), done, failed, priority=1)

    def _count(self, item: Item, change: int) -> None:
        self.writing += change
        self._model.update(item, saving=item.saving + change)
        self.writingChanged.emit()

    def _forget(self, result: Result) -> None:
        kept, result.kept = result.kept, None
        if isinstance(result.faithful, Path):  # it goes as well
            result.faithful = None
        if kept is not None:
            self._worker.start(lambda: self._session.forget(result.result_id))


def _writing(item: Item, result: Result, target: Target) -> Callable[[], tuple[Path, tuple[str, ...]]]:
    """The work of writing for the worker, which touches no row. It returns the file, and what that cannot hold."""
    source, picture, file, written = item.path, result.picture, result.file, dict(result.written)
    finish, original, faithful = result.finish, item.picture or item.path, result.faithful
    if finish.changes:
        written["finish"] = finish_to_dict(finish)
    settings = target.settings

    def write() -> tuple[Path, tuple[str, ...]]:
        from core.images.files import save_notices, save_picture
        from core.images.names import check_not_source
        from core.storage.atomic import take_date

        path = target.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if target.find_free:
            path = free_path(path.parent, path.stem, path.suffix)
        check_not_source(source, path)
        pixels = _pixels(picture or file)
        if finish.changes:
            from core.finishing.blend import finished

            kappa = _pixels(faithful) if faithful is not None and finish.faithful == KAPPA else None
            pixels = finished(pixels, _pixels(original), finish, kappa)
        save_picture(
            pixels,
            path,
            format=settings.format,
            bit_depth=settings.bit_depth,
            quality=settings.quality,
            metadata=written if target.metadata else None,
            overwrite=not target.find_free,
            private=settings.private,
        )
        if settings.keep_date and source is not None:
            take_date(source, path)
        lost = save_notices(pixels, settings.format, bit_depth=settings.bit_depth, private=settings.private)
        return path, lost

    return write


def _pixels(picture: Picture | Path | None) -> Picture:
    if isinstance(picture, Picture):
        return picture
    if picture is None:
        raise SaveError("The result is no longer there: please upscale the picture again.")
    from core.images.files import read_picture

    return read_picture(picture)


def _sentence(error: Exception, path: Path) -> str:
    if isinstance(error, EngineError):
        return str(error)
    if isinstance(error, PermissionError):
        return tr("{0} cannot be written to: choose another folder.").format(path.parent)
    return tr("The result could not be saved to {0}: choose another folder.").format(path.parent)


# --- names --------------------------------------------------------------------------------------------------


def template_name(item: Item, result: Result, template: str, suffix: str) -> str:
    """The file name of a result by a template. Raises SettingsError for a template with unknown fields."""
    return result_name(template, name_fields(item.stem, result), suffix=suffix)


def name_fields(stem: str, result: Result) -> dict[str, object]:
    settings, now = result.settings, datetime.now()
    return {
        "name": stem,
        "scale": float(settings.scale),
        "width": result.width,
        "height": result.height,
        "steps": settings.steps or 0,
        "kappa": settings.kappa or 0.0,
        "seed": settings.seed,
        "model": Path(settings.model).stem,
        "date": now.strftime("%Y-%m-%d"),
        "time": now.strftime("%H-%M-%S"),
    }


def automatic_target(item: Item, result: Result, output: OutputPreferences, folder: Path | None) -> Target:
    """Where a result goes: beside its picture, or into a chosen folder with the tree below the one that was dropped."""
    settings = output.to_save_settings(folder or folder_for(item, output))
    name = template_name(item, result, settings.name, SUFFIXES[settings.format])
    return Target(result_folder(item, settings.directory) / name, settings, output.metadata, find_free=True)


def folder_for(item: Item, output: OutputPreferences) -> Path | None:
    """The folder that the preferences name; None for beside the picture."""
    if output.when_done == "subfolder" and item.path is not None:
        return (item.base or item.path.parent) / SUBFOLDER
    return output.to_save_settings().directory


def result_folder(item: Item, chosen: Path | None) -> Path:
    if chosen is None:
        return item.path.parent if item.path is not None else pictures_folder()
    if item.base is not None and item.path is not None and item.path.is_relative_to(item.base):
        return chosen / item.path.parent.relative_to(item.base)
    return chosen


def pictures_folder() -> Path:
    """Where pasted pictures go."""
    from PySide6.QtCore import QStandardPaths

    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    return Path(folder) if folder else Path.home()
