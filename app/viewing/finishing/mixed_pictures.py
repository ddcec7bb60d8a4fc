"""Whole pictures of results as they were mixed, of the results that were shown last."""

from __future__ import annotations

from PySide6.QtGui import QImage

from app.queue.items import Result
from core.finishing.finish import Finish

MOST = 2  # as many as there are sides


class MixedPictures:
    """One of each result."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Finish, QImage]] = {}

    def of(self, result: Result) -> QImage | None:
        """The picture with the finish that the result has now; None where it has none, or is not mixed so."""
        finish, image = self._kept.get(result.result_id, (None, None))
        return image if result.finish.changes and finish == result.finish else None

    def put(self, result: Result, finish: Finish, image: QImage) -> None:
        self.forget(result)
        while len(self._kept) >= MOST:
            self._kept.pop(next(iter(self._kept)))
        self._kept[result.result_id] = (finish, image)

    def forget(self, result: Result) -> None:
        self._kept.pop(result.result_id, None)
