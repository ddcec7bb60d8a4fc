"""What is found out before a picture is enlarged: can its result be written, and is there one already?"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from app.engine.thread import NeedlessError, TooLargeError
from app.kit.words import tr
from app.queue.items import Item
from app.results.backlog import Backlog
from app.results.places import folder_for, frames_target, result_folder
from core.errors import PictureError, SettingsError
from core.finishing.strokes import Marks
from core.images.framing import Framing
from core.images.names import is_lossless, suffix_of
from core.images.scan import is_picture
from core.jobs import SampleSettings
from core.presets import OutputPreferences

if TYPE_CHECKING:
    from core.upscaling.done_before import DoneBefore


class Beforehand:
    """Remembers what has been seen of the folders of results, as the pictures of a batch share them."""

    def __init__(self, backlog: Backlog) -> None:
        self._backlog = backlog
        self._settings: SampleSettings | None = None  # that were asked about last
        # For these, by what else is wanted.
        self._before: dict[tuple[str, str, bool, bool, str], DoneBefore] = {}

    def check_of(
        self, item: Item, settings: SampleSettings, output: OutputPreferences, only_below: int = 0
    ) -> Callable[[], None]:
        """A function that waits until there is room for one more result, and finds out beforehand whether it could be
        written, unless it will only be kept safe.

        The returned function is for a worker. It raises SaveError, and NeedlessError for a picture of a folder that
        has such a result already, so that a batch that broke off is gone on with; likewise for one whose longer side
        has `only_below` pixels or more, if that is not 0.
        """
        limit = 0 if item.anew else only_below
        if item.is_book:
            return self._check_of_book(item, settings, output, limit)
        if output.when_done == "keep":

            def wait() -> None:
                _check_below(item, limit)
                self._backlog.wait_for_room()

            return wait
        output, folder = output.for_picture(item.source), result_folder(item, folder_for(item, output))
        batch = item.base is not None and not item.has_result and not item.anew
        framing, marks = item.framing, item.marks

        def check() -> None:
            from core.images.files import check_folder_writable, check_format

            _check_below(item, limit)
            if batch and item.source is not None:
                asked = item.source, item.stem, folder, settings, output, framing, marks
                if (there := self._result_of(*asked)) is not None:
                    raise NeedlessError(there)
            with suppress(PictureError, SettingsError):  # the job itself says what is wrong with it
                check_format(output.format, *settings.size_of(*_size_of(item)))
            check_folder_writable(folder)
            self._backlog.wait_for_room()

        return check

    def _check_of_book(
        self, item: Item, settings: SampleSettings, output: OutputPreferences, limit: int
    ) -> Callable[[], None]:
        into = frames_target(item, output)
        batch = item.base is not None and item.made_now is None and not item.anew
        path, folder, framing = item.source, into.directory, item.framing

        def check() -> None:
            from core.images.files import check_folder_writable

            assert path is not None
            assert folder is not None
            _check_below(item, limit)
            before = self._before_of(settings, into.name, into.format, into.private, into.lossless, book=path)
            there = before.result_of(path, folder, item.stem, framing=framing) if batch else None
            if there is not None:
                raise NeedlessError(there)
            check_folder_writable(folder)

        return check

    def _result_of(
        self,
        path: Path,
        stem: str,
        folder: Path,
        settings: SampleSettings,
        output: OutputPreferences,
        framing: Framing,
        marks: Marks | None,
    ) -> Path | None:
        """In the worker. Of pictures that differ by their endings alone it cannot be told whose a result is."""
        exact = is_lossless(output.format, output.quality, output.lossless)
        before = self._before_of(settings, output.name, output.format, output.private, exact)
        mask = marks if before.takes_mask else None
        there = before.result_of(path, folder, stem, mask, framing=framing)
        if there is None:
            return None
        alike = any(p != path and p.stem == stem and is_picture(p.name) for p in path.parent.iterdir())
        return None if alike else there

    def _before_of(
        self,
        settings: SampleSettings,
        name: str,
        format: str,
        private: bool,
        lossless: bool,
        *,
        book: Path | None = None,
    ) -> DoneBefore:
        """In the worker. Pictures that were put into the queue together share their settings, the finish that results
        begin with among them, and one look into each folder of results for each format."""
        from core.upscaling.done_before import DoneBefore

        if self._settings is not settings:
            self._settings = settings
            self._before.clear()
        kind = (name, format, private, lossless, suffix_of(format, book))
        if kind not in self._before:
            self._before[kind] = DoneBefore(settings, name, format, private, lossless=lossless, book=book)
        return self._before[kind]


def _check_below(item: Item, limit: int) -> None:
    """Raises TooLargeError."""
    if limit:
        with suppress(PictureError, SettingsError):  # the job itself says what is wrong with it
            if max(_size_of(item)) >= limit:
                raise TooLargeError(limit)


def _size_of(item: Item) -> tuple[int, int]:
    """In the worker: as it is framed, by what the header tells, since a file may have been replaced after its row was
    looked at. Raises PictureError, or SettingsError for a crop that does not lie inside."""
    from core.images.header import picture_size

    if item.picture is not None:
        return item.framing.size_of(item.picture.width, item.picture.height)
    if item.source is None:
        raise PictureError(tr("The original is no longer there."))
    return item.framing.size_of(*picture_size(item.source))
