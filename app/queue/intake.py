"""What is dropped, pasted, opened or given as an argument becomes rows of the queue."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage

from app.images import pictures
from app.kit.failures import sentence_of
from app.kit.words import tr
from app.kit.work import PATIENCE, Worker
from app.queue.items import Item, State
from app.queue.model import QueueModel
from core.errors import EngineError
from core.images.names import DEFAULT_TEMPLATE
from core.images.results import ResultNames
from core.images.scan import ENLARGED, MOST_NAMED, Refused, kinds_text, scan
from core.models.pipelines import pipeline_folder
from core.storage.paths import display_name

log = logging.getLogger(__name__)

CHUNK = 2000  # rows added at once
FIRST_CHUNK = 16  # so that the first pictures are there at once


class Intake(QObject):
    """Lists folders in a worker and adds rows in batches."""

    added = Signal(object)  # list of the items of one batch, in the model already
    finished = Signal(int, list)  # how many were added, what was refused
    modelsFound = Signal(object)  # list of folders that hold a model of diffusers, and no pictures
    settingsFound = Signal(object, dict)  # Item, settings in the file: it is a result of ours

    _chunk = Signal(object)  # a list; declared as one, Qt would convert each of its thousands of entries

    def __init__(self, model: QueueModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # How results are called at present, so that they are known by their names.
        self.template: Callable[[], str] = lambda: DEFAULT_TEMPLATE
        self._model = model
        self._lister = Worker(self, patience=PATIENCE)
        self._reader = Worker(self, patience=PATIENCE)
        self._stop = threading.Event()
        # The window has a turn between two chunks, however fast they are listed.
        self._room = threading.Semaphore()
        self._chunk.connect(self._on_chunk)

    def add_paths(self, paths: list[Path]) -> None:
        """Add files, and folders with everything below them. Returns at once."""
        if paths:
            names = ResultNames(self.template())
            self._lister.start(
                lambda: self._list(paths, names),
                lambda outcome: self._on_listed(paths, *outcome),
                self._on_failed,
            )

    def add_mime(self, mime: QMimeData) -> bool:
        """Add the local files of a drop, else its pixels (a picture out of a browser). False if there was neither."""
        paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if paths:
            self.add_paths(paths)
            return True
        image = mime.imageData() if mime.hasImage() else None
        if isinstance(image, QImage) and not image.isNull():
            self.add_image(image, tr("Dropped picture"))
            return True
        if mime.hasUrls():
            text = tr("{0} lies on the network: save it first, then drop the file.")
            self.finished.emit(0, [Refused(u.toString(), text.format(u.toString())) for u in mime.urls()])
        return False

    @Slot()
    def paste(self) -> bool:
        """Add what the clipboard holds. False if that is no picture."""
        # An empty clipboard gives None, whatever the types say.
        mime: QMimeData | None = QGuiApplication.clipboard().mimeData()
        urls = [] if mime is None else mime.urls()
        paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        if paths:
            self.add_paths(paths)
            return True
        image = QGuiApplication.clipboard().image()
        if image.isNull():
            return False
        self.add_image(image, tr("Pasted picture"))
        return True

    def add_image(self, image: QImage, title: str) -> None:
        """Add a picture that is no file. It is converted in a worker, as it may be large."""
        self._reader.start(
            lambda: pictures.from_qimage(image),
            lambda picture: self.add_items(
                [Item(picture=picture, title=title, width=picture.width, height=picture.height)]
            ),
            self._on_failed,
        )

    def stop(self, timeout_ms: int) -> bool:
        self._stop.set()
        return self._lister.stop(timeout_ms) and self._reader.stop(timeout_ms)

    # --- in the worker --------------------------------------------------------------------------------------

    def _list(self, paths: list[Path], names: ResultNames) -> tuple[int, list[Refused], list[Path]]:
        models = [path for path in paths if pipeline_folder(path) is not None]
        if models:
            self.modelsFound.emit(models)
            paths = [path for path in paths if path not in models]
        refused: list[Refused] = []
        entries = _entries(paths, refused, names)
        count, size = 0, FIRST_CHUNK
        while not self._stop.is_set() and (chunk := list(islice(entries, size))):
            while not self._room.acquire(timeout=0.1) and not self._stop.is_set():
                pass
            count += len(chunk)
            self._chunk.emit(chunk)
            size = CHUNK
        return count, refused, models

    # --- in the main thread ---------------------------------------------------------------------------------

    @Slot(object)
    def _on_chunk(self, chunk: list[tuple[Path, Path | None]]) -> None:
        self.add_items([Item(path=path, base=base) for path, base in chunk])
        QTimer.singleShot(0, self._room.release)

    def add_items(self, items: list[Item]) -> None:
        """Add rows that are made already."""
        self._model.append(items)
        self.added.emit(items)

    def _on_listed(self, paths: list[Path], count: int, refused: list[Refused], models: list[Path]) -> None:
        if count or refused or not models:
            self.finished.emit(count, refused)
        if len(paths) == 1 and count == 1:
            path = paths[0]
            self._reader.start(lambda: _settings_in(path), lambda found: self._on_settings(path, found))

    def _on_failed(self, error: Exception) -> None:
        log.warning("Adding pictures failed", exc_info=error)
        reason = sentence_of(error, tr("The picture could not be read."))
        self.finished.emit(0, [Refused("", reason)])

    def _on_settings(self, path: Path, found: dict[str, object]) -> None:
        item = next((i for i in reversed(list(self._model)) if i.path == path), None)
        if found and item is not None and item.state is not State.UNREADABLE:
            self.settingsFound.emit(item, found)


def _entries(
    paths: list[Path], refused: list[Refused], names: ResultNames
) -> Iterator[tuple[Path, Path | None]]:
    """Yields each picture with the dropped folder that it came from. What is no picture goes into `refused`, and so
    do, in one sentence for each folder, files of other kinds and results of this program."""
    for path in paths:
        passed, results = Counter[str](), 0
        others: list[str] = []
        made: list[str] = []
        for found, base in scan(path, refused, passed, kinds=ENLARGED, others=others):
            if base is not None and names.is_result(found):
                results += 1
                if len(made) < MOST_NAMED:
                    made.append(str(found))
            else:
                yield found, base
        if passed:
            text = tr("In {0} other kinds of files were passed over: {1}.")
            text = text.format(display_name(path), kinds_text(passed))
            refused.append(Refused(str(path), text, _named(others, passed.total())))
        if results:
            text = tr("In {0} results of earlier runs were passed over: {1}.")
            text = text.format(display_name(path), results)
            refused.append(Refused(str(path), text, _named(made, results)))


def _named(files: list[str], total: int) -> tuple[str, ...]:
    return (*files, "…") if total > len(files) else tuple(files)


def _settings_in(path: Path) -> dict[str, object]:
    if not path.is_file():
        return {}
    try:
        return pictures.read_settings(path)
    except (EngineError, OSError):
        return {}
