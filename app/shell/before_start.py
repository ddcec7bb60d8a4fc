"""What the chosen pictures will take, said above the big button before it is pressed: time, memory, disk."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot

from app.engine.thread import EngineThread
from app.kit.text import NO_BREAK, about_bytes_text, about_text, bytes_text
from app.queue.items import Item, State
from app.queue.runner import QueueRunner
from app.results.places import folder_for, frames_name, frames_target, result_folder
from app.shell.main_window import MainWindow
from core.errors import SettingsError
from core.events import JobsEstimated
from core.images.names import format_for
from core.jobs import EstimateJob, SampleSettings
from core.storage.paths import display_name

DELAY_MS = 250  # a slider that is dragged asks once
STALE_MS = 300  # an answer that takes longer waits for other work: what was said before is not true meanwhile

PAGES = "jpeg"  # what the pages of most books are


class BeforeStart(QObject):
    """Asks the engine when it is idle; the newest question alone is answered, and a job that begins goes first."""

    def __init__(
        self,
        window: MainWindow,
        engine: EngineThread,
        runner: QueueRunner,
        session_folder: Path,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._engine, self._runner = window, engine, runner
        self._session_folder = session_folder
        self._asked: EstimateJob | None = None
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._timer.timeout.connect(self._ask)
        self._stale = QTimer(self, singleShot=True, interval=STALE_MS)
        self._stale.timeout.connect(lambda: window.controls.run.show_estimate(""))
        engine.estimated.connect(self._on_estimated)

    def stop(self) -> None:
        self._timer.stop()
        self._stale.stop()

    @Slot()
    def ask_soon(self) -> None:
        """Pictures, settings or the output may have changed. After a job the same is asked anew: it has taught more."""
        if self._runner.busy:
            self._asked = None
        self._timer.start()

    def _ask(self) -> None:
        if self._runner.busy:
            return
        question = self._question()
        if question is None:
            self._window.controls.run.show_estimate("")
        elif question != self._asked:
            self._engine.estimate(question)
            self._stale.start()
        self._asked = question

    def _question(self) -> EstimateJob | None:
        """About the chosen pictures; one whose size is not known yet counts as one of those that are."""
        items = self._chosen()
        # The pages of a book count as if all were like the first.
        sizes = [(i.width, i.height) for i in items if i.width and i.height for _ in range(max(1, i.pages))]
        if not sizes:
            return None
        sizes += sizes[:1] * sum(not (i.width and i.height) for i in items)
        output = self._window.controls.output.output()
        try:
            settings = self._window.controls.settings()
        except SettingsError:
            return None
        return EstimateJob(
            tuple(sizes),
            settings,
            self._format(items[0]),
            output.bit_depth or 8,
            quality=output.quality,
            lossless=output.lossless,
            folder=str(self._folder(items[0])),
        )

    def _format(self, item: Item) -> str:
        output = self._window.controls.output.output()
        if item.is_book:
            return PAGES
        return "png" if output.when_done == "keep" else format_for(output.format, item.source)

    def _folder(self, item: Item) -> Path:
        """Where results are written first: until they are saved, into the session's folder. Books are saved at once."""
        output = self._window.controls.output.output()
        if item.is_book:
            return result_folder(item, folder_for(item, output))
        if output.when_done == "keep":
            return self._session_folder
        return result_folder(item, folder_for(item, output))

    @Slot(object, object)
    def _on_estimated(self, question: EstimateJob, found: JobsEstimated | None) -> None:
        if question != self._asked:
            return
        self._stale.stop()
        if found is None:
            self._window.controls.run.show_estimate("")
            return
        text = self._text(found, len(self._chosen()))
        problem = self._problem(found)
        told = (self._of_books(question.settings), text, problem)
        self._window.controls.run.show_estimate("\n".join(filter(None, told)), warning=bool(problem))

    def _of_books(self, settings: SampleSettings) -> str:
        """That a book is enlarged as a whole and saved at once, and as what; "" if none is chosen."""
        books = [item for item in self._chosen() if item.is_book and item.pages]
        if not books:
            return ""
        if len(books) > 1:
            return self.tr("{0} books are enlarged page by page, each into a file of its own.").format(
                len(books)
            )
        book = books[0]
        try:
            into = frames_target(book, self._window.controls.output.output())
            name = frames_name(book, settings, into)
        except SettingsError as error:
            return str(error)
        one = self.tr("The page is saved as {1} in the folder {2}, in the format it has.")
        all_ = self.tr("All {0} pages are saved as {1} in the folder {2}, in the formats they have.")
        text = one if book.pages == 1 else all_
        return text.format(book.pages, display_name(name), display_name(into.directory or ""))

    def _chosen(self) -> list[Item]:
        """The selected pictures that will be enlarged."""
        below = self._window.controls.advanced.only_below
        return [
            item
            for item in self._window.queue.view.selected_items
            if item.state is not State.UNREADABLE
            and not (below and max(item.width, item.height) >= below and not item.anew)
        ]

    def _text(self, found: JobsEstimated, pictures: int) -> str:
        one = self.tr("about {0}, {1} of memory, file about {2}")
        several = self.tr("about {0}, {1} of memory, files about {2}")
        return (one if pictures == 1 else several).format(
            *(
                amount.replace(" ", NO_BREAK)
                for amount in (
                    about_text(found.seconds),
                    about_bytes_text(found.memory_bytes),
                    about_bytes_text(found.file_bytes),
                )
            )
        )

    def _problem(self, found: JobsEstimated) -> str:
        if found.lacks_disk:
            text = self.tr("The disk has only {0} left: choose another folder, or free some space.")
            return text.format(bytes_text(found.free_disk or 0))
        if found.lacks_memory:
            text = self.tr("Only {0} of memory are free: choose a smaller scale, or close other programs.")
            return text.format(bytes_text(found.free_memory or 0))
        return ""
